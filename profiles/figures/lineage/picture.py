"""The lineage: ties between organisations as a plate, what the documents differ on, and the merger in each reading."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from profiles.domain.reconciliation import VerdictKind
from profiles.domain.short_names import short_actor_name
from profiles.domain.ties import TieKind
from profiles.domain.values import SetValue
from profiles.figures.lineage.brackets import Strand
from profiles.figures.lineage.dated_ties import Beginning
from profiles.figures.lineage.drawing import Frame, PlateItem, Way
from profiles.figures.lineage.grid import GroupLane
from profiles.figures.lineage.layout import Dispute, LineageGroup, Plate, lay_out_plate
from profiles.figures.timeline.scale import DateSpan, heading_of, order_of, read_span
from profiles.models import Actor, ActorKind, Question, QuestionQuerySet, Site
from profiles.queries.answers import AnswerDetail, Reconciled
from profiles.queries.tie_index import TieIndex
from profiles.queries.ties import Bond, TypedTie, bonds, typed_ties
from sources.dates import EdtfDate
from sources.dates_in_words import format_date
from sources.models import Document, in_order

MOST_NAMED = 12  # organisations without a lane
WIDE = Frame(Way.RIGHT, names=104, time=960, gap=134, head=106, slot=38, edge=12, side=46, pitch=38, end=8)
NARROW = Frame(Way.DOWN, names=104, time=580, gap=128, head=92, slot=24, edge=12, side=42, pitch=23, end=24)


@dataclass(frozen=True)
class TieLine:
    """One line of the plate in words: a tie, the claims that tell it of one time or of none, and where it leads."""

    key: str
    bond: Bond
    span: DateSpan | None

    @property
    def url(self) -> str:
        """The claim, or the question where there are several claims."""
        told = self.bond.ties
        return told[0].answer.claim.get_absolute_url() if self.is_single else told[0].question.get_absolute_url()

    @property
    def is_single(self) -> bool:
        """Whether one claim tells it."""
        return len(self.bond.ties) == 1

    @property
    def kind(self) -> TieKind:
        """What it is about, on the whole."""
        return self.bond.link.kind

    @property
    def documents(self) -> tuple[int, ...]:
        """The marks of the documents that tell it, in the documents' order."""
        found = {document.pk: document for tie in self.bond.ties for document in tie.answer.documents}
        return tuple(document.mark for document in in_order(found.values()))

    @property
    def dates(self) -> str:
        """The dates that are given to it, in words."""
        return ", ".join(dict.fromkeys(format_date(tie.answer.claim.as_of) for tie in self.bond.ties))

    @property
    def name(self) -> str:
        """All that it says, in one line: who, what, whom, when, and who says so."""
        told = "; ".join(f"{tie.when}{_hedge(tie.answer)}: {_labels(tie.answer)}" for tie in self.bond.ties)
        of, to = self.bond.names
        return f"{of} {self.bond.tie} {to}, {told}"


@dataclass(frozen=True)
class Start:
    """When a group began, as the documents say."""

    reconciled: Reconciled
    words: str
    span: DateSpan

    @property
    def url(self) -> str:
        """The claim, or the question where there are several."""
        answers, question = self.reconciled.answers, self.reconciled.question
        return answers[0].claim.get_absolute_url() if self.is_single else question.get_absolute_url()

    @property
    def is_single(self) -> bool:
        """Whether one claim tells it."""
        return len(self.reconciled.answers) == 1

    @property
    def name(self) -> str:
        """All that it says, in one line."""
        told = "; ".join(f"{answer.label}: {_labels(answer)}" for answer in self.reconciled.answers)
        return f"{short_actor_name(self.reconciled.question.about.name)}, {self.words}. {self.reconciled.question.ask} {told}"


@dataclass(frozen=True)
class PicturedGroupLane:
    """A lane with its group."""

    lane: GroupLane
    actor: Actor


@dataclass(frozen=True)
class PicturedLine:
    """A line in its place."""

    drawn: PlateItem
    line: TieLine


@dataclass(frozen=True)
class PicturedStart:
    """A beginning in its place."""

    drawn: PlateItem
    start: Start


