"""Tell Prometheus what the workers have counted: `python -m jnimref.telling.exporter`, started with the server by METRICS_PORT.

A process of its own: a server that forks workers has to have no threads. It ends with the server.
"""

import os
import sys
import time

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector

from jnimref.address import Address


def main() -> None:
    """Serve until the process that started this one is gone. Exits with one line where the port is taken."""
    parent = os.getppid()
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    try:
        if (address := Address.of_metrics(os.environ)) is None:
            raise ValueError("METRICS_PORT is not set")
        start_http_server(address.port, address.host, registry)
    except (OSError, ValueError) as error:
        sys.exit(f"jnimref: no metrics: {error}")
    while os.getppid() == parent:
        time.sleep(1)


if __name__ == "__main__":
    main()
