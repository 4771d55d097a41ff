"""What proxies say counts from those that are trusted, and from nobody else."""

from typing import Any

import pytest

from jnimref.serving.forwarding import Forwarding, parse_networks, parse_site_url

TRUSTED = parse_networks("10.0.0.0/8, ::1")


def told(site: tuple[str, str] = ("", ""), **environ: str) -> dict[str, Any]:
    """Return the environment that the application within is given."""
    seen: dict[str, Any] = {}

    def application(environ: dict[str, Any], start_response: object) -> list[bytes]:
        seen.update(environ)
        return []

    wrapped = Forwarding(application, TRUSTED, site, lambda host: host.endswith(".example"))
    wrapped({"HTTP_HOST": "reference.example", **environ}, lambda *_: None)
    return seen


def test_stranger_cannot_say_whose_request_it_is():
    seen = told(REMOTE_ADDR="203.0.113.9", HTTP_X_FORWARDED_FOR="198.51.100.1", HTTP_X_FORWARDED_PROTO="https")
    assert seen["REMOTE_ADDR"] == "203.0.113.9"
    assert "HTTP_X_FORWARDED_PROTO" not in seen
    assert "HTTP_X_FORWARDED_FOR" not in seen


@pytest.mark.parametrize(
    ("forwarded", "reader"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("198.51.100.1, 203.0.113.9", "203.0.113.9"),  # the first is what the reader sent
        ("203.0.113.9, 10.0.0.2", "203.0.113.9"),
        ("10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("2001:db8::1", "2001:db8::1"),
        ("unknown", "10.0.0.1"),
        ("203.0.113.9, unknown, 10.0.0.2", "10.0.0.2"),
        ("", "10.0.0.1"),
    ],
)
def test_trusted_proxy_says_whose_request_it_is(forwarded: str, reader: str):
    assert told(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)["REMOTE_ADDR"] == reader


def test_ipv4_address_written_as_ipv6_is_the_same():
    assert told(REMOTE_ADDR="::ffff:10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9")["REMOTE_ADDR"] == "203.0.113.9"


def test_socket_of_this_machine_is_trusted():
    assert told(REMOTE_ADDR="", HTTP_X_FORWARDED_FOR="203.0.113.9")["REMOTE_ADDR"] == "203.0.113.9"


def test_site_goes_by_its_own_name_whatever_name_was_asked_for():
    assert told(("https", "reference.example"), REMOTE_ADDR="", HTTP_HOST="other.example")["HTTP_HOST"] == "reference.example"


def test_host_that_is_not_the_sites_stays_to_be_refused():
    assert told(("https", "reference.example"), REMOTE_ADDR="", HTTP_HOST="evil.test")["HTTP_HOST"] == "evil.test"


@pytest.mark.parametrize("given", ["ten", "10.0.0.0/99", "10.0.0.1-5"])
def test_network_that_is_none_is_refused(given: str):
    with pytest.raises(ValueError, match="TRUSTED_PROXIES"):
        parse_networks(given)


@pytest.mark.parametrize("given", ["reference.example", "ftp://reference.example", "https://reference.example/jnim", "https://"])
def test_address_that_is_not_a_sites_is_refused(given: str):
    with pytest.raises(ValueError, match="SITE_URL"):
        parse_site_url(given)


def test_address_of_the_site_is_read():
    assert parse_site_url("https://reference.example:8443/") == ("https", "reference.example:8443")
    assert parse_site_url("") == ("", "")
