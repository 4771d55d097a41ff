"""Keep what the site writes its owner's alone: the folder of its own state, and the files of a SQLite database."""

from collections.abc import Iterator, Mapping
from pathlib import Path

FOLDER_MODE = 0o700
FILE_MODE = 0o600
SECRET_KEY = "secret_key"  # noqa: S105 (the name of the file)
_BESIDE = ("", "-wal", "-shm", "-journal", ".preparing")  # what SQLite, and a start, write beside a database


def state_folder(environ: Mapping[str, str]) -> Path:
    """Return the one folder that the site writes in: VAR_DIR, else var/ beside the code."""
    return Path(environ.get("VAR_DIR") or Path(__file__).resolve().parent.parent / "var").absolute()


def make_metrics_folder(folder: Path) -> Path:
    """Return the folder in which workers count, made within that of the site's state; what a former start counted is gone."""
    made = folder / "metrics"
    made.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    for file in made.glob("*.db"):
        file.unlink()
    return made


def keep_private(folder: Path, database: Path | None = None) -> None:
    """Make the folder of the site's own state, and take the rights of everybody but its owner from it and from the files.

    `database` is that of SQLite, wherever it lies; others are none of ours. Raises OSError, with the name of the file, where the
    folder can't be made or a file belongs to somebody else.
    """
    folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    folder.chmod(FOLDER_MODE)
    for file in _files(folder, database):
        if file.is_file() and file.stat().st_mode & 0o777 != FILE_MODE:
            file.chmod(FILE_MODE)


def _files(folder: Path, database: Path | None) -> Iterator[Path]:
    yield folder / SECRET_KEY
    if database is not None:
        yield from (database.with_name(database.name + ending) for ending in _BESIDE)
