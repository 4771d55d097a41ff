"""The lineage: nothing is drawn that no published claim says, every line leads to its claims, both sides of it stand."""

import re
from collections import Counter

import pytest
from django.test import Client

from profiles.domain.reconciliation import VerdictKind
from profiles.domain.values import Tie
from profiles.figures.lineage.picture import Lineage, TieLine, lineage_questions, trace
from profiles.models import Actor, Claim, Question, Site, Status
from profiles.queries.answers import reconcile_all
from profiles.queries.tie_index import tie_index
from profiles.queries.ties import tie_questions, typed_ties
from sources.models import Document
from tests.factories import claims_of, make_actor, make_claim, make_question
from tests.paging import walk

pytestmark = pytest.mark.django_db


def traced() -> Lineage:
    site = Site.objects.current()
    index = tie_index(site)
    questions = lineage_questions(site, {tie.question for tie in index.ties})
    return trace(reconcile_all(questions, list(Document.objects.without_text())), site, index)


def page(client: Client, address: str = "/lineage/") -> str:
    return "".join(response.content.decode() for response in walk(client, address))


def line(lineage: Lineage, of: str, tie: Tie, to: str):
    return [one for one in lines(lineage) if one.bond.link == (of, tie, to)]


def lines(lineage: Lineage) -> list[TieLine]:
    """Return the lines of the picture."""
    assert lineage.wide
    return [one.line for one in (*lineage.wide.dated, *lineage.wide.undated)]


def labels(told) -> set[str]:
    return {document.label for one in told for tie in one.bond.ties for document in tie.answer.documents}


def test_every_tie_between_organisations_is_drawn_once_or_wants_a_lane():
    lineage, site = traced(), Site.objects.current()
    ties = typed_ties(reconcile_all(tie_questions(site), list(Document.objects.without_text())), site)
    between = [tie for tie in ties if tie.of.kind == tie.to.kind == "organisation"]
    expected = [tie.answer.claim.key for tie in between if tie.link.pair <= set(site.lanes)]
    assert Counter(tie.answer.claim.key for one in lines(lineage) for tie in one.bond.ties) == Counter(expected)
    assert {actor.key for actor in lineage.without_lane} == {key for tie in between for key in tie.link.pair} - set(site.lanes)


def test_everything_that_is_drawn_leads_to_a_published_claim_or_its_question(client):
    html = page(client)
    pictures = re.findall(r'<svg class="lineage".*?</svg>', html, flags=re.DOTALL)
    links = {link for picture in pictures for link in re.findall(r'href="([^"]+)"', picture)}
    published = {claim.get_absolute_url() for claim in Claim.objects.published()}
    questions = {question.get_absolute_url() for question in Question.objects.answered()}
    actors = {"/"} | {actor.get_absolute_url() for actor in Actor.objects.all()}  # the subject's lane leads to the first page
    assert len(pictures) == 2
    assert links <= published | questions | actors
    assert links & published


def test_both_pictures_show_the_same_lines(client):
    wide, narrow = (
        sorted(re.findall(r'aria-label="([^"]+)"', picture)[1:])
        for picture in re.findall(r'<svg class="lineage".*?</svg>', page(client), flags=re.DOTALL)
    )
    assert wide == narrow


def test_a_line_is_named_with_who_whom_when_and_who_says_so():
    [dated] = [one for one in line(traced(), "ansar-dine", Tie.MERGED_INTO, "jnim") if one.span]
    assert dated.name == (
        "Ansar Dine merged into JNIM, in March 2017: Kennisbank, GlobalSecurity, ACLED 2023; on 2 March 2017: Kennisbank"
    )


def test_a_line_of_one_claim_leads_to_it_and_a_line_of_several_to_their_question():
    lineage = traced()
    [one] = line(lineage, "gspc", Tie.SUCCEEDED_BY, "aqim")
    [several] = line(lineage, "katiba-macina", Tie.COMPONENT_OF, "jnim")
    assert one.url == "/claims/lineage-gspc-aqim/"
    assert several.url == "/questions/membership-ties/"


def test_a_tie_without_a_date_is_drawn_without_one():
    for one in lines(traced()):
        assert all(bool(tie.answer.claim.as_of) is bool(one.span) for tie in one.bond.ties)


def test_whether_aqim_or_its_branch_came_in_stands_in_both_readings():
    lineage = traced()
    assert labels(line(lineage, "aqim-sahara", Tie.MERGED_INTO, "jnim")) == {
        "Kennisbank",
        "GlobalSecurity",
        "ACLED 2023",
        "Group overview 2022",
    }
    assert labels(line(lineage, "aqim", Tie.COMPONENT_OF, "jnim")) == {"Afrique de l’Ouest"}
    assert line(lineage, "aqim", Tie.MERGED_INTO, "jnim") == []


