"""What the site is compared with: a bare WSGI application, nginx with a precompressed file, a table page of Datasette."""

import gzip
import json
import os
import shutil
import subprocess
import sys
from contextlib import AbstractContextManager
from pathlib import Path

from benchmarks.clients import Client
from benchmarks.site import ROOT, Server, application, running
from benchmarks.wrk import ENCODING
from tests.browser.site import free_port

DATASETTE_PAGE = "Datasette, 100 rows"
DATASETTE = ROOT / "var" / "bench-venv"
DATASETTE_LOCK = ROOT / "benchmarks" / "datasette.txt"
TABLE = "profiles_claim"  # a table page shows 100 of its rows
FRAMED = {"date", "server", "connection", "transfer-encoding"}  # headers that gunicorn writes itself
NGINX = """
{user}
daemon off;
worker_processes auto;
pid {directory}/nginx.pid;
error_log stderr warn;
events {{ worker_connections 1024; }}
http {{
    default_type text/html;
    access_log off;
    sendfile on;
    gzip_static on;
    keepalive_requests 1000000;
    client_body_temp_path {directory}/body;
    proxy_temp_path {directory}/proxy;
    fastcgi_temp_path {directory}/fastcgi;
    uwsgi_temp_path {directory}/uwsgi;
    scgi_temp_path {directory}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {directory}/root;
    }}
}}
"""


def bare(site: Server, environ: dict[str, str], directory: Path) -> AbstractContextManager[Server]:
    """Serve what the site answers for its first page, with the same headers and the same gunicorn."""
    client = Client(site.port, accept_encoding=ENCODING)
    body = client.get("/").body
    headers = [(name, value) for name, value in client.last_headers.items() if name not in FRAMED]
    client.close()
    (directory / "body").write_bytes(body)
    (directory / "headers").write_text(json.dumps(headers), encoding="utf-8")
    files = {"BARE_BODY": str(directory / "body"), "BARE_HEADERS": str(directory / "headers")}
    return application("benchmarks.bare", environ | files, directory / "bare.log")


def nginx(site: Server, directory: Path) -> AbstractContextManager[Server] | None:
    """Serve the site's first page as a file, plain and compressed; None where nginx is not installed."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        return None
    root = directory / "root"
    root.mkdir()
    body = Client(site.port, keep_alive=False).get("/").body
    (root / "index.html").write_bytes(body)
    (root / "index.html.gz").write_bytes(gzip.compress(body, 6))
    port = free_port()
    user = "user root;" if os.geteuid() == 0 else ""  # its workers read a private directory
    (directory / "nginx.conf").write_text(NGINX.format(directory=directory, port=port, user=user), encoding="utf-8")
    command = [program, "-p", str(directory), "-c", str(directory / "nginx.conf")]
    return running(command, dict(os.environ), port, "/", directory / "nginx.log")


def datasette(database: Path, directory: Path) -> AbstractContextManager[Server] | None:
    """Serve the site's SQLite database with Datasette, in an environment of its own; None where it can't be installed."""
    program = DATASETTE / "bin" / "datasette"
    if not program.is_file() and not _install():
        return None
    port = free_port()
    command = [str(program), "serve", str(database), "--host", "127.0.0.1", "--port", str(port)]
    return running(command, dict(os.environ), port, f"/{database.stem}/{TABLE}", directory / "datasette.log")


def _install() -> bool:
    print("installing Datasette into var/bench-venv, once", file=sys.stderr)
    shutil.rmtree(DATASETTE, ignore_errors=True)
    pip = [str(DATASETTE / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for command in ([sys.executable, "-m", "venv", str(DATASETTE)], [*pip, "--require-hashes", "-r", str(DATASETTE_LOCK)]):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"Datasette could not be installed: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
            shutil.rmtree(DATASETTE, ignore_errors=True)
            return False
    return True