@dataclass(frozen=True)
class PicturedDispute:
    """A group's dispute in its place."""

    drawn: PlateItem
    asked: Reconciled

    @property
    def name(self) -> str:
        """All that it says, in one line."""
        labels = ", ".join(document.label for document in _speakers(self.asked))
        return f"The documents differ: {self.asked.question.ask} {labels}"


@dataclass(frozen=True)
class LineagePicture:
    """A plate with what stands behind each thing on it."""

    plate: Plate
    lanes: tuple[PicturedGroupLane, ...]
    starts: tuple[PicturedStart, ...]
    dated: tuple[PicturedLine, ...]
    undated: tuple[PicturedLine, ...]
    disputes: tuple[PicturedDispute, ...]


@dataclass(frozen=True)
class Reading:
    """Which groups merged, as some documents have it: each group, its short name, and whether it is among them."""

    answer: AnswerDetail
    cells: tuple[tuple[Actor, str, bool], ...]


@dataclass(frozen=True)
class Lineage:
    """Everything that the page shows. There is no picture where the site's subject has no lane, or no tie.

    `without_lane` are the organisations whose ties the picture leaves out.
    """

    wide: LineagePicture | None
    narrow: LineagePicture | None
    without_lane: tuple[Actor, ...]
    starts: tuple[Start, ...]
    merger: Reconciled | None
    merger_date: Reconciled | None
    readings: tuple[Reading, ...]
    disputed: tuple[Reconciled, ...]

    @property
    def few_without_lane(self) -> tuple[Actor, ...]:
        """The same organisations where they are few enough to be named, else none."""
        return self.without_lane if len(self.without_lane) <= MOST_NAMED else ()


def lineage_questions(site: Site, drawn: Collection[int]) -> QuestionQuerySet:
    """Return the questions that the lineage is made from: of ties that are drawn (primary keys), beginnings, what differs."""
    keys = (*site.beginnings, site.merger, site.merger_date, *site.disputes)
    return Question.objects.answered().filter(Q(pk__in=drawn) | Q(key__in=keys))


def trace(reconciled: Iterable[Reconciled], site: Site, index: TieIndex) -> Lineage:
    """Return the lineage of the site's subject from `lineage_questions`, reconciled; `index` are the ties that there are."""
    asked = {asked.question.key: asked for asked in reconciled}
    ties = [tie for tie in typed_ties(asked.values(), site) if {tie.of.kind, tie.to.kind} == {ActorKind.ORGANISATION.value}]
    lines = {line.key: line for line in _lines(ties)}
    starts = {key: _start(asked[key]) for key in site.beginnings if key in asked}
    actors = {actor.key: actor for tie in ties for actor in (tie.of, tie.to)}
    disputed = [asked[key] for key in site.disputes if key in asked and asked[key].verdict.kind is VerdictKind.DIFFER]
    wide = narrow = None
    if site.subject.key in site.lanes and site.subject.key in actors:
        wide, narrow = (
            _picture(lines, starts, disputed, actors, replace(frame, turn=site.turn), site) for frame in (WIDE, NARROW)
        )
    without_lane = _without_lane(index, site) if wide else []
    return Lineage(
        wide=wide,
        narrow=narrow,
        without_lane=tuple(sorted(without_lane, key=lambda actor: (actor.name.casefold(), actor.key))),
        starts=tuple(starts.values()),
        merger=asked.get(site.merger),
        merger_date=asked.get(site.merger_date),
        readings=_readings(asked.get(site.merger), actors, site.lanes),
        disputed=tuple(disputed),
    )


def _without_lane(index: TieIndex, site: Site) -> list[Actor]:
    """Return the organisations that are tied to others and have no lane."""
    groups = {key for key, actor in index.actors.items() if actor.kind == ActorKind.ORGANISATION}
    tied = {key for link in index.links if link.pair <= groups for key in link.pair}
    return [index.actors[key] for key in tied - {*site.lanes}]


