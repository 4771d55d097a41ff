"""Publication has one door, and rules."""

import pytest

from profiles.curation.publication import UnsupportedError, publish, restore, return_to_draft, withdraw
from profiles.models import Claim, Status
from tests.factories import make_claim, make_evidence

pytestmark = pytest.mark.django_db


def status_of(claim: Claim) -> str:
    return Claim.objects.get(pk=claim.pk).status


def test_a_new_claim_is_a_draft():
    assert status_of(make_claim(quote="")) == Status.DRAFT


def test_a_claim_that_evidence_supports_can_be_published():
    claim = make_claim(Status.DRAFT)
    publish(claim)
    assert status_of(claim) == Status.PUBLISHED


def test_a_claim_without_evidence_can_not_be_published():
    claim = make_claim(quote="", key="unsupported")
    with pytest.raises(UnsupportedError, match="unsupported can't be published: no evidence supports it"):
        publish(claim)
    assert status_of(claim) == Status.DRAFT


@pytest.mark.parametrize("stance", ["disputes", "context"])
def test_evidence_that_does_not_support_publishes_nothing(stance):
    claim = make_claim(quote="")
    make_evidence(claim, stance=stance)
    with pytest.raises(UnsupportedError):
        publish(claim)


@pytest.mark.parametrize("because", ["", " \n"])
def test_a_claim_is_not_retired_without_a_why(because):
    claim = make_claim()
    with pytest.raises(ValueError, match="can't be withdrawn without saying why"):
        withdraw(claim, because)
    assert status_of(claim) == Status.PUBLISHED


def test_a_retired_claim_says_why():
    claim = make_claim()
    withdraw(claim, " It was misread. ")
    assert Claim.objects.values_list("status", "withdrawn_because").get(pk=claim.pk) == (Status.WITHDRAWN, "It was misread.")


def test_a_claim_that_returns_is_no_longer_retired_for_anything():
    claim = make_claim(Status.WITHDRAWN)
    publish(claim)
    assert Claim.objects.values_list("status", "withdrawn_because").get(pk=claim.pk) == (Status.PUBLISHED, "")


def test_a_claim_can_return_to_draft():
    claim = make_claim()
    return_to_draft(claim)
    assert status_of(claim) == Status.DRAFT


def test_a_loaded_claim_is_published_by_the_same_rules():
    with pytest.raises(UnsupportedError):
        restore([(make_claim(quote=""), Status.PUBLISHED, "")])
    with pytest.raises(ValueError, match="without saying why"):
        restore([(make_claim(), Status.WITHDRAWN, " ")])


def test_only_published_claims_are_published():
    claims = [make_claim(status) for status in Status]
    published = Claim.objects.published().filter(pk__in=[claim.pk for claim in claims])
    assert [claim.status for claim in published] == [Status.PUBLISHED]


def test_a_retired_claim_keeps_its_address_and_a_draft_has_none():
    claims = [make_claim(status) for status in Status]
    public = Claim.objects.public().filter(pk__in=[claim.pk for claim in claims])
    assert {claim.status for claim in public} == {Status.PUBLISHED, Status.WITHDRAWN}
