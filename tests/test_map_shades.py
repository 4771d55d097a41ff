"""The shade of a place: none of the documents, some of them, all of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.figures.map.shades import key_of, shade_of

counted = st.integers(1, 50).flatmap(lambda documents: st.tuples(st.integers(0, documents), st.just(documents)))


@given(st.integers(1, 50))
def test_none_of_the_documents_leaves_land_plain_and_all_of_them_give_the_darkest_shade(documents):
    assert (shade_of(0, documents), shade_of(documents, documents)) == (0, 8)


@given(counted)
def test_a_place_that_any_document_names_is_shaded(counts):
    count, documents = counts
    assert (shade_of(count, documents) > 0) == (count > 0)


@given(counted)
def test_more_documents_never_make_a_place_lighter(counts):
    count, documents = counts
    assert count == 0 or shade_of(count, documents) >= shade_of(count - 1, documents)


@pytest.mark.parametrize("documents", range(1, 9))
def test_up_to_eight_documents_have_a_shade_for_every_count(documents):
    assert len({shade for _, shade in key_of(documents)}) == documents + 1


def test_the_key_has_every_count_from_none_to_all():
    assert [count for count, _ in key_of(6)] == [0, 1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(("count", "documents"), [(-1, 5), (6, 5)])
def test_a_count_that_can_not_be_is_refused(count, documents):
    with pytest.raises(ValueError, match=f"{count} of {documents}"):
        shade_of(count, documents)
