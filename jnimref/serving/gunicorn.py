"""Gunicorn's settings: `gunicorn --config python:jnimref.serving.gunicorn`, which `python -m jnimref.launch` runs."""

import gc
import logging
import os
import subprocess
import sys
from typing import Any

from jnimref.address import Address
from jnimref.private_files import FOLDER_MODE, make_metrics_folder, state_folder

_address = Address.from_environment(os.environ)
_metrics = Address.of_metrics(os.environ)
_folder = state_folder(os.environ)
_folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
if _metrics:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(make_metrics_folder(_folder))  # read when prometheus_client is imported

wsgi_app = "jnimref.wsgi"
bind = _address.bind
workers = 2
# Threads wait for nobody's request to arrive: the main loop reads its head (jnimref/serving/worker.py).
worker_class = "jnimref.serving.worker.HeadFirstWorker"
threads = 4
keepalive = 5  # seconds that a connection is kept for the next request
# Told to stop, a worker has this many seconds to end what it does. One that is told so in the moment of
# its start does not hear it, and is waited for in vain.
graceful_timeout = 5
# Load the site before listening: what is broken shows before the address is printed, and the workers share its memory.
preload_app = True
# The workers' sign of life is a file; on a slow disk, writing it can take so long that a worker counts as dead. A folder that
# was named is the one that the site may write in.
if os.environ.get("VAR_DIR"):
    worker_tmp_dir = str(_folder)
elif os.access("/dev/shm", os.W_OK):  # noqa: S108 (gunicorn makes a private file in it)
    worker_tmp_dir = "/dev/shm"  # noqa: S108
# Nobody drives a running server from outside; without this, gunicorn writes a socket into the home directory.
control_socket_disable = True
loglevel = "warning"
if os.environ.get("DEBUG") != "1":
    logger_class = "jnimref.telling.gunicorn_log.JsonLogger"
# Django answers HEAD as it answers GET and leaves it to the server to drop the body; gunicorn would log each one it drops.
logging.getLogger("gunicorn.http.wsgi").setLevel(logging.ERROR)


def when_ready(server: Any) -> None:
    """Say where the site is, now that the server listens. An argument of the command line may have moved it."""
    if _metrics:
        server.exporter = subprocess.Popen([sys.executable, "-m", "jnimref.telling.exporter"])
    if server.cfg.bind == [_address.bind]:
        print(f"Serving at {_address.url}  (Ctrl+C stops it)", flush=True)


def post_worker_init(worker: Any) -> None:
    """Begin to look at the revision, and to make the first pages, in a worker that is about to take requests."""
    from jnimref.serving.revision_watch import WATCH
    from jnimref.serving.warming import WARMING

    gc.freeze()  # what a start has made lives as long as the worker: the collector need not look at it with every page
    WATCH.start()
    WARMING.start()
    if _metrics:
        from jnimref.wsgi import report_state

        report_state()


def worker_exit(server: Any, worker: Any) -> None:
    """Write the last lines of a worker's log."""
    from jnimref.telling.line_writer import LINES

    LINES.flush()


def child_exit(server: Any, worker: Any) -> None:
    """Let a worker that has ended count no longer among those that live."""
    if _metrics:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(server: Any) -> None:
    """End what was started beside the workers."""
    if exporter := getattr(server, "exporter", None):
        exporter.terminate()
        exporter.wait()
