"""The kinds of ties between actors, which way each is read, and which of them speak against one another."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from profiles.domain.values import Tie


class TieKind(StrEnum):
    """What a tie is about, on the whole: its name in addresses."""

    DESCENT = "descent"
    PART = "part"
    ABOVE = "above"
    AFFILIATION = "affiliation"
    ALLEGIANCE = "allegiance"
    ALLIANCE = "alliance"
    RIVALRY = "rivalry"
    FIGHTING = "fighting"
    LEADERSHIP = "leadership"
    FOUNDING = "founding"

    @property
    def words(self) -> str:
        """Its name on the page."""
        return _WORDS[self]


_WORDS = {
    TieKind.DESCENT: "Descent and merger",
    TieKind.PART: "Parts and branches",
    TieKind.ABOVE: "Parents and mentors",
    TieKind.AFFILIATION: "Affiliation and links",
    TieKind.ALLEGIANCE: "Allegiance",
    TieKind.ALLIANCE: "Alliance and cooperation",
    TieKind.RIVALRY: "Rivalry",
    TieKind.FIGHTING: "Fighting",
    TieKind.LEADERSHIP: "Leading and joining",
    TieKind.FOUNDING: "Founding",
}
KIND_OF = {
    Tie.SUCCEEDED_BY: TieKind.DESCENT,
    Tie.MERGED_INTO: TieKind.DESCENT,
    Tie.INCORPORATED_INTO: TieKind.DESCENT,
    Tie.COMPONENT_OF: TieKind.PART,
    Tie.BRANCH_OF: TieKind.PART,
    Tie.PARENT_OF: TieKind.ABOVE,
    Tie.OVERSEES: TieKind.ABOVE,
    Tie.MENTORS: TieKind.ABOVE,
    Tie.AFFILIATED_WITH: TieKind.AFFILIATION,
    Tie.LINKED_TO: TieKind.AFFILIATION,
    Tie.PLEDGED_ALLEGIANCE_TO: TieKind.ALLEGIANCE,
    Tie.ALLIED_WITH: TieKind.ALLIANCE,
    Tie.COOPERATES_WITH: TieKind.ALLIANCE,
    Tie.RIVAL_OF: TieKind.RIVALRY,
    Tie.FIGHTS: TieKind.FIGHTING,
    Tie.JOINED: TieKind.LEADERSHIP,
    Tie.LED_BY: TieKind.LEADERSHIP,
    Tie.FOUNDED: TieKind.FOUNDING,
}
# What a tie is called from each of its ends, as it stands before the names of the others: "Led by", "Leader of".
_FROM_EACH_END = {
    Tie.SUCCEEDED_BY: ("Succeeded by", "Successor of"),
    Tie.MERGED_INTO: ("Merged into", "Formed by merger of"),
    Tie.INCORPORATED_INTO: ("Incorporated into", "Incorporated"),
    Tie.COMPONENT_OF: ("Component of", "Includes"),
    Tie.BRANCH_OF: ("Branch of", "Has as branch"),
    Tie.PARENT_OF: ("Parent of", "Has as parent"),
    Tie.OVERSEES: ("Oversees", "Overseen by"),
    Tie.MENTORS: ("Mentors", "Mentored by"),
    Tie.AFFILIATED_WITH: ("Affiliated with", "Has as affiliate"),
    Tie.LINKED_TO: ("Linked to", "Linked to"),
    Tie.PLEDGED_ALLEGIANCE_TO: ("Pledged allegiance to", "Allegiance pledged by"),
    Tie.ALLIED_WITH: ("Allied with", "Allied with"),
    Tie.COOPERATES_WITH: ("Cooperates with", "Cooperates with"),
    Tie.RIVAL_OF: ("Rival of", "Rival of"),
    Tie.FIGHTS: ("Fights", "Fights"),
    Tie.JOINED: ("Joined", "Joined by"),
    Tie.LED_BY: ("Led by", "Leader of"),
    Tie.FOUNDED: ("Founded", "Founded by"),
}
MUTUAL = frozenset({Tie.LINKED_TO, Tie.ALLIED_WITH, Tie.COOPERATES_WITH, Tie.RIVAL_OF, Tie.FIGHTS})  # as true the other way round
_AT_ODDS = frozenset({TieKind.RIVALRY, TieKind.FIGHTING})


class Link(NamedTuple):
    """One tie between two actors, by their keys."""

    of: str
    tie: Tie
    to: str

    @property
    def kind(self) -> TieKind:
        """What it is about, on the whole."""
        return KIND_OF[self.tie]

    @property
    def pair(self) -> frozenset[str]:
        """The two, whichever way the tie is read."""
        return frozenset((self.of, self.to))

    def words_from(self, end: str) -> str:
        """Return what it is called from one of its ends (a key), as a heading over the other: "Led by", "Leader of"."""
        return _FROM_EACH_END[self.tie][end != self.of]


def are_contrary(link: Link, other: Link) -> bool:
    """Whether two ties speak against each other, or of different times: ally and opponent, or above another and a part of it."""
    if link.pair != other.pair:
        return False
    kinds = {link.kind, other.kind}
    if TieKind.ALLIANCE in kinds and kinds & _AT_ODDS:
        return True
    return kinds == {TieKind.ABOVE, TieKind.PART} and link.of == other.of


def contrary_pairs(links: Iterable[Link]) -> list[tuple[frozenset[str], tuple[Link, ...]]]:
    """Return each two actors between whom contrary ties are told, with those ties, in the order in which they come."""
    between: dict[frozenset[str], list[Link]] = {}
    for link in dict.fromkeys(links):
        between.setdefault(link.pair, []).append(link)
    found = []
    for pair, told in between.items():
        against = tuple(link for link in told if any(are_contrary(link, other) for other in told))
        if against:
            found.append((pair, against))
    return found
