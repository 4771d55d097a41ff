"""Ask the running site whether it is well: `python -m jnimref.serving.probe` exits 0 if it is. The container's health check."""

import os
import sys
from http.client import HTTPConnection, HTTPException

from jnimref.address import Address


def allowed_host(allowed: str) -> str:
    """Return a host name that ALLOWED_HOSTS lets in, for a request by loopback address would be refused otherwise."""
    first = allowed.split(",")[0].strip().removeprefix(".")
    return first if first not in ("", "*") else "localhost"


def is_well(address: Address, host: str = "localhost", timeout: float = 3.0) -> bool:
    """Return whether /healthz answers 200 within timeout seconds, asked for by that host name."""
    # Not urllib: it would ask a proxy that the environment names for an address of this machine.
    connection = HTTPConnection(address.near_host, address.port, timeout=timeout)
    try:
        connection.request("GET", "/healthz", headers={"Host": host})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(not is_well(Address.from_environment(os.environ), allowed_host(os.environ.get("ALLOWED_HOSTS", ""))))
