"""The ties: typed, dated, filtered, and told both ways where documents tell them so."""

import re
from collections import Counter

import pytest
from django.test import Client

from profiles.domain.ties import KIND_OF, TieKind
from profiles.domain.values import Tie
from profiles.models import Claim, Question, Site, Status
from profiles.queries.answers import reconcile_all
from profiles.queries.tie_index import tie_index
from profiles.queries.ties import bonds, tie_questions, typed_ties
from sources.models import Document
from tests.factories import home_of, make_actor, make_claim, make_question
from tests.paging import walk

pytestmark = pytest.mark.django_db


def page(client: Client, address: str = "/lineage/") -> str:
    """Return a page; of several all of them, with what stands at the foot of each once."""
    pages = [response.content.decode() for response in walk(client, address)]
    return "".join([*(text.partition('aria-labelledby="rule"')[0] for text in pages[:-1]), pages[-1]])


def folded(html: str) -> set[bool]:
    """Return whether the ties of a page are folded."""
    return {not is_open for is_open in re.findall(r'<details class="section-fold"( open)?>', html)}


def told():
    site = Site.objects.current()
    return typed_ties(reconcile_all(tie_questions(site), list(Document.objects.without_text())), site)


def read_as() -> dict[str, Tie]:
    return Site.objects.current().read_as


def shown(html: str) -> set[str]:
    """Return the claims of the ties on a page."""
    return {
        key
        for tie in re.findall(r'<li class="tie".*?</ul>', html, flags=re.DOTALL)
        for key in re.findall(r"/claims/([^/]+)/", tie)
    }


def test_every_claim_of_kind_relation_is_a_tie():
    expected = set(Claim.objects.published().filter(answers__question__value_kind="relation").values_list("key", flat=True))
    found = {tie.answer.claim.key for tie in told() if tie.question.key not in read_as()}
    assert found == expected


def test_every_tie_stands_on_the_page_with_its_exact_words(client):
    html = page(client)
    for tie in told():
        assert f'href="{tie.answer.claim.get_absolute_url()}"' in html
        for evidence in tie.answer.claim.evidence.supporting():
            assert f'href="{evidence.get_absolute_url()}"' in html


def test_answers_are_read_as_ties_only_where_the_table_says_so():
    kinds = dict(Question.objects.filter(key__in=read_as()).values_list("key", "value_kind"))
    assert set(kinds) == set(read_as())
    assert set(kinds.values()) <= {"actor", "actors"}
    assert {tie.question.value_kind for tie in told() if tie.question.key not in read_as()} == {"relation"}


def test_whoever_leads_comes_after_the_group_and_whoever_founds_before_it():
    links = {tuple(tie.link) for tie in told() if tie.question.key in read_as()}
    assert ("jnim", Tie.LED_BY, "iyad-ag-ghali") in links
    assert ("amadou-koufa", Tie.FOUNDED, "katiba-macina") in links


def test_every_answer_of_several_actors_is_as_many_ties():
    assert {tie.to.key for tie in told() if tie.question.key == "aqim-sahara-leaders"} == {"djamel-okcha", "ali-maychou"}


def test_claims_that_tell_the_same_of_the_same_two_stand_together():
    made = bonds(told())
    assert len({bond.link for bond in made}) == len(made)
    assert sum(len(bond.ties) for bond in made) == len(told())


@pytest.mark.parametrize("kind", TieKind)
def test_filtering_by_kind_keeps_that_kind_and_all_of_it(client, kind):
    expected = {tie.answer.claim.key for tie in told() if KIND_OF[tie.tie] is kind}
    assert shown(page(client, f"/lineage/?kind={kind.value}")) == expected


@pytest.mark.parametrize("key", ["isgs", "ansar-dine", "iyad-ag-ghali", "france"])
def test_filtering_by_actor_keeps_its_ties_in_both_directions(client, key):
    expected = {tie.answer.claim.key for tie in told() if key in (tie.of.key, tie.to.key)}
    assert expected
    assert shown(page(client, f"/lineage/?actor={key}")) == expected


def test_every_tie_stands_in_words_once(client):
    html = page(client)
    keys = re.findall(r'<li class="tie" id="([^"]+)"', html)
    assert len(keys) == len(set(keys)) == len({tie.link for tie in told()})
    words = html[html.index('id="descent"') : html.index('id="contrary"')]
    expected = Counter(tie.answer.claim.get_absolute_url() for tie in told())
    assert Counter(re.findall(r'class="claim-link" href="([^"]+)"', words)) == expected


def test_all_ties_are_folded_by_kind_and_those_asked_for_are_not(client):
    assert folded(page(client)) == {True}
    for address in ("/lineage/?actor=jnim", "/lineage/?kind=fighting"):
        assert folded(page(client, address)) == {False}


