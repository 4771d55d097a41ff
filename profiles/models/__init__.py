"""The reconciled profile: what is asked of the group, what the documents answer, and the exact words that carry each answer."""

from profiles.models.actors import Actor, ActorKind, Place, PlaceKind
from profiles.models.answers import Answer, AnswerQuerySet
from profiles.models.claims import Claim, ClaimQuerySet, Status
from profiles.models.distinct import DistinctPair
from profiles.models.evidence import Evidence, EvidenceQuerySet, Ground, Reach, Stance
from profiles.models.loading import LoadedEntry
from profiles.models.merged import MergedActor, MergedClaim, MergedPlace, MergedQuestion
from profiles.models.questions import Question, QuestionQuerySet, Topic, answered_topics, topics_with_counts
from profiles.models.site import Site

__all__ = [
    "Actor",
    "ActorKind",
    "Answer",
    "AnswerQuerySet",
    "Claim",
    "ClaimQuerySet",
    "DistinctPair",
    "Evidence",
    "EvidenceQuerySet",
    "Ground",
    "LoadedEntry",
    "MergedActor",
    "MergedClaim",
    "MergedPlace",
    "MergedQuestion",
    "Place",
    "PlaceKind",
    "Question",
    "QuestionQuerySet",
    "Reach",
    "Site",
    "Stance",
    "Status",
    "Topic",
    "answered_topics",
    "topics_with_counts",
]
