"""What evidence rests on is counted as the fewest origins that can account for it."""

import random
from itertools import chain, combinations

from hypothesis import assume, given
from hypothesis import strategies as st

from profiles.domain.origins import Basis, Origins, Support, carriers, trace_origins
from tests.properties import quick

DOCUMENTS, WORKS = "pqrs", "abcd"
UNKNOWN = [Basis.NONE, Basis.NAMED, Basis.UNNAMED]  # what does not tell where the words come from


@st.composite
def evidence(draw: st.DrawFn, *, with_repeats: bool = True) -> list[Support]:
    """Draw the evidence for one to two claims."""
    found = []
    for number in range(draw(st.integers(0, 6))):
        basis = draw(st.sampled_from(Basis))
        document = draw(st.sampled_from(DOCUMENTS))
        repeats = draw(st.sampled_from(["", "", "", "work", "document"])) if with_repeats else ""
        found.append(
            Support(
                id=number,
                claim=draw(st.sampled_from("xy")),
                document=document,
                basis=basis,
                works=draw(st.frozensets(st.sampled_from(WORKS), min_size=1, max_size=3))
                if basis is Basis.WORKS
                else frozenset(),
                repeats_work=draw(st.sampled_from(WORKS)) if repeats == "work" else "",
                repeats_document=draw(st.sampled_from([slug for slug in DOCUMENTS if slug != document]))
                if repeats == "document"
                else "",
            )
        )
    return found


def support(document: str, works: str = "", *, basis: Basis | None = None, repeats: str = "", repeats_work: str = "") -> Support:
    """Return evidence for one claim: `support("p", "a b")` credits the works a and b, `support("p")` nobody."""
    support.made += 1  # type: ignore[attr-defined]
    return Support(
        id=support.made,  # type: ignore[attr-defined]
        claim="x",
        document=document,
        basis=basis or (Basis.WORKS if works else Basis.NONE),
        works=frozenset(works.split()),
        repeats_work=repeats_work,
        repeats_document=repeats,
    )


support.made = 0  # type: ignore[attr-defined]


def count(*supports: Support) -> int:
    return trace_origins(supports).count


def own(document: str) -> Support:
    return support(document, basis=Basis.OWN)


def fewest(supports: list[Support]) -> int:
    """Count the slow way: the smallest set of works that holds one of each credit, and each document with data of its own."""
    credits = [frozenset({piece.repeats_work}) if piece.repeats_work else piece.works for piece in supports]
    own = {piece.document for piece, works in zip(supports, credits, strict=True) if piece.basis is Basis.OWN and not works}
    subsets = chain.from_iterable(combinations(WORKS, size) for size in range(len(WORKS) + 1))
    smallest = next(len(subset) for subset in subsets if all(works & set(subset) for works in credits if works))
    return max(smallest + len(own), bool(supports))


@quick
@given(supports=evidence(with_repeats=False))
def test_the_count_is_that_of_the_smallest_hitting_set(supports):
    assert count(*supports) == fewest(supports)


@quick
@given(data=st.data(), supports=evidence())
def test_the_order_of_the_evidence_does_not_matter(data, supports):
    shuffled = trace_origins(data.draw(st.permutations(supports)))
    traced = trace_origins(supports)
    assert {(origin.name, origin.ids, origin.works) for origin in traced.origins} == {
        (origin.name, origin.ids, origin.works) for origin in shuffled.origins
    }


@quick
@given(supports=evidence())
def test_every_piece_of_evidence_has_exactly_one_origin(supports):
    ids = [number for origin in trace_origins(supports).origins for number in sorted(origin.ids)]
    assert sorted(ids) == [piece.id for piece in supports]


@quick
@given(supports=evidence())
def test_of_finds_the_origin_of_every_piece_of_evidence(supports):
    traced = trace_origins(supports)
    assert all(piece.id in traced.of(piece.id).ids for piece in supports)


@quick
@given(supports=evidence())
def test_there_are_never_more_origins_than_pieces_of_evidence_or_than_works_and_documents(supports):
    works = {work for piece in supports for work in (*piece.works, piece.repeats_work) if work}
    assert count(*supports) <= min(len(supports), len(works) + len({piece.document for piece in supports}))