def test_the_ties_asked_for_stand_without_the_picture(client):
    html = page(client, "/lineage/?actor=isgs")
    assert 'class="lineage"' not in html
    assert 'href="/lineage/"' in html


def test_the_index_of_ties_tells_what_the_claims_tell():
    expected = {(tie.link, tie.question.pk, tie.answer.claim.key) for tie in told()}
    assert {(tie.link, tie.question, tie.claim) for tie in tie_index(Site.objects.current()).ties} == expected


def test_more_ties_than_a_page_holds_stand_on_several_and_the_picture_on_the_first(client):
    first, *more = (response.content.decode() for response in walk(client, "/lineage/"))
    assert more
    assert 'class="lineage"' in first
    assert not any('class="lineage"' in text for text in more)


def test_of_very_many_actors_one_is_asked_for_by_name(client, monkeypatch):
    monkeypatch.setattr("sources.choices.MOST_CHOICES", 5)
    html = page(client, "/lineage/?actor=iyad+ag+ghali")
    assert '<input type="text" name="actor"' in html
    assert shown(html) == shown(page(client, "/lineage/?actor=iyad-ag-ghali")) != set()
    assert "There is no “nobody” here" in page(client, "/lineage/?actor=nobody")


def test_filters_add_up(client):
    assert shown(page(client, "/lineage/?actor=isgs&kind=rivalry")) == {"relation-isgs-rival"}


def test_an_unknown_actor_or_kind_is_said_and_shows_nothing(client):
    for address in ("/lineage/?actor=nobody", "/lineage/?kind=friendship"):
        html = page(client, address)
        assert 'role="alert"' in html
        assert shown(html) == set()


def test_an_unknown_filter_is_named(client):
    assert "colour" in page(client, "/lineage/?colour=red")


def test_a_tie_without_a_date_says_so(client):
    html = page(client, "/lineage/?actor=gspc")
    assert '<span class="tie-when">undated</span>' in html


def test_a_dated_tie_bears_its_date(client):
    assert '<span class="tie-when">until early 2020</span>' in page(client, "/lineage/?actor=is-sahel&kind=alliance")


def test_ally_and_rival_stand_together_by_what_is_told(client):
    pairs = {one.links[0].pair for one in tie_index(Site.objects.current()).contraries}
    assert frozenset({"jnim", "isgs"}) in pairs
    html = page(client)
    section = html[html.index('id="contrary"') : html.index('id="rule"')]
    [pair] = [entry for entry in section.split('<li class="contrary">') if ">ISGS</a></h3>" in entry]
    assert re.findall(r'#tie-[^"]+">([^<]+)</a>', pair) == ["cooperates with", "rival of", "fights"]
    for key in ("relation-partners-and-competitors", "relation-isgs-rival", "relation-isgs-distance-from-ideology"):
        for evidence in Claim.objects.get(key=key).evidence.supporting():
            assert f'href="{evidence.get_absolute_url()}"' in pair


def test_each_of_the_ties_that_do_not_go_together_leads_to_its_statements(client):
    for address in ("/lineage/", "/lineage/?actor=isgs"):
        html = page(client, address)
        section = html[html.index('id="contrary"') : html.index('id="rule"')]
        for link in re.findall(r'href="([^"]*#tie-[^"]+)"', section):
            there, fragment = link.split("#")
            reached = page(client, there or address)
            assert f'id="{fragment}"' in reached
            assert folded(reached) == {False}


def test_above_a_group_and_a_part_of_it_stand_together():
    pairs = {one.links[0].pair for one in tie_index(Site.objects.current()).contraries}
    assert frozenset({"jnim", "aqim"}) in pairs


def test_a_draft_tie_is_not_shown(client):
    claim = make_tie(Status.DRAFT)
    assert claim.get_absolute_url() not in page(client)


def test_a_published_tie_is_shown_on_the_pages_of_both(client):
    claim = make_tie(Status.PUBLISHED)
    for actor in claim.actors.all():
        [card] = re.findall(r'<dl class="actor-card">.*?</dl>', page(client, actor.get_absolute_url()), flags=re.DOTALL)
        assert claim.get_absolute_url() in card


def make_tie(status: Status) -> Claim:
    other, question = make_actor(), make_question(value_kind="relation", mode="cumulative")
    claim = make_claim(status, question=question, value={"relation": "fights", "to": other.key})
    claim.actors.add(other, question.about)
    return claim


def test_an_actor_without_ties_is_not_said_to_have_any(client):
    claim = make_claim()
    claim.actors.add(home_of(claim).about)
    assert "/lineage/?actor=" not in page(client, home_of(claim).about.get_absolute_url())
