#!/usr/bin/env python
"""Django's command line for this project."""

import contextlib
import os
import sys


def main() -> None:
    """Run the command that the arguments name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jnimref.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    with contextlib.suppress(ImproperlyConfigured, OSError):  # which the command says itself, if it concerns it
        settings.VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