@quick
@given(supports=evidence())
def test_evidence_rests_on_at_least_one_origin(supports):
    assert (count(*supports) >= 1) == bool(supports)


@quick
@given(supports=evidence(with_repeats=False), more=evidence(with_repeats=False))
def test_more_evidence_that_repeats_none_never_lowers_the_count(supports, more):
    renumbered = [Support(piece.id + 100, piece.claim, piece.document, piece.basis, piece.works) for piece in more]
    assert count(*supports, *renumbered) >= count(*supports)


@quick
@given(data=st.data(), supports=evidence())
def test_unknown_lineage_never_adds_an_origin(data, supports):
    basis = data.draw(st.sampled_from(UNKNOWN))
    document = data.draw(st.sampled_from([*DOCUMENTS, "t"]))
    assume(
        all((piece.claim, piece.repeats_document) != ("x", document) for piece in supports)
    )  # else a repeat finds what it repeats
    unknown = Support(100, "x", document, basis)
    assert count(*supports, unknown) <= max(count(*supports), 1)


@quick
@given(data=st.data(), supports=evidence(with_repeats=False).filter(bool))
def test_evidence_that_repeats_another_adds_no_origin(data, supports):
    repeated = data.draw(st.sampled_from(supports))
    assume([(piece.claim, piece.document) for piece in supports].count((repeated.claim, repeated.document)) == 1)
    again = Support(
        100,
        repeated.claim,
        "t",
        data.draw(st.sampled_from(UNKNOWN)),
        repeats_document=repeated.document,
    )
    assert count(*supports, again) <= count(*supports)


@quick
@given(supports=evidence())
def test_every_document_is_established_or_not(supports):
    traced = trace_origins(supports)
    established = {slug for origin in traced.origins if origin.established for slug in origin.documents}
    assert established | traced.unestablished == {piece.document for piece in supports}


def test_no_evidence_has_no_origin():
    assert trace_origins([]) == Origins((), frozenset())


def test_two_documents_that_cite_one_work_are_one_origin():
    assert count(support("p", "a"), support("q", "a")) == 1


def test_two_documents_that_cite_different_works_are_two_origins():
    assert count(support("p", "a"), support("q", "b")) == 2


def test_two_documents_with_data_of_their_own_are_two_origins():
    assert count(own("p"), own("q")) == 2


def test_one_document_with_data_of_its_own_is_one_origin_however_often_it_says_so():
    assert count(own("p"), own("p")) == 1


def test_one_document_is_one_origin_though_it_credits_nobody():
    assert count(support("p")) == 1


def test_two_documents_that_credit_nobody_are_shown_to_be_one_origin_and_no_more():
    traced = trace_origins([support("p"), support("q")])
    assert (traced.count, traced.unestablished) == (1, frozenset("pq"))


def test_a_document_that_credits_nobody_adds_nothing_to_one_that_credits_a_work():
    traced = trace_origins([support("p", "a"), support("q")])
    assert (traced.count, traced.unestablished) == (1, frozenset("q"))


def test_a_section_that_credits_three_works_and_a_sentence_that_credits_one_of_them_are_one_origin():
    assert count(support("p", "a b c"), support("q", "a")) == 1


def test_a_credit_that_two_others_can_account_for_adds_nothing():
    assert count(support("p", "a"), support("q", "b"), support("r", "a b")) == 2


def test_works_that_no_other_passage_narrows_down_are_one_origin_that_can_be_any_of_them():
    [origin] = trace_origins([support("p", "a b c")]).origins
    assert origin.works == {"a", "b", "c"}


def test_a_work_that_all_of_an_origins_passages_credit_is_that_origin():
    [origin] = trace_origins([support("p", "a b"), support("q", "b c")]).origins
    assert origin.works == {"b"}


def test_a_repeat_joins_the_origin_that_it_repeats():
    first, again = support("p", "a"), support("q", basis=Basis.UNNAMED, repeats="p")
    traced = trace_origins([first, again])
    assert (traced.count, traced.of(again.id), traced.unestablished) == (1, traced.of(first.id), frozenset())


def test_a_repeat_of_a_repeat_joins_too():
    assert count(support("p", "a"), support("q", repeats="p"), support("r", repeats="q")) == 1