def test_the_merger_stands_in_each_reading():
    readings = traced().readings
    named = [{actor.key for actor, _, held in reading.cells if held} for reading in readings]
    claims = claims_of("founding-groups").published()
    assert named == [set(members) for members in claims.values_list("answers__value__actors", flat=True)]


def test_whether_ansarul_islam_is_a_part_stands_in_both_readings(client):
    html = page(client)
    for key in ("ansarul-islam-incorporated", "losses-burkina-faso-mali-substantial"):
        assert f'href="/claims/{key}/"' in html


def test_a_beginning_is_shown_with_every_date_that_is_given():
    [ansar_dine] = [start for start in traced().starts if start.reconciled.question.key == "ansar-dine-founded"]
    assert ansar_dine.words == "2011"
    assert [answer.label for answer in ansar_dine.reconciled.answers] == ["2011", "2011", "December 2011"]


def test_every_line_stands_in_words_with_its_exact_words_one_click_away(client):
    html, lineage = page(client), traced()
    for one in lines(lineage):
        for tie in one.bond.ties:
            assert f'href="{tie.answer.claim.get_absolute_url()}"' in html
            for evidence in tie.answer.claim.evidence.supporting():
                assert f'href="{evidence.get_absolute_url()}"' in html


def test_the_picture_names_the_groups_that_it_leaves_out(client):
    html = page(client)
    [told] = re.findall(r'<p class="lineage-without">.*?</p>', html, flags=re.DOTALL)
    for actor in traced().without_lane:
        assert f'href="{actor.get_absolute_url()}"' in told


def test_the_questions_that_the_lineage_names_are_there():
    keys = Site.objects.current().keys_named()["question"]
    assert set(Question.objects.answered().filter(key__in=keys).values_list("key", flat=True)) == keys


def test_what_is_called_disputed_differs():
    assert {one.verdict.kind for one in traced().disputed} == {VerdictKind.DIFFER}
    assert len(traced().disputed) == len(Site.objects.current().disputes)


def test_every_dispute_about_a_group_with_a_lane_stands_on_it_in_both_pictures():
    lineage, site = traced(), Site.objects.current()
    about = {key: Question.objects.get(key=key).about.key for key in site.disputes}
    expected = {key for key, actor in about.items() if actor in site.lanes and actor != site.subject.key}
    assert len(expected) > 1
    for picture in (lineage.wide, lineage.narrow):
        assert picture
        assert {dispute.drawn.key for dispute in picture.disputes} == expected


def test_every_dispute_stands_on_the_page_with_all_its_answers(client):
    html = page(client)
    for key in Site.objects.current().disputes:
        assert f'href="/questions/{key}/"' in html
        for claim in claims_of(key).published():
            assert f'href="{claim.get_absolute_url()}"' in html


def test_every_lane_of_a_group_with_ties_stands_in_both_pictures_in_order():
    lineage, site = traced(), Site.objects.current()
    tied = {actor.key for one in lines(lineage) for actor in (one.bond.of, one.bond.to)}
    for picture in (lineage.wide, lineage.narrow):
        assert picture
        assert [lane.actor.key for lane in picture.lanes] == [key for key in site.lanes if key in tied]


def test_every_lane_is_an_organisation():
    lanes = Site.objects.current().lanes
    assert set(Actor.objects.filter(key__in=lanes).values_list("kind", flat=True)) == {"organisation"}
    assert Actor.objects.filter(key__in=lanes).count() == len(lanes)


def test_a_draft_tie_is_not_drawn(client):
    question = make_question(value_kind="relation", mode="cumulative", about=Actor.objects.get(key="ansar-dine"))
    claim = make_claim(
        Status.DRAFT, question=question, says="A tie that nobody sees.", value={"relation": "fights", "to": "gspc"}
    )
    claim.actors.add(*Actor.objects.filter(key__in=["ansar-dine", "gspc"]))
    assert claim.get_absolute_url() not in page(client)


def test_a_tie_to_a_group_without_a_lane_is_listed_and_not_drawn(client):
    other = make_actor(name="Another group")
    question = make_question(value_kind="relation", mode="cumulative", about=Actor.objects.get(key="ansar-dine"))
    claim = make_claim(question=question, says="They were allied.", value={"relation": "allied with", "to": other.key})
    claim.actors.add(other, question.about)
    html = page(client)
    assert claim.get_absolute_url() not in "".join(re.findall(r"<svg.*?</svg>", html, flags=re.DOTALL))
    assert claim.get_absolute_url() in html[html.index('id="ties"') :]


def test_an_actor_with_a_line_leads_to_the_lineage(client):
    assert 'href="/lineage/"' in actor_card(client, "ansar-dine")
    assert 'href="/lineage/"' not in actor_card(client, "iyad-ag-ghali")


def actor_card(client: Client, key: str) -> str:
    found = re.search(r'<section class="card-section".*?</section>', page(client, f"/actors/{key}/"), flags=re.DOTALL)
    assert found, f"no card on the page of {key}"
    return found[0]
