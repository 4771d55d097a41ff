"""What the profile lays over the sources: claims on a document's passages, what rests on a work, how much on each document."""

from collections.abc import Mapping, Sequence

from django.db.models import Q
from django.urls import reverse

from profiles.domain.reliance import Load, weigh_works
from profiles.models import Claim, Evidence, MergedClaim, Reach, Stance, Status
from profiles.models.answers import PROFILE_ORDER
from profiles.queries.reliance import carried, weigh_everything
from sources.addresses import address_of
from sources.annotations import Annotation, Resting, Weight
from sources.models import Document, Work


def annotate(document: Document, current: str) -> Mapping[int, Sequence[Annotation]]:
    """Return the published claims that rest on a document, by passage; `current` is the key of the claim a reader came for.

    A withdrawn claim that a reader came for is shown too: its address is permanent.
    """
    if current:
        current = MergedClaim.objects.filter(key=current).values_list("into__key", flat=True).first() or current
    evidence = (
        Evidence.objects.filter(passage__document=document)
        .filter(Q(claim__status=Status.PUBLISHED) | Q(claim__status=Status.WITHDRAWN, claim__key=current))
        .order_by("start", "end", "claim__key")
        .values_list("passage", "claim__key", "start", "end", "claim__says", "stance", "translation")
    )
    notes: dict[int, list[Annotation]] = {}
    for passage, key, start, end, says, stance, translation in evidence:
        notes.setdefault(passage, []).append(
            Annotation(
                key=key,
                start=start,
                end=end,
                says=says,
                url=address_of("profiles:claim", key),
                context="" if stance == Stance.SUPPORTS else Stance(stance).label,
                translation=translation,
                current=key == current,
            )
        )
    return notes


def weigh() -> Mapping[str, Weight]:
    """Return how many published claims rest on each document, by slug."""
    return {slug: _weight(load) for slug, load in weigh_everything().documents.items() if load.claims}


def resting_on(work: Work) -> tuple[Sequence[Resting], Weight]:
    """Return the published claims that a work supports or may support, those that are surest first, and how many they are.

    It does where a passage that supports the claim credits it, or is shown to repeat it.
    """
    evidence = list(
        Evidence.objects.supporting()
        .filter(claim__status=Status.PUBLISHED)
        .filter(pk__in=Evidence.objects.filter(Q(works=work, older_note="") | Q(repeats_work=work)).values("pk"))
        .filter(claim__answers__home=True)
        .select_related("claim", "passage__document")
        .defer("passage__document__text")
        .prefetch_related("works")
        .order_by(*(f"claim__answers__{name}" for name in PROFILE_ORDER[:-1]), "claim__key", "order")
    )
    claims = Claim.objects.filter(pk__in={piece.claim_id for piece in evidence})
    load = weigh_works(carried(claims)).get(work.key, Load(work.key))
    resting = [
        Resting(
            how=_how(piece, work),
            says=piece.claim.says,
            url=piece.claim.get_absolute_url(),
            document=piece.passage.document,
            words_url=piece.get_absolute_url(),
            alone=piece.claim.key in load.alone,
        )
        for piece in evidence
        if piece.claim.key in load.claims
    ]
    return sorted(resting, key=lambda claim: _WAYS.index(claim.how)), _weight(load)


def _weight(load: Load) -> Weight:
    return Weight(len(load.claims), len(load.sure), len(load.alone), reverse("profiles:reliance"))


_WAYS = (
    "Credited for the words themselves",
    "One of several works credited for the words",
    "Credited for the section, alone",
    "One of several works credited for the section",
    "Shown to repeat it, without saying so",
)


def _how(evidence: Evidence, work: Work) -> str:
    if evidence.repeats_work_id == work.pk:
        return _WAYS[4]
    alone = len(evidence.credited_works) == 1
    if evidence.reach == Reach.SECTION:
        return _WAYS[2] if alone else _WAYS[3]
    return _WAYS[0] if alone else _WAYS[1]
