"""The one door to publication: the only writer of `Claim.status`."""

from django.db import transaction

from profiles.models import Claim, Status
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
    _publish_supported(claim)
    advance_revision()


def _publish_supported(claim: Claim) -> None:
    if not claim.evidence.supporting().exists():
        raise UnsupportedError(claim)
    _set(claim, Status.PUBLISHED, "")


@transaction.atomic
def withdraw(claim: Claim, because: str) -> None:
    """Withdraw a claim: it keeps its address, marked with why, and leaves every list and export.

    Raises ValueError without a why.
    """
    _withdraw(claim, because)
    advance_revision()


def _withdraw(claim: Claim, because: str) -> None:
    if not because.strip():
        raise ValueError(f"{claim.key} can't be withdrawn without saying why")
    _set(claim, Status.WITHDRAWN, because.strip())


@transaction.atomic
def return_to_draft(claim: Claim) -> None:
    """Take a claim off the public site, to be worked on."""
    _set(claim, Status.DRAFT, "")
    advance_revision()


def restore(claim: Claim, status: Status, because: str = "") -> None:
    """Give a loaded claim the status that its file says, by the same rules; its answers are written after it.

    The load advances the revision, once for all that it writes.
    """
    match status:
        case Status.PUBLISHED:
            _publish_supported(claim)
        case Status.WITHDRAWN:
            _withdraw(claim, because)
        case Status.DRAFT:
            _set(claim, Status.DRAFT, "")


def _set(claim: Claim, status: Status, because: str) -> None:
    claim.status, claim.withdrawn_because = status, because
    claim.save(update_fields=["status", "withdrawn_because"])
