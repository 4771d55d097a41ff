"""What the profile lays over the sources: claims on a document's passages, and what rests on a work."""

from collections.abc import Mapping, Sequence

from profiles.models import Evidence, Stance, Status
from sources.annotations import Annotation, Resting
from sources.models import Document, Work


def annotate(document: Document, current: str) -> Mapping[int, Sequence[Annotation]]:
    """Return the published claims that rest on a document, by passage; `current` is the key of the claim a reader came for.

    A retired claim that a reader came for is shown too: its address is permanent.
    """
    evidence = (
        Evidence.objects.filter(passage__document=document)
        .exclude(claim__status=Status.DRAFT)
        .select_related("claim__question")
        .order_by("start", "end", "claim__key")
    )
    notes: dict[int, list[Annotation]] = {}
    for one in evidence:
        if one.claim.status == Status.PUBLISHED or one.claim.key == current:
            notes.setdefault(one.passage_id, []).append(
                Annotation(
                    key=one.claim.key,
                    start=one.start,
                    end=one.end,
                    says=one.claim.says,
                    url=one.claim.get_absolute_url(),
                    context="" if one.stance == Stance.SUPPORTS else one.get_stance_display(),
                    translation=one.translation,
                    current=one.claim.key == current,
                )
            )
    return notes


def resting_on(work: Work) -> list[Resting]:
    """Return the published claims whose evidence credits a work, or is shown to repeat it."""
    evidence = (
        Evidence.objects.filter(claim__status=Status.PUBLISHED)
        .select_related("claim__question__topic", "passage__document")
        .defer("passage__document__text")
    )
    credited = [(one, f"cited {one.get_reach_display()}") for one in evidence.filter(works=work)]
    repeated = [
        (one, f"repeats it ({one.get_ground_display()}), without saying so") for one in evidence.filter(repeats_work=work)
    ]
    return [
        Resting(
            says=one.claim.says,
            url=one.claim.get_absolute_url(),
            document=one.passage.document,
            words_url=one.get_absolute_url(),
            how=how,
        )
        for one, how in [*credited, *repeated]
    ]
