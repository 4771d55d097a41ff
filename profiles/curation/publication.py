"""The one door to publication: the only writer of `Claim.status`."""

from collections.abc import Collection

from django.db import transaction

from profiles.models import Claim, Evidence, Status
from sources.bulk_writes import upsert
from sources.revision import advance_revision


class UnansweringError(ValueError):
    """A claim that answers no question can't be published."""

    def __init__(self, claim: Claim) -> None:
        super().__init__(f"{claim.key} can't be published: it answers no question. Choose the question that it answers.")


class UnsupportedError(ValueError):
    """A claim that no evidence supports can't be published."""

    def __init__(self, claim: Claim) -> None:
        super().__init__(f"{claim.key} can't be published: no evidence supports it. Add a quote whose stance is “supports”.")


@transaction.atomic
def publish(claim: Claim) -> None:
    """Show a claim to the public. Raise UnsupportedError unless evidence supports it, UnansweringError without an answer."""
    if not claim.answers.exists():
        raise UnansweringError(claim)
    if not claim.evidence.supporting().exists():
        raise UnsupportedError(claim)
    _set(claim, Status.PUBLISHED, "")
    advance_revision()


@transaction.atomic
def withdraw(claim: Claim, because: str) -> None:
    """Withdraw a claim: it keeps its address, marked with why, and leaves every list and export.

    Raises ValueError without a why.
    """
    _set(claim, Status.WITHDRAWN, _why(claim, because))
    advance_revision()


@transaction.atomic
def return_to_draft(claim: Claim) -> None:
    """Take a claim off the public site, to be worked on."""
    _set(claim, Status.DRAFT, "")
    advance_revision()


def restore(claims: Collection[tuple[Claim, Status, str]]) -> None:
    """Give loaded claims the status that their file says, by the same rules; their answers are written after them.

    With each comes why it was withdrawn, if it was. The load advances the revision, once for
    all that it writes.
    """
    supported = set(Evidence.objects.supporting().order_by().values_list("claim_id", flat=True))
    for claim, status, because in claims:
        if status is Status.PUBLISHED and claim.pk not in supported:
            raise UnsupportedError(claim)
        claim.status = status
        claim.withdrawn_because = _why(claim, because) if status is Status.WITHDRAWN else ""
    upsert(Claim, (claim for claim, _, _ in claims), ["pk"], ["status", "withdrawn_because"])


def _why(claim: Claim, because: str) -> str:
    if not because.strip():
        raise ValueError(f"{claim.key} can't be withdrawn without saying why")
    return because.strip()


def _set(claim: Claim, status: Status, because: str) -> None:
    claim.status, claim.withdrawn_because = status, because
    claim.save(update_fields=["status", "withdrawn_because"])
