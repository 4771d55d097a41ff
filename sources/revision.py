"""The revision of the data: a number that whatever changes what readers see advances, in the same transaction."""

from django.db import models, transaction
from django.db.models import F, Q

ONLY = 1  # the primary key of the one row


class Revision(models.Model):
    """The one row that counts the loads, curations and publications."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        app_label = "sources"
        default_permissions = ()
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(pk=ONLY), name="revision_is_one", violation_error_message="There is one revision."
            ),
        )

    def __str__(self) -> str:
        return str(self.number)


def advance_revision() -> None:
    """Count one more change. Raises TransactionManagementError outside of the transaction that makes the change.

    Two transactions that change something wait here for each other: what is committed under one number is one state of the data.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("the revision is advanced in the transaction that changes the data")
    if not Revision.objects.filter(pk=ONLY).update(number=F("number") + 1):
        Revision.objects.create(pk=ONLY, number=1)


def current_revision() -> int:
    """Return the revision of the data that this connection reads; 0 where nothing was ever loaded."""
    return Revision.objects.values_list("number", flat=True).filter(pk=ONLY).first() or 0
