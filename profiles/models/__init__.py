"""The reconciled profile: what is asked of the group, what the documents answer, and the exact words that carry each answer."""

from profiles.models.actors import Actor, ActorKind, Place, PlaceKind
from profiles.models.claims import Claim, ClaimQuerySet, Evidence, EvidenceQuerySet, Ground, Reach, Stance, Status
from profiles.models.loading import LoadedEntry
from profiles.models.questions import Question, QuestionQuerySet, Reason, Topic, topics_with_counts

__all__ = [
    "Actor",
    "ActorKind",
    "Claim",
    "ClaimQuerySet",
    "Evidence",
    "EvidenceQuerySet",
    "Ground",
    "LoadedEntry",
    "Place",
    "PlaceKind",
    "Question",
    "QuestionQuerySet",
    "Reach",
    "Reason",
    "Stance",
    "Status",
    "Topic",
    "topics_with_counts",
]
