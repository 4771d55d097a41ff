"""A folder that is written whole or not at all: beside the one that it will replace, under another name until it is whole."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MARK = "snapshot.json"  # the file by which a snapshot is known


class Refused(Exception):
    """A folder that can't be written, told in one line."""


@contextmanager
def replaced_when_whole(folder: Path) -> Iterator[Path]:
    """Give an empty folder beside the one that is named, which takes its place when all within has gone well.

    Otherwise nothing is left of it, and what was there stays. Raises Refused for a folder that holds something other than a
    snapshot, and while another snapshot is written there; OSError as the file system does.
    """
    folder = folder.resolve()
    _check(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    partial = folder.with_name(f".{folder.name}.partial")
    lock = _take(partial)
    try:
        yield partial
        _check(folder)
        _put(partial, folder)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    finally:
        os.close(lock)


def _check(folder: Path) -> None:
    """Raise Refused unless there is nothing at a path, an empty folder, or a snapshot."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise Refused(f"{folder} is no folder")
    if any(folder.iterdir()) and not (folder / MARK).is_file():
        raise Refused(f"{folder} holds something else than a snapshot: name another folder, or empty this one")


def _take(partial: Path) -> int:
    """Make a folder, or empty the one that a process which was killed has left, and hold a lock on it; return its descriptor."""
    while True:
        partial.mkdir(exist_ok=True)
        descriptor = os.open(partial, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise Refused(f"another snapshot is being written to {partial}") from None
        if partial.exists() and os.path.samestat(os.fstat(descriptor), partial.stat()):
            break
        os.close(descriptor)  # whoever had it has renamed it meanwhile
    for left in partial.iterdir():
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()
    return descriptor


def _put(whole: Path, folder: Path) -> None:
    """Put a folder in the place of another one, which goes back if that fails."""
    if not folder.exists():
        whole.rename(folder)
        return
    former = whole.with_suffix(".former")
    shutil.rmtree(former, ignore_errors=True)
    folder.rename(former)
    try:
        whole.rename(folder)
    except OSError:
        former.rename(folder)
        raise
    shutil.rmtree(former, ignore_errors=True)
