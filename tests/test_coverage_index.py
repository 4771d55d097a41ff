"""Sets of questions: what is kept, grouped and counted is what a look at each of them finds."""

from hypothesis import given
from hypothesis import strategies as st

from profiles.domain.coverage import Row, Says, Sort, Total
from profiles.domain.coverage_index import CoverageIndex, numbers_of
from profiles.domain.reconciliation import Difference, VerdictKind
from tests.properties import quick
from tests.test_coverage import DOCUMENTS, questions, row_of

rows = st.lists(
    st.builds(lambda drawn, topic: row_of(drawn[0], drawn[1], topic), questions(), st.sampled_from("xyz")), max_size=8
)


def index_of(given: list[Row]) -> CoverageIndex:
    return CoverageIndex(given, list(DOCUMENTS))


def total(given: list[Row]) -> list[Total]:
    index = index_of(given)
    return [index.total(index.all, slug) for slug in DOCUMENTS]


def keep(given: list[Row], only: str = "", document: str = "") -> list[Row]:
    return [given[number] for number in numbers_of(index_of(given).kept(only=only, document=document))]


def group(given: list[Row], sort: Sort) -> list[tuple[str, list[int]]]:
    index = index_of(given)
    return [(one.name, numbers_of(one.rows)) for one in index.group(index.all, sort)]


@quick
@given(given_rows=rows)
def test_totals_count_every_row_once(given_rows):
    totals = total(given_rows)
    assert [one.of for one in totals] == [len(given_rows)] * len(DOCUMENTS)
    for one in totals:
        assert one.speaks == len(keep(given_rows, "", one.document))
        for what, count in ((Says.ALONE, one.alone), (Says.SHARED, one.shared), (Says.DIFFERS, one.differs)):
            assert len(keep(given_rows, what, one.document)) == count
        assert len(keep(given_rows, Says.SILENT, one.document)) == one.silent


@quick
@given(given_rows=rows)
def test_a_bar_has_every_question_once(given_rows):
    for one in total(given_rows):
        counts = {part.kind: part.count for part in one.parts}
        assert counts == {says: len(keep(given_rows, says, one.document)) for says in counts}
        assert sum(counts.values()) == len(given_rows)


@quick
@given(given_rows=rows, sort=st.sampled_from(Sort))
def test_grouping_loses_no_row_and_keeps_their_order_within_a_group(given_rows, sort):
    grouped = group(given_rows, sort)
    assert sorted(place for _, places in grouped for place in places) == list(range(len(given_rows)))
    assert all(places and places == sorted(places) for _, places in grouped)


@quick
@given(given_rows=rows, only=st.sampled_from(["", "speaks", *Says]), document=st.sampled_from(["", *DOCUMENTS]))
def test_rows_are_kept_in_which_a_document_does_what_is_asked(given_rows, only, document):
    def does(row: Row) -> bool:
        cells = [cell for cell in row.cells if document in ("", cell.document)]
        if not only and not document:
            return True
        return any(cell.says is not Says.SILENT if only in ("", "speaks") else cell.says == only for cell in cells)

    assert keep(given_rows, only, document) == [row for row in given_rows if does(row)]


@quick
@given(given_rows=rows, verdict=st.sampled_from([*VerdictKind, *Difference]), topic=st.sampled_from(["", "x", "nowhere"]))
def test_rows_are_kept_that_have_the_verdict_or_the_difference_asked_for(given_rows, verdict, topic):
    kept = numbers_of(index_of(given_rows).kept(topic=topic, verdict=verdict.value))
    assert kept == [
        place
        for place, row in enumerate(given_rows)
        if verdict in (row.verdict.kind, row.verdict.difference) and topic in ("", row.topic)
    ]


@quick
@given(given_rows=rows)
def test_what_silent_documents_do_need_not_be_given(given_rows):
    spoken = [
        Row(row.question, row.topic, row.verdict, tuple(cell for cell in row.cells if cell.says is not Says.SILENT))
        for row in given_rows
    ]
    for only in ("speaks", *Says):
        for document in ("", *DOCUMENTS):
            assert index_of(spoken).kept(only=only, document=document) == index_of(given_rows).kept(only=only, document=document)


@quick
@given(given_rows=rows)
def test_rows_by_number_of_documents_begin_with_the_most(given_rows):
    counts = [int(name) for name, _ in group(given_rows, Sort.DOCUMENTS)]
    assert counts == sorted(counts, reverse=True)
