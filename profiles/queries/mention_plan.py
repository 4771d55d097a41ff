"""What stands on which page of an actor or a place, planned from little of each claim that mentions it."""

from collections.abc import Mapping
from dataclasses import dataclass

from profiles.models import Actor, Answer, AnswerQuerySet
from sources.paging import AddressedPage

# What the parts of the page take, in bytes of HTML, as those of the shipped profile do.
ROOM = 150_000
OF_QUESTION, OF_ANSWER, OF_ASKED, OF_MENTION = 1_800, 1_700, 900, 1_500


@dataclass(frozen=True, slots=True)
class MentionPlan:
    """The questions about an actor, then those under which it is mentioned (primary keys), each with the room that it takes.

    `standing` is the question under which each claim (primary key) stands: its home.
    """

    about: tuple[int, ...]
    mentioned: tuple[int, ...]
    weights: tuple[int, ...]
    standing: Mapping[int, int]

    @property
    def units(self) -> list[tuple[str, int]]:
        """The questions in order, each with what it is: "about" or "mention"."""
        return [*(("about", pk) for pk in self.about), *(("mention", pk) for pk in self.mentioned)]

    def elsewhere(self, page: AddressedPage) -> set[int]:
        """Return the claims that stand on other pages than one."""
        here = {pk for kind, pk in page.entries if kind == "mention"}
        return {claim for claim, question in self.standing.items() if question not in here}


def plan_mentions(answers: AnswerQuerySet, actor: Actor | None = None) -> MentionPlan:
    """Return what is said of an actor, or where none is given of what published answers mention: one query, or two."""
    about: dict[int, set[int]] = {}
    if actor:
        own = Answer.objects.published().filter(question__about=actor).in_profile_order()
        for question, claim in own.values_list("question_id", "claim_id"):
            about.setdefault(question, set()).add(claim)
    shown = {claim for claims in about.values() for claim in claims}
    standing: dict[int, int] = {}
    order: dict[int, int] = {}
    for question, claim, home in answers.published().in_profile_order().values_list("question_id", "claim_id", "home"):
        if claim not in shown and question not in about:
            order.setdefault(question, len(order))
            if home or claim not in standing:
                standing[claim] = question
    counts: dict[int, int] = {}
    for question in standing.values():
        counts[question] = counts.get(question, 0) + 1
    mentioned = sorted(counts, key=order.__getitem__)
    weights = [OF_QUESTION + OF_ANSWER * len(claims) for claims in about.values()]
    weights += [OF_ASKED + OF_MENTION * counts[question] for question in mentioned]
    return MentionPlan(tuple(about), tuple(mentioned), tuple(weights), standing)
