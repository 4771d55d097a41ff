"""deploy/nginx.conf as nginx runs it, before the site as gunicorn serves it; and what compose.yaml puts together."""

import contextlib
import os
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from tests.serving import Answer, Served, served, until
from tests.test_launch import free_port

CONFIGURATION = Path(settings.BASE_DIR) / "deploy/nginx.conf"
COMPOSE = Path(settings.BASE_DIR) / "compose.yaml"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
needs_nginx = pytest.mark.skipif(
    os.environ.get("CI") != "true" and (NGINX is None or shutil.which("openssl") is None),
    reason="THERE IS NO NGINX HERE, OR NO OPENSSL, so the proxy is not tested: apt-get install nginx-light openssl",
)
CLIENTS = 50
READER, OTHERS = "127.0.0.1", "127.0.0.2"  # two addresses of this machine: limits are one address's


@dataclass
class Proxy:
    """nginx, where it listens, and the site behind it."""

    plain: int
    secure: int
    site: Served
    access_log: Path

    def connection(self, source: str = READER) -> HTTPSConnection:
        """Return a connection by HTTPS, from an address of this machine."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return HTTPSConnection("127.0.0.1", self.secure, timeout=60, context=context, source_address=(source, 0))

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, source: str = READER, **headers: str) -> Answer:
        """Return the answer to a request by HTTPS, and close."""
        with contextlib.closing(self.connection(source)) as connection:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, {"Host": "reference.example", **named})
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())


def configuration(folder: Path, ports: dict[str, int]) -> str:
    """Return the configuration with addresses and folders of the test's own, and else as it is."""
    text = CONFIGURATION.read_text(encoding="utf-8")
    own = {
        "listen 80 ": f"listen {READER}:{ports['plain']} ",
        "listen 443 ": f"listen {READER}:{ports['secure']} ",
        "server web:8000": f"server 127.0.0.1:{ports['site']}",
        "server admin:8000": f"server 127.0.0.1:{ports['site']}",
        "/run/nginx.pid": f"{folder}/pid",
        "/dev/stderr": f"{folder}/error.log",
        "/dev/stdout": f"{folder}/access.log",
        "/etc/nginx/tls": str(folder),
        "/var/cache/nginx": f"{folder}/cache",
    }
    for theirs, ours in own.items():
        assert theirs in text, theirs
        text = text.replace(theirs, ours)
    folders = "".join(f"    {name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    return text.replace("http {\n", f"http {{\n{folders}", 1)


@pytest.fixture(scope="module")
def proxy(prepared_database: str) -> Iterator[Proxy]:
    assert NGINX
    ports = {"plain": free_port(), "secure": free_port()}
    with (
        tempfile.TemporaryDirectory(prefix="jnimref-nginx-", dir="/tmp") as name,
        served(prepared_database, SITE_URL="https://reference.example", ALLOWED_HOSTS="reference.example,127.0.0.1") as site,
    ):
        folder = Path(name)
        folder.chmod(0o755)  # nginx's workers are another user where the tests are root
        (folder / "cache").mkdir(mode=0o777)
        make = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
        files = ["-keyout", f"{name}/privkey.pem", "-out", f"{name}/fullchain.pem", "-subj", "/CN=reference.example"]
        subprocess.run([*make, *files], check=True, capture_output=True)
        (folder / "nginx.conf").write_text(configuration(folder, {**ports, "site": site.port}), encoding="utf-8")
        process = subprocess.Popen([NGINX, "-p", name, "-c", f"{name}/nginx.conf", "-g", "daemon off;"], stderr=subprocess.PIPE)
        try:
            proxy = Proxy(ports["plain"], ports["secure"], site, folder / "access.log")
            assert until(lambda: is_open(ports["secure"]) or process.poll() is not None)
            assert process.poll() is None, process.communicate()[1].decode()
            yield proxy
        finally:
            process.terminate()
            process.communicate(timeout=30)


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@needs_nginx
def test_http_is_sent_to_https(proxy: Proxy):
    with contextlib.closing(HTTPConnection("127.0.0.1", proxy.plain, timeout=60)) as connection:
        connection.request("GET", "/claims/?q=a", headers={"Host": "reference.example"})
        answer = connection.getresponse()
        assert (answer.status, answer.headers["Location"]) == (301, "https://reference.example/claims/?q=a")


@needs_nginx
def test_site_knows_that_it_is_reached_by_https_and_by_whom(proxy: Proxy):
    answer = proxy.ask("/")
    assert answer.status == 200
    assert answer.headers["strict-transport-security"].startswith("max-age=")
    assert answer.headers["server"] == "nginx"  # and no version
    assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["x-request-id"])


@needs_nginx
def test_one_id_runs_through_all_logs_and_no_address_is_whole(proxy: Proxy):
    answer = proxy.ask("/search/?q=unspeakable", X_Forwarded_For="203.0.113.9", X_Request_ID="invented")
    identity = answer.headers["x-request-id"]
    assert identity != "invented"
    assert until(lambda: identity in proxy.access_log.read_text())
    [line] = [line for line in proxy.access_log.read_text().splitlines() if identity in line]
    assert '"address":"127.0.0.0/24"' in line
    assert '"path":"/search/"' in line
    assert "unspeakable" not in proxy.access_log.read_text()
    assert "127.0.0.1" not in proxy.access_log.read_text().replace("127.0.0.0/24", "")


@needs_nginx
@pytest.mark.parametrize("path", ["/", "/static/icon.svg"])
def test_what_is_sent_to_a_page_is_refused(proxy: Proxy, path: str):
    for body in (b"", b"x" * 100_000):
        answer = proxy.ask(path, "POST", body)
        assert (answer.status, answer.headers["allow"], answer.headers["server"]) == (405, "GET, HEAD", "nginx")


@needs_nginx
def test_what_is_too_large_for_the_admin_is_refused(proxy: Proxy):
    assert proxy.ask("/admin/login/", "POST", b"x" * 2_200_000).status == 413


@needs_nginx
def test_curators_form_arrives(proxy: Proxy):
    assert proxy.ask("/admin/login/", "POST", b"a=b", Content_Type="application/x-www-form-urlencoded").status == 403  # no token


@needs_nginx
def test_static_file_is_asked_for_once(proxy: Proxy):
    first, second = (proxy.ask("/static/icon.svg", Accept_Encoding="gzip") for _ in range(2))
    assert first.status == second.status == 200
    assert first.body == second.body
    assert second.headers["cross-origin-resource-policy"] == "same-origin"
    assert until(lambda: '"cache":"HIT"' in proxy.access_log.read_text())


@needs_nginx
def test_who_asks_too_much_is_told_so_and_others_are_not(proxy: Proxy):
    with contextlib.closing(proxy.connection(OTHERS)) as connection:
        statuses = []
        for _ in range(900):
            connection.request("GET", "/healthz", headers={"Host": "reference.example"})
            answer = connection.getresponse()
            answer.read()
            statuses.append(answer.status)
            if answer.status == 429:
                break
    assert statuses[:100] == [200] * 100
    assert statuses[-1] == 429
    assert proxy.ask("/healthz").status == 200


def seconds_for(proxy: Proxy) -> float:
    began = time.monotonic()
    assert proxy.ask("/about/").status == 200
    return time.monotonic() - began


@needs_nginx
@pytest.mark.parametrize(
    "sent",
    [
        None,  # connected, and not a word of TLS
        b"",
        b"GET /about/ HTTP/1.1\r\nHost: reference.example\r\n\r\n",
        b"GET /about/ HTTP/1.1\r\nHost: reference.example\r\nX-Drip: ",
        b"POST /admin/login/ HTTP/1.1\r\nHost: reference.example\r\nContent-Length: 100000\r\n\r\na",
        b"POST / HTTP/1.1\r\nHost: reference.example\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"GET /sources/acled/ HTTP/1.1\r\nHost: reference.example\r\n\r\n" * 3,  # and takes none of the answers
    ],
)
def test_under_fifty_slow_connections_other_readers_are_answered_within_a_second(proxy: Proxy, sent: bytes | None):
    assert proxy.ask("/about/").status == 200  # it is in memory
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with ExitStack() as stack:
        clients = []
        for _ in range(CLIENTS):
            client = stack.enter_context(socket.create_connection(("127.0.0.1", proxy.secure), source_address=(OTHERS, 0)))
            if sent is not None:
                client = stack.enter_context(context.wrap_socket(client))
                client.sendall(sent)
            clients.append(client)
        time.sleep(0.3)
        # The best of some: what is measured is the site, and not what else this machine does.
        assert min(seconds_for(proxy) for _ in range(3)) < 1
        for client in clients if sent else []:
            with contextlib.suppress(OSError):
                client.sendall(b"a")
        assert min(seconds_for(proxy) for _ in range(3)) < 1


@needs_nginx
def test_site_that_is_gone_is_told_and_static_files_stay(prepared_database: str, proxy: Proxy):
    """The last of these tests: it ends the site."""
    proxy.ask("/static/icon.svg", Accept_Encoding="gzip")
    proxy.site.process.terminate()
    proxy.site.process.wait(60)
    answer = proxy.ask("/about/")
    assert (answer.status, answer.headers["retry-after"]) == (503, "10")
    assert b"does not answer" in answer.body
    assert proxy.ask("/static/icon.svg", Accept_Encoding="gzip").status == 200


@pytest.fixture(scope="module")
def compose() -> dict[str, dict[str, dict[str, object]]]:
    loaded: dict[str, dict[str, dict[str, object]]] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    return loaded


def test_every_file_and_service_that_compose_names_exists(compose: dict[str, dict[str, dict[str, object]]]):
    services = compose["services"]
    examples = {"deploy/site.env": "deploy/site.env.example", "deploy/postgres.env": "deploy/postgres.env.example"}
    for service in services.values():
        assert "image" in service
        for name in service.get("env_file", []):  # type: ignore[attr-defined]
            assert (COMPOSE.parent / examples[name]).is_file()
        for volume in service.get("volumes", []):  # type: ignore[attr-defined]
            source = volume.split(":")[0]
            if source.startswith("./"):
                assert (COMPOSE.parent / source).exists() or source == "./deploy/tls", source
            else:
                assert source in compose["volumes"]
        assert set(service.get("depends_on", {})) <= services.keys()  # type: ignore[call-overload]
    upstreams = set(re.findall(r"server (\w+):8000;", CONFIGURATION.read_text(encoding="utf-8")))
    assert upstreams <= services.keys()


def test_compose_shows_nothing_but_nginx_and_holds_no_secret(compose: dict[str, dict[str, dict[str, object]]]):
    assert [name for name, service in compose["services"].items() if "ports" in service] == ["nginx"]
    for name in ("web", "admin", "prepare"):
        service = compose["services"][name]
        assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
    assert "password=" not in COMPOSE.read_text(encoding="utf-8").lower().replace("pgpassword=$$", "")
    for example in (COMPOSE.parent / "deploy").glob("*.env.example"):
        for line in example.read_text(encoding="utf-8").splitlines():
            if re.match(r"\w*(KEY|PASSWORD)=", line):
                assert line.endswith("="), line


@pytest.mark.parametrize("name", ["site.env.example"])
def test_example_of_the_environment_names_settings_that_there_are(name: str):
    told = (Path(settings.BASE_DIR) / "jnimref/settings.py").read_text(encoding="utf-8")
    for line in (COMPOSE.parent / "deploy" / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            assert re.search(rf"^{line.split('=')[0]} +\S", told, re.MULTILINE), line


@needs_nginx
@pytest.mark.skipif(os.geteuid() != 0, reason="nginx -t as it stands writes where only root may")
def test_configuration_as_it_stands_is_understood(tmp_path: Path):
    """Names of machines and certificates are not here; everything else is read as it will be."""
    text = CONFIGURATION.read_text(encoding="utf-8").replace("web:8000", "127.0.0.1:1").replace("admin:8000", "127.0.0.1:1")
    text = re.sub(r"ssl_certificate(_key)? .*;", "", text).replace(" ssl http2", "").replace("/var/cache/nginx", str(tmp_path))
    (tmp_path / "nginx.conf").write_text(text.replace("/run/nginx.pid", f"{tmp_path}/pid"), encoding="utf-8")
    assert NGINX
    done = subprocess.run([NGINX, "-t", "-q", "-c", f"{tmp_path}/nginx.conf"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
