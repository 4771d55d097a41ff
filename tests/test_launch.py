"""The launcher, run as a person runs it: what it refuses, and how it says so."""

import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from django.conf import settings

from jnimref.address import Address, is_of_this_machine
from jnimref.launch import keep_secret_key
from jnimref.serving.probe import allowed_host, is_well
from tests.environment import SECRET_KEY

SECRET = "hunter2"


def launch(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the launcher, which is expected to refuse, and return what it says."""
    return subprocess.run(
        [sys.executable, "-m", "jnimref.launch", *arguments],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "SECRET_KEY": SECRET_KEY, "PORT": str(free_port()), **environ},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def assert_one_line(refusal: subprocess.CompletedProcess[str], words: str) -> None:
    """The refusal is one line on standard error that holds the words and no secret, and the status says failure."""
    assert refusal.returncode == 1
    assert refusal.stdout == ""
    assert refusal.stderr.count("\n") == 1
    assert words in refusal.stderr
    assert SECRET not in refusal.stderr


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "80.5", "٨٠٠٠", "9" * 5000])
def test_a_port_that_is_none_is_refused(port):
    assert_one_line(launch(PORT=port), "PORT must be a number from 1 to 65535")


def test_a_taken_port_is_refused_before_the_database_is_touched(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        database = tmp_path / "site.sqlite3"
        refusal = launch(PORT=str(other.getsockname()[1]), DATABASE_URL=f"sqlite:///{database}")
    assert_one_line(refusal, "choose another port")
    assert not database.exists()


def test_a_host_of_another_machine_is_refused():
    assert_one_line(launch(HOST="192.0.2.1"), "HOST must be an address of this machine")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nonsense",
        f"mysql://curator:{SECRET}@localhost/jnimref",
        f"postgresql://curator:pass/{SECRET}@localhost/jnimref",
        f"postgresql://curator:{SECRET}@[::1/jnimref",
    ],
)
def test_a_database_url_that_cannot_be_read_is_refused(url):
    assert_one_line(launch(DATABASE_URL=url), "DATABASE_URL can't be read")


def test_a_database_that_does_not_answer_is_refused():
    refusal = launch(DATABASE_URL=f"postgresql://curator:{SECRET}@127.0.0.1:{free_port()}/jnimref")
    assert_one_line(refusal, "is the server running")


def test_a_password_that_is_taken_for_the_database_name_is_not_shown():
    refusal = launch(DATABASE_URL=f"postgresql://curator:1/{SECRET}@127.0.0.1/jnimref")
    assert_one_line(refusal, "does not answer")


def test_a_sqlite_file_that_cannot_be_opened_is_refused(tmp_path):
    assert_one_line(launch(DATABASE_URL=f"sqlite:///{tmp_path}/missing/site.sqlite3"), "can't open the database")


def test_the_secret_key_is_its_owners_alone(tmp_path):
    file = tmp_path / "var" / "secret_key"
    keep_secret_key(file, "the key")
    assert file.read_text() == "the key\n"
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_secret_key_is_never_replaced(tmp_path):
    file = tmp_path / "secret_key"
    keep_secret_key(file, "first")
    keep_secret_key(file, "second")
    assert file.read_text() == "first\n"


def test_two_launches_at_once_keep_one_secret_key(tmp_path):
    file = tmp_path / "secret_key"
    keys = [str(number) * 50 for number in range(8)]
    threads = [threading.Thread(target=keep_secret_key, args=(file, key)) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert file.read_text().strip() in keys


@pytest.mark.parametrize(
    "key",
    [
        "x",
        "9f" * 24,  # 48 characters
        "ab" * 40,  # two different ones
        "django-insecure-" + "".join(chr(33 + number) for number in range(60)),
    ],
)
def test_a_key_that_can_be_guessed_is_refused_and_not_shown(key):
    refusal = launch(SECRET_KEY=key)
    assert_one_line(refusal, "SECRET_KEY")
    assert "token_urlsafe(50)" in refusal.stderr
    assert len(key) == 1 or key not in refusal.stderr


def test_a_key_file_that_was_cut_short_is_refused(tmp_path):
    (tmp_path / "secret_key").write_text("half\n")
    assert_one_line(launch(SECRET_KEY="", VAR_DIR=str(tmp_path)), "must have 50 characters")


@pytest.mark.parametrize("environ", [{"HOST": "0.0.0.0"}, {"HOST": "::"}, {"ALLOWED_HOSTS": "localhost,reference.example"}])
def test_debug_pages_that_others_could_reach_are_refused(environ):
    assert_one_line(launch(DEBUG="1", **environ), "DEBUG=1")


@pytest.mark.parametrize("host", ["", "127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost", "jnim.localhost"])
def test_debug_pages_are_for_this_machine(host):
    assert is_of_this_machine(host)


@pytest.mark.parametrize("host", ["*", "0.0.0.0", "::", "10.0.0.1", ".example.org", "localhost.example.org"])
def test_what_others_reach_is_not_this_machine_alone(host):
    assert not is_of_this_machine(host)


def modes(folder):
    return {path.name: path.stat().st_mode & 0o777 for path in [folder, *folder.iterdir()]}


def test_what_a_start_writes_is_its_owners_alone(tmp_path):
    folder = tmp_path / "state"
    assert launch("--prepare", SECRET_KEY="", VAR_DIR=str(folder)).returncode == 0
    found = modes(folder)
    assert found.pop("state") == 0o700
    assert {"secret_key", "jnimref.sqlite3"} <= set(found)
    assert set(found.values()) == {0o600}


def test_files_that_others_could_read_are_theirs_no_longer_after_a_start(tmp_path):
    folder = tmp_path / "state"
    folder.mkdir(mode=0o755)
    database = folder / "site.sqlite3"
    own = sqlite3.connect(database)
    own.execute("PRAGMA journal_mode=WAL")
    own.execute("CREATE TABLE t (a)")  # as long as it is open, its log lies beside it
    (folder / "secret_key").write_text("k9-" * 20 + "abcd")
    for path in folder.iterdir():
        path.chmod(0o644)
    refusal = launch("--serve", SECRET_KEY="", VAR_DIR=str(folder), DATABASE_URL=f"sqlite:///{database}")
    found = modes(folder)
    own.close()
    assert_one_line(refusal, "--prepare")
    assert {"site.sqlite3", "site.sqlite3-wal", "site.sqlite3-shm", "secret_key"} <= set(found)
    assert found.pop("state") == 0o700
    assert set(found.values()) == {0o600}


@pytest.mark.parametrize(
    ("allowed", "host"),
    [("", "localhost"), ("*", "localhost"), ("example.org,localhost", "example.org"), (".example.org", "example.org")],
)
def test_the_probe_asks_by_a_name_that_is_allowed(allowed, host):
    assert allowed_host(allowed) == host


@pytest.mark.parametrize(
    ("host", "bind", "url"),
    [
        ("127.0.0.1", "127.0.0.1:8000", "http://127.0.0.1:8000/"),
        ("0.0.0.0", "0.0.0.0:8000", "http://127.0.0.1:8000/"),
        ("::", "[::]:8000", "http://[::1]:8000/"),
    ],
)
def test_the_address_is_one_that_a_browser_here_can_open(host, bind, url):
    address = Address.from_environment({"HOST": host})
    assert (address.bind, address.url) == (bind, url)


@contextlib.contextmanager
def started(database_url: str) -> Iterator[str]:
    """Start the site on a free port; give the line that it prints; stop it."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "jnimref.launch"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "SECRET_KEY": SECRET_KEY, "PORT": str(port), "DATABASE_URL": database_url},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    with process.stdout:
        try:
            line = process.stdout.readline()  # empty where the launcher refuses
            assert is_well(Address("127.0.0.1", port)), "it does not answer at the moment it says so"
            yield line.replace(str(port), "PORT")
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)
    assert process.returncode == 0


def test_a_second_start_says_where_the_site_is_as_the_first_did(request, tmp_path):
    # The environment's DATABASE_URL is the tests' own only where the plugin has set it.
    own = request.config.pluginmanager.hasplugin("tests.postgresql")
    database_url = os.environ["DATABASE_URL"] if own else f"sqlite:///{tmp_path / 'site.sqlite3'}"
    for _ in range(2):  # how long it takes, .ci/run holds, where nothing else runs
        with started(database_url) as line:
            assert line == "Serving at http://127.0.0.1:PORT/  (Ctrl+C stops it)\n"
