"""Whole answers kept in memory."""

import gzip

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jnimref.serving.page_store import Answer, PageStore, choose_encoding, make_answer

TEXT = [("Content-Type", "text/html; charset=utf-8")]
LONG = b"<p>words and words</p>" * 100


def answer(size: int = 10, revision: int = 1) -> Answer:
    return make_answer(revision, "200 OK", TEXT, b"x" * size)


def header(answer: Answer, encoding: str, name: str) -> str:
    return dict(answer.variants[encoding].headers)[name]


def test_each_encoding_holds_the_same_text() -> None:
    kept = make_answer(1, "200 OK", TEXT, LONG).encoded("br").encoded("gzip")
    assert brotli.decompress(kept.variants["br"].body) == LONG
    assert gzip.decompress(kept.variants["gzip"].body) == LONG
    assert kept.variants[""].body == LONG


def test_each_encoding_has_a_strong_tag_of_its_own() -> None:
    kept = make_answer(1, "200 OK", TEXT, LONG).encoded("br").encoded("gzip")
    tags = {header(kept, encoding, "ETag") for encoding in ("", "br", "gzip")}
    assert len(tags) == 3
    assert not any(tag.startswith("W/") for tag in tags)


def test_length_is_that_of_what_is_sent() -> None:
    kept = make_answer(1, "200 OK", [*TEXT, ("Content-Length", "7")], LONG).encoded("br")
    assert [value for name, value in kept.variants["br"].headers if name == "Content-Length"] == [
        str(len(kept.variants["br"].body))
    ]


def test_picture_is_not_compressed() -> None:
    kept = make_answer(1, "200 OK", [("Content-Type", "image/png")], LONG).encoded("br")
    assert kept.variants["br"].body == LONG
    assert "Content-Encoding" not in dict(kept.variants["br"].headers)


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0, gzip; q=0", ""),
        ("identity", ""),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=high", ""),
    ],
)
def test_encoding_is_one_that_is_accepted(accepted: str, encoding: str) -> None:
    assert choose_encoding(accepted) == encoding


def test_store_gives_up_what_was_not_asked_for_longest() -> None:
    store = PageStore(30)
    for key in "abc":
        store.put(key, answer(10))
    store.get("a")
    store.put("d", answer(10))
    assert [key for key in "abcd" if store.get(key)] == ["a", "c", "d"]


def test_answer_larger_than_the_store_is_not_kept() -> None:
    store = PageStore(30)
    store.put("a", answer(10))
    store.put("b", answer(31))
    assert store.get("a")
    assert not store.get("b")


def test_late_answer_of_an_earlier_revision_is_not_kept() -> None:
    store = PageStore(100)
    store.put("a", answer(10, revision=2))
    store.put("a", answer(20, revision=1))
    kept = store.get("a")
    assert kept
    assert kept.revision == 2


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 40), st.integers(0, 3)), max_size=40))
def test_store_never_holds_more_than_it_may(puts: list[tuple[int, int, int]]) -> None:
    store = PageStore(60)
    for key, size, revision in puts:
        store.put(key, answer(size, revision))
        held = [kept for kept in map(store.get, range(6)) if kept]
        assert store.bytes == sum(kept.size for kept in held) <= 60
        assert len(store) == len(held)