def _lines(ties: Sequence[TypedTie]) -> list[TieLine]:
    """Return a line for each tie of two groups: one for its dates that have days in common, and one for what bears no date."""
    lines = []
    for bond in bonds(ties):
        runs: list[tuple[DateSpan, list[TypedTie]]] = []
        for tie in sorted((tie for tie in bond.ties if tie.answer.claim.as_of), key=lambda told: order_of(_span(told))):
            span = _span(tie)
            if runs and runs[-1][0].end >= span.start:
                first, told = runs[-1]
                runs[-1] = (_hull(first, span), [*told, tie])
            else:
                runs.append((span, [tie]))
        undated = tuple(tie for tie in bond.ties if not tie.answer.claim.as_of)
        parts: list[tuple[DateSpan | None, tuple[TypedTie, ...]]] = [(run, tuple(told)) for run, told in runs]
        if undated:
            parts.append((None, undated))
        for place, (when, told_then) in enumerate(parts):
            lines.append(TieLine(f"{'-'.join(bond.link)}-{place}", Bond(bond.of, bond.tie, bond.to, told_then), when))
    return lines


def _span(tie: TypedTie) -> DateSpan:
    return read_span(tie.answer.claim.as_of)


def _hull(span: DateSpan, other: DateSpan) -> DateSpan:
    """Return the days that two dates can mean between them."""
    first = min(span.first, other.first) if span.first and other.first else None
    last = max(span.last, other.last) if span.last and other.last else None
    return DateSpan(first, last, span.doubted or other.doubted)


def _start(asked: Reconciled) -> Start:
    dates = [answer.value for answer in asked.answers if isinstance(answer.value, EdtfDate)]
    spans = [read_span(date.text) for date in dates]
    hull = spans[0]
    for span in spans[1:]:
        hull = _hull(hull, span)
    widest = max(dates, key=lambda date: (read_span(date.text).end - read_span(date.text).start, date.text))
    return Start(asked, heading_of(widest.text), hull)


def _picture(
    lines: dict[str, TieLine],
    starts: dict[str, Start],
    disputed: Sequence[Reconciled],
    actors: dict[str, Actor],
    frame: Frame,
    site: Site,
) -> LineagePicture:
    groups = [LineageGroup(key, short_actor_name(actors[key].name)) for key in site.lanes if key in actors]
    strands = [
        Strand(line.key, line.bond.of.key, line.bond.tie, line.bond.to.key, line.documents, line.span, line.dates)
        for line in lines.values()
    ]
    begun = [
        Beginning(key, start.reconciled.question.about.key, start.span, start.words, _marks(start.reconciled))
        for key, start in starts.items()
    ]
    open_questions = {asked.question.key: asked for asked in disputed if asked.question.about.key != site.subject.key}
    disputes = [Dispute(key, asked.question.about.key, _marks(asked)) for key, asked in open_questions.items()]
    plate = lay_out_plate(groups, strands, begun, disputes, frame, site.subject.key)
    return LineagePicture(
        plate=plate,
        lanes=tuple(PicturedGroupLane(lane, actors[lane.key]) for lane in plate.lanes),
        starts=tuple(PicturedStart(drawn, starts[drawn.key]) for drawn in plate.beginnings),
        dated=tuple(PicturedLine(drawn, lines[drawn.key]) for drawn in plate.dated),
        undated=tuple(PicturedLine(drawn, lines[drawn.key]) for drawn in plate.undated),
        disputes=tuple(PicturedDispute(drawn, open_questions[drawn.key]) for drawn in plate.disputes),
    )


def _readings(merger: Reconciled | None, actors: dict[str, Actor], lanes: Sequence[str]) -> tuple[Reading, ...]:
    """Return the merger in each reading, the groups in the order of their lanes."""
    if not merger:
        return ()
    given = [(answer, answer.value.members) for answer in merger.answers if isinstance(answer.value, SetValue)]
    named = {key for _, members in given for key in members}
    columns = [(actors[key], short_actor_name(actors[key].name)) for key in lanes if key in named and key in actors]
    return tuple(
        Reading(answer, tuple((actor, short, actor.key in members) for actor, short in columns)) for answer, members in given
    )


def _speakers(asked: Reconciled) -> list[Document]:
    """Return the documents that answer a question, in their order."""
    found = {document.pk: document for answer in asked.answers for document in answer.documents}
    return in_order(found.values())


def _marks(asked: Reconciled) -> tuple[int, ...]:
    return tuple(document.mark for document in _speakers(asked))


def _labels(answer: AnswerDetail) -> str:
    return ", ".join(document.label for document in answer.documents)


def _hedge(answer: AnswerDetail) -> str:
    return f", qualified “{answer.claim.hedge}”" if answer.claim.hedge else ""