def test_documents_that_repeat_each_other_are_one_origin():
    assert count(support("p", basis=Basis.OWN, repeats="q"), support("q", basis=Basis.OWN, repeats="p")) == 1


def test_two_documents_that_quote_one_person_are_not_shown_to_be_one_origin_nor_two():
    traced = trace_origins([support("p", basis=Basis.NAMED), support("q", basis=Basis.NAMED)])
    assert (len(traced.origins), traced.unestablished) == (2, frozenset("pq"))


def test_evidence_that_repeats_a_work_rests_on_it_whatever_it_credits():
    assert count(support("p", "b", repeats_work="a"), support("q", "a")) == 1


def test_evidence_that_credits_a_work_and_repeats_another_rests_on_the_repeated_one_alone():
    repeating = support("p", "b", repeats_work="a")
    assert count(repeating, support("q", "b")) == 2
    assert trace_origins([repeating]).of(repeating.id).works == {"a"}


def test_an_own_account_that_repeats_another_document_founds_no_origin():
    traced = trace_origins([support("p"), support("q", basis=Basis.OWN, repeats="p")])
    assert (traced.count, traced.unestablished) == (1, frozenset("pq"))
    assert count(support("p", "a"), support("p"), support("q", basis=Basis.OWN, repeats="p")) == 1
    assert count(support("r", "b"), support("p"), support("q", basis=Basis.OWN, repeats="p")) == 1


def test_an_own_account_that_repeats_a_document_without_evidence_here_founds_no_origin():
    assert trace_origins([support("q", basis=Basis.OWN, repeats="p")]).unestablished == {"q"}


def test_a_repeat_joins_the_evidence_for_its_own_claim_alone():
    elsewhere = Support(id=900, claim="other", document="p", basis=Basis.WORKS, works=frozenset("a"))
    traced = trace_origins([elsewhere, support("q", "b", repeats="p")])
    assert traced.count == 2


def test_an_origin_is_named_after_its_work_or_its_document():
    assert [origin.name for origin in trace_origins([own("p"), support("q", "a")]).origins] == ["a", "document:p"]


@quick
@given(supports=evidence())
def test_every_work_that_evidence_credits_or_repeats_can_carry_a_part_of_it_or_is_narrowed_down(supports):
    carried = [works for works in carriers(supports) if works]
    credited = {work for piece in supports for work in (piece.repeats_work and [piece.repeats_work]) or piece.works}
    assert frozenset().union(*carried) <= credited
    assert bool(carried) == bool(credited)


@quick
@given(supports=evidence(with_repeats=False))
def test_evidence_that_repeats_none_is_carried_by_what_it_credits(supports):
    assert sorted(map(sorted, filter(None, carriers(supports)))) == sorted(
        sorted(piece.works) for piece in supports if piece.works
    )


def test_evidence_that_repeats_other_evidence_is_one_part_with_it():
    assert carriers([support("p", "a b"), support("q", "a", repeats="p")]) == (frozenset("a"),)


def test_evidence_that_credits_nobody_is_carried_by_no_work():
    assert carriers([support("p")]) == (frozenset(),)


def tangle(works: int) -> list[Support]:
    """Return evidence that credits three works a passage, at random: too much for a bounded search to count exactly."""
    draw = random.Random(works)
    return [
        support(f"d{number % 8}", " ".join(f"w{work}" for work in draw.sample(range(works), 3))) for number in range(2 * works)
    ]


def test_two_hundred_documents_that_credit_two_works_each_are_two_hundred_origins():
    assert count(*(support(f"d{number}", f"a{number} b{number}") for number in range(200))) == 200


def test_a_tangle_that_is_not_counted_to_the_end_is_counted_from_below():
    traced = trace_origins(tangle(100))
    assert 20 < traced.count < len(traced.origins)


def test_works_count_where_the_passage_credits_them():
    """A passage can name works beside an account of its own; what it rests on is what it credits."""
    traced = trace_origins([support("p", "a", basis=Basis.OWN), support("q", "a")])
    assert (traced.count, {origin.name for origin in traced.origins}) == (2, {"a", "document:p"})
