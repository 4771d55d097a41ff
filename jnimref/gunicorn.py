"""Gunicorn's settings: `gunicorn --config python:jnimref.gunicorn`, which `python -m jnimref.launch` runs."""

import logging
import os
from typing import Any

from jnimref.address import Address

_address = Address.from_environment(os.environ)

wsgi_app = "jnimref.wsgi"
bind = _address.bind
workers = 2
# Threads wait for nobody's request to arrive: the main loop reads its head (jnimref/worker.py).
worker_class = "jnimref.worker.HeadFirstWorker"
threads = 4
keepalive = 5  # seconds that a connection is kept for the next request
# Told to stop, a worker has this many seconds to end what it does. One that is told so in the moment of
# its start does not hear it, and is waited for in vain.
graceful_timeout = 5
# Load the site before listening: what is broken shows before the address is printed, and the workers share its memory.
preload_app = True
# The workers' sign of life is a file; on a slow disk, writing it can take so long that a worker counts as dead.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 (gunicorn makes a private file in it)
# Nobody drives a running server from outside; without this, gunicorn writes a socket into the home directory.
control_socket_disable = True
loglevel = "warning"
# Django answers HEAD as it answers GET and leaves it to the server to drop the body; gunicorn would log each one it drops.
logging.getLogger("gunicorn.http.wsgi").setLevel(logging.ERROR)


def when_ready(server: Any) -> None:
    """Say where the site is, now that the server listens. An argument of the command line may have moved it."""
    if server.cfg.bind == [_address.bind]:
        print(f"Serving at {_address.url}  (Ctrl+C stops it)", flush=True)


def post_worker_init(worker: Any) -> None:
    """Begin to look at the revision, and to make the first pages, in a worker that is about to take requests."""
    from jnimref.revision_watch import WATCH
    from jnimref.warming import WARMING

    WATCH.start()
    WARMING.start()
