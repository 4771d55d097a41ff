"""Pairs of claims that may say the same are found by their words and by what they rest on, and a curator tells them apart."""

from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from profiles.domain.twins import find_twins
from profiles.models import DistinctPair, Status
from profiles.queries.twins import published_twins, unmarked_twins
from tests.factories import make_claim, make_document, make_evidence, make_question
from tests.properties import quick

MOUSSA = {"a": "Bah Ag Moussa joined JNIM in 2017.", "b": "In 2017 Bah Ag Moussa joined JNIM."}
RESORT = {
    "a": "In June 2017 JNIM attacked a resort outside Bamako to which Westerners went.",
    "b": "In June 2017, JNIM attacked a resort outside Bamako to which Westerners often went.",
}
WAGNER = {
    "a": "JNIM has answered FAMa and Wagner operations with one suicide bombing campaign after another.",
    "b": "JNIM’s successive campaigns of suicide bombing answered operations by FAMa and Wagner and show its more frequent "
    "performative violence.",
}


def pairs(statements, spans=None):
    return [(twins.first, twins.second) for twins in find_twins(statements, spans or {})]


@pytest.mark.parametrize("statements", [MOUSSA, RESORT])
def test_statements_that_are_alike_are_twins_whatever_they_rest_on(statements):
    assert pairs(statements) == [("a", "b")]


def test_statements_that_are_less_alike_are_twins_where_they_rest_on_the_same_words():
    same = {key: frozenset({("acled", 10, 90)}) for key in WAGNER}
    other = {"a": frozenset({("acled", 10, 90)}), "b": frozenset({("acled", 10, 91)})}
    assert pairs(WAGNER, same) == [("a", "b")]
    assert pairs(WAGNER, other) == []


def test_statements_that_say_other_things_of_the_same_words_are_no_twins():
    statements = {"a": "Iyad ag Ghali leads JNIM.", "b": "The headquarters of JNIM is in Tinzaouaten, Mali."}
    assert pairs(statements, {key: frozenset({1}) for key in statements}) == []


@quick
@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), st.sampled_from([*MOUSSA.values(), *RESORT.values()])))
def test_every_two_claims_of_one_statement_are_twins(statements):
    found = set(pairs(statements))
    keys = sorted(statements)
    same = {(a, b) for i, a in enumerate(keys) for b in keys[i + 1 :] if statements[a] == statements[b]}
    assert same <= found


@pytest.fixture
def twins(db):
    """Return two claims of one statement, with the smaller key first."""
    document = make_document()
    made = [make_claim(says="The group is estimated to have some 800 members in all.", document=document) for _ in range(2)]
    return sorted(made, key=lambda claim: claim.key)


def found(of=unmarked_twins):
    return {(pair.first, pair.second) for pair in of()}


def test_a_pair_that_a_curator_told_apart_is_not_listed(twins):
    first, second = twins
    assert (first.key, second.key) in found()
    DistinctPair.objects.create(first=first, second=second, why="One is of 2020.")
    assert (first.key, second.key) not in found()
    assert (first.key, second.key) in found(published_twins)


def test_a_draft_has_no_twins(db):
    document = make_document()
    claims = [make_claim(status, says="A statement like no other here.", document=document) for status in Status]
    assert not {claim.key for claim in claims} & {key for pair in found() for key in pair}


def test_the_command_names_both_with_their_statements(twins):
    said = StringIO()
    call_command("find_twins", stdout=said)
    assert f"{twins[0].key}: {twins[0].says}\n" in said.getvalue()
    assert "Whether a pair says the same is for a person to say." in said.getvalue()


def test_the_shipped_profile_has_no_pair_that_nobody_has_looked_at(db):
    assert not found()


def test_no_two_shipped_claims_have_the_same_statement(db):
    statements = [claim.says.casefold().rstrip(".") for claim in published()]
    assert len(statements) == len(set(statements))


def published():
    from profiles.models import Claim

    return Claim.objects.published()


def test_claims_with_one_quote_between_them_and_unlike_statements_need_no_mark(db):
    question = make_question()
    one = make_claim(question=question, says="The group was founded in 2017.", quote="founded in 2017")
    evidence = one.evidence.get()
    other = make_claim(says="It operates across the border as well.", quote="", question=question)
    make_evidence(other, "founded in 2017", document=evidence.passage.document)
    assert not {pair for pair in found() if other.key in pair}
