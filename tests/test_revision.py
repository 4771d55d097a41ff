"""The revision of the data: whatever changes what readers see advances it, in the same transaction."""

from itertools import count

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse

from jnimref.serving.snapshot import SLOT, PageSlot
from profiles.curation import publication
from profiles.models import Claim, Question
from sources.admin import Curated
from sources.revision import Kept, Revision, advance_revision, current_revision, once_a_revision, reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator(client):
    client.force_login(User.objects.create_superuser("curator"))
    return client


def test_first_load_made_the_first_revision():
    assert current_revision() == 1


def test_load_that_changes_nothing_leaves_it():
    before = current_revision()
    call_command("load", verbosity=0)
    assert current_revision() == before


def test_load_that_changes_something_advances_it():
    before = current_revision()
    call_command("load", "--replace", verbosity=0)
    assert current_revision() == before + 1


@pytest.mark.parametrize("move", [publication.return_to_draft, lambda claim: publication.withdraw(claim, "An error.")])
def test_publication_advances_it(move):
    claim = Claim.objects.published()[0]
    before = current_revision()
    move(claim)
    assert current_revision() == before + 1


def test_publishing_advances_it():
    claim = Claim.objects.published()[0]
    publication.return_to_draft(claim)
    before = current_revision()
    publication.publish(claim)
    assert current_revision() == before + 1


def test_refused_publication_leaves_it():
    claim = Claim.objects.published()[0]
    before = current_revision()
    with pytest.raises(ValueError, match="without saying why"):
        publication.withdraw(claim, " ")
    assert current_revision() == before


def test_change_in_the_admin_advances_it(curator):
    question = Question.objects.filter(value_kind="text")[0]
    before = current_revision()
    address = reverse("admin:profiles_question_change", args=[question.pk])
    page = curator.get(address)
    assert current_revision() == before
    form = page.context["adminform"].form
    data = {name: form.initial.get(name) or "" for name in form.fields} | {"ask": "What is asked now?", "also_in": []}
    for formset in page.context["inline_admin_formsets"]:
        management = formset.formset.management_form
        data |= {f"{management.prefix}-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    assert curator.post(address, data).status_code == 302
    assert current_revision() > before


def test_every_page_of_the_admin_that_changes_the_site_advances_it():
    """What is registered without Curated would change pages that stay in memory."""
    ours = [
        model_admin for model, model_admin in admin.site._registry.items() if model._meta.app_label in ("profiles", "sources")
    ]
    assert ours
    assert [model_admin for model_admin in ours if not isinstance(model_admin, Curated)] == []


@pytest.mark.django_db(transaction=True)
def test_outside_of_a_transaction_it_is_not_advanced():
    with pytest.raises(transaction.TransactionManagementError):
        advance_revision()


@pytest.mark.django_db(transaction=True)
def test_undone_change_leaves_it():
    before = current_revision()
    with transaction.atomic():
        advance_revision()
        transaction.set_rollback(True)
    assert current_revision() == before


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/", True),
        ("/claims/?date=2020", True),
        ("/claims/?colour=red", False),
        ("/healthz", False),
        ("/no/such/page/", False),
        ("/search/?q=%00", False),
    ],
)
def test_page_without_remarks_may_be_kept_under_the_revision_it_was_read_with(client, address, kept):
    Revision.objects.update(number=7)
    slot = PageSlot()
    client.get(address, **{SLOT: slot})
    assert slot.revision == (7 if kept else None)


def test_what_is_computed_from_all_data_is_computed_once_a_revision():
    numbers = count(1)
    compute = once_a_revision(lambda name: (name, next(numbers))[1])
    with reading(1):
        assert [compute("a"), compute("a"), compute("b")] == [1, 1, 2]
    with reading(2):
        assert compute("a") == 3
    with reading(1):  # a reader whose snapshot is older: computed for it alone
        assert [compute("a"), compute("a")] == [4, 5]
    with reading(2):
        assert compute("a") == 3


def test_where_the_revision_is_not_known_everything_is_computed_anew():
    numbers = count(1)
    compute = once_a_revision(lambda: next(numbers))
    assert [compute(), compute()] == [1, 2]


def test_what_is_kept_of_a_revision_is_bounded():
    compute = once_a_revision(lambda number: [number])
    with reading(1):
        first = compute(0)
        for number in range(1000):
            compute(number)
        assert compute(0) is not first


def test_what_is_kept_is_that_of_the_latest_revision():
    kept: Kept[str, str] = Kept(most=10)
    with reading(1):
        kept.put("leaders", "of revision 1", size=1)
        assert kept.get("leaders") == "of revision 1"
    with reading(2):
        assert kept.get("leaders") is None
        kept.put("leaders", "of revision 2", size=1)
    with reading(1):  # a reader whose snapshot is older
        assert kept.get("leaders") is None
        kept.put("leaders", "of revision 1", size=1)
    with reading(2):
        assert kept.get("leaders") == "of revision 2"


def test_nothing_is_kept_where_no_revision_is_read():
    kept: Kept[str, str] = Kept(most=10)
    kept.put("leaders", "of no revision", size=1)
    assert kept.get("leaders") is None


def test_what_was_not_asked_for_longest_is_given_up_first():
    kept: Kept[str, str] = Kept(most=5)
    with reading(1):
        kept.put("leaders", "two", size=2)
        kept.put("areas", "two", size=2)
        kept.put("areas", "two again", size=2)  # counts once
        kept.get("leaders")
        kept.put("size", "three", size=3)
        assert [key for key in ("leaders", "areas", "size") if kept.get(key)] == ["leaders", "size"]
        kept.put("targets", "more than all", size=6)
        assert not any(kept.get(key) for key in ("leaders", "areas", "size", "targets"))
