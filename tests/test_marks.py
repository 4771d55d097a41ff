"""A document's mark is its own number; the style of the mark follows from it."""

from importlib import import_module

import pytest
from django.core.management import CommandError
from django.db import IntegrityError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from sources.marks import mark_style_of
from sources.models import Document
from tests.factories import edit, empty_database, load, make_document, write_folder
from tests.test_admin import errors_of, form_of


@pytest.mark.parametrize(("mark", "style"), [(1, 1), (5, 5), (8, 8), (9, 1), (16, 8), (17, 1)])
def test_styles_come_round_after_eight(mark, style):
    assert mark_style_of(mark) == style


@given(st.integers(1, 30_000))
def test_eight_marks_in_a_row_have_eight_styles(mark):
    assert {mark_style_of(each) for each in range(mark, mark + 8)} == {1, 2, 3, 4, 5, 6, 7, 8}


@pytest.fixture
def folder(tmp_path):
    """Return a small fixture folder that has been loaded into an otherwise empty database."""
    empty_database()
    load(write_folder(tmp_path))
    return tmp_path


def marks() -> dict[str, int]:
    return dict(Document.objects.order_by("slug").values_list("slug", "mark"))


@pytest.mark.django_db
def test_files_may_swap_two_marks(folder):
    edit(folder / "documents/alpha.yaml", "mark: 1", "mark: 2")
    edit(folder / "documents/beta.yaml", "mark: 2", "mark: 1")
    load(folder)
    assert marks() == {"alpha": 2, "beta": 1}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("mark", "why"),
    [
        ("mark: 1", "beta.yaml, line 7: the mark 1 is alpha's: give beta a number that no document has"),
        ("mark: 0", "beta.yaml, line 7: "),
        ("order: 2", "beta.yaml, line 1: the key 'mark' is missing"),
    ],
)
def test_a_file_without_a_mark_of_its_own_is_refused(folder, mark, why):
    edit(folder / "documents/beta.yaml", "mark: 2", mark)
    with pytest.raises(CommandError) as failure:
        load(folder)
    assert why in str(failure.value)
    assert marks() == {"alpha": 1, "beta": 2}


@pytest.mark.django_db
def test_a_mark_that_a_curator_gave_a_document_is_not_taken_from_it(folder):
    Document.objects.filter(slug="alpha").update(mark=3)
    edit(folder / "documents/beta.yaml", "mark: 2", "mark: 3")
    with pytest.raises(CommandError, match=r"beta\.yaml, line 7: a curator gave the mark 3 to alpha: choose another"):
        load(folder)
    load(folder, "--replace")
    assert marks() == {"alpha": 1, "beta": 3}


@pytest.mark.django_db
def test_the_order_of_documents_is_none_of_their_marks(folder):
    edit(folder / "documents/alpha.yaml", "mark: 1", "mark: 7\norder: 9")
    load(folder)
    assert [document.mark for document in Document.objects.all()] == [2, 7]


@pytest.mark.django_db
def test_the_database_holds_no_mark_twice():
    with pytest.raises(IntegrityError):
        make_document(mark=1)


@pytest.mark.django_db
def test_a_curator_who_gives_a_mark_twice_is_told(admin_client):
    document = Document.objects.get(mark=2)
    address = reverse("admin:sources_document_change", args=[document.pk])
    response = admin_client.post(address, form_of(admin_client, address) | {"mark": "1"})
    assert "Another document has this mark: give it a number that none has." in str(errors_of(response))
    assert Document.objects.get(pk=document.pk).mark == 2


@pytest.mark.parametrize(
    ("orders", "marks"),
    [
        ([("a", 1), ("b", 2), ("c", 3)], {"a": 1, "b": 2, "c": 3}),
        ([("a", 0), ("b", 1), ("c", 2), ("d", 2)], {"a": 1, "b": 2, "c": 3, "d": 4}),
        ([("a", 3), ("b", 3), ("c", 7)], {"a": 3, "b": 1, "c": 7}),
    ],
)
def test_documents_from_before_marks_keep_the_look_that_their_order_gave_them(orders, marks):
    """A database may hold two documents of one order, and some without."""
    assert import_module("sources.migrations.0006_marks_of_documents").marks_of(orders) == marks
