"""Several starts at once, and steps of a start by themselves, on a database of their own of the kind that the tests run on."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.environment import SECRET_KEY
from tests.test_launch import assert_one_line, free_port, launch

pytestmark = pytest.mark.django_db


def start(*arguments: str, url: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "SECRET_KEY": SECRET_KEY, "DATABASE_URL": url, "PORT": str(free_port())},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_first_starts_at_once_wait_for_each_other(empty_database):
    starts = [start("-m", "jnimref.launch", "--prepare", url=empty_database) for _ in range(3)]
    told = [(process.communicate(timeout=240), process.returncode) for process in starts]
    assert told == [(("", ""), 0)] * 3
    audit = start("manage.py", "audit", url=empty_database)
    out, _ = audit.communicate(timeout=240)
    assert audit.returncode == 0, out


def test_serving_alone_refuses_a_database_that_is_not_prepared(empty_database):
    assert_one_line(launch("--serve", DATABASE_URL=empty_database), "run `python -m jnimref.launch --prepare` first")
