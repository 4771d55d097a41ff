"""The pages of people and groups: a card of what is told of each, its dated claims, and the list in which each stands once."""

import re

import pytest
from django.test import Client

from profiles.domain.ties import Link
from profiles.domain.values import Tie
from profiles.models import Actor, ActorKind, Claim, Question, Site
from profiles.queries.actor_card import ActorCard, FilledLine, LineKind, make_card
from profiles.queries.actor_index import Section, section_of
from profiles.queries.answers import reconcile_all
from sources.models import Document
from tests.factories import make_actor, make_answer, make_claim, make_document, make_place, make_question
from tests.markup import markup_of

pytestmark = pytest.mark.django_db


def card_of(actor: Actor) -> ActorCard:
    """Return the card of an actor from all questions."""
    questions = Question.objects.answered()
    return make_card(actor, reconcile_all(questions, list(Document.objects.all())), Site.objects.current())


def line(card: ActorCard, name: str) -> FilledLine:
    [found] = [line for line in card.lines if line.name == name]
    return found


def texts(line: FilledLine) -> list[str]:
    return [words.words for entry in line.entries for words in entry.told]


def feed(*lines: dict[str, object]) -> None:
    """Let the site name these lines of the card, and no others."""
    Site.objects.update(actor_card=list(lines))


def shown_card(client: Client, key: str) -> str:
    [card] = re.findall(r'<dl class="actor-card">.*?</dl>', markup_of(client.get(f"/actors/{key}/")))
    return str(card)


def test_a_line_has_the_answers_of_its_questions_in_their_order():
    actor, place = make_actor(kind="person"), make_place(name="Brackwater")
    born = make_question(about=actor, value_kind="date")
    where = make_question(about=actor, value_kind="place")
    first = make_claim(question=born, value={"date": "1970"})
    second = make_claim(question=where, value={"place": place.key})
    second.places.add(place)
    feed({"line": "Born", "questions": [born.key, where.key]})
    told = line(card_of(actor), "Born")
    assert texts(told) == ["1970", "Brackwater"]
    assert [words.answer.claim for entry in told.entries for words in entry.told] == [first, second]


def test_an_answer_in_words_is_its_statement():
    actor = make_actor()
    question = make_question(about=actor, value_kind="text")
    make_claim(question=question, value=None, says="Odo Varn is a docker.")
    feed({"line": "From", "questions": [question.key]})
    assert texts(line(card_of(actor), "From")) == ["Odo Varn is a docker."]


def test_a_line_in_words_gives_statements_though_they_have_values():
    actor = make_actor()
    question = make_question(about=actor, value_kind="date")
    make_claim(question=question, value={"date": "2020-11-13"}, says="His death was announced on 13 November 2020.")
    feed({"line": "Death", "questions": [question.key], "in_words": True})
    assert texts(line(card_of(actor), "Death")) == ["His death was announced on 13 November 2020."]


def test_claims_that_give_one_answer_stand_together_and_each_is_led_to(client: Client):
    actor = make_actor()
    question = make_question(about=actor, value_kind="date")
    claims = [make_claim(question=question, value={"date": "2015"}, order=order) for order in (1, 2)]
    for claim in claims:
        claim.actors.add(actor)
    feed({"line": "Founded", "questions": [question.key]})
    [entry] = line(card_of(actor), "Founded").entries
    assert [words.words for words in entry.told] == ["2015", "also"]
    card = shown_card(client, actor.key)
    assert all(f'href="{claim.get_absolute_url()}"' in card for claim in claims)


def test_a_claim_under_two_questions_of_a_line_stands_in_it_once():
    actor = make_actor()
    questions = [make_question(about=actor, value_kind="text") for _ in range(2)]
    claim = make_claim(question=questions[0], value=None, says="She is a commander.")
    make_answer(claim, questions[1], value=None)
    feed({"line": "Role", "questions": [question.key for question in questions]})
    assert texts(line(card_of(actor), "Role")) == ["She is a commander."]


def test_of_a_question_about_another_those_answers_stand_that_name_the_actor():
    leader, other = make_actor(kind="person"), make_actor(kind="person")
    question = make_question(mode="cumulative", value_kind="actor")
    for actor, says in ((leader, "It is led by the first."), (other, "It is led by the second.")):
        make_claim(question=question, value={"actor": actor.key}, says=says).actors.add(actor)
    feed({"line": "Role", "questions": [question.key]})
    assert texts(line(card_of(leader), "Role")) == ["It is led by the first."]


def test_where_documents_differ_both_sides_stand_there_with_the_verdict(client: Client):
    actor = make_actor()
    question = make_question(about=actor, value_kind="date", reason="unexplained")
    for year in ("2011", "2015"):
        make_claim(question=question, value={"date": year}, document=make_document()).actors.add(actor)
    feed({"line": "Founded", "questions": [question.key]})
    told = line(card_of(actor), "Founded")
    assert texts(told) == ["2011", "2015"]
    assert [asked.key for asked, _ in told.differing] == [question.key]
    card = shown_card(client, actor.key)
    assert 'data-verdict="contradiction"' in card
    assert f'href="{question.get_absolute_url()}"' in card


def test_every_answer_leads_to_its_claim_and_its_exact_words(client: Client):
    actor = make_actor()
    question = make_question(about=actor, value_kind="date")
    claim = make_claim(question=question, value={"date": "2015"})
    claim.actors.add(actor)
    feed({"line": "Founded", "questions": [question.key]})
    card = shown_card(client, actor.key)
    assert re.search(rf'<a class="claim-link" href="{claim.get_absolute_url()}">2015', card)
    assert f'href="{claim.evidence.get().get_absolute_url()}"' in card


def test_names_are_those_of_questions_about_the_actor_and_identifiers_stand_apart():
    actor = make_actor(name="Odo Varn")
    question = make_question(about=actor, mode="cumulative", value_kind="name")
    elsewhere = make_question(mode="cumulative", value_kind="name")
    make_claim(question=question, value={"name": "Odo Varne", "form": "spelling"}, order=1)
    make_claim(question=question, value={"name": "QDi.1", "form": "identifier"}, order=2)
    make_claim(question=elsewhere, value={"name": "Somebody else", "form": "full name"}).actors.add(actor)
    card = card_of(actor)
    assert texts(line(card, "Names")) == ["Odo Varne"]
    assert texts(line(card, "Identifiers")) == ["QDi.1"]


@pytest.mark.parametrize(("about_it", "name"), [(True, "Led by"), (False, "Leader of")])
def test_a_tie_is_read_from_the_actors_own_end(about_it: bool, name: str):
    group, leader = make_actor(), make_actor(kind="person")
    question = make_question(about=group, mode="cumulative", value_kind="relation")
    claim = make_claim(question=question, value={"relation": "led by", "to": leader.key}, as_of="2017")
    claim.actors.add(group, leader)
    own, other = (group, leader) if about_it else (leader, group)
    told = line(card_of(own), name)
    assert told.kind is LineKind.TIES
    assert [(entry.other, [words.words for words in entry.told]) for entry in told.entries] == [(other, ["in 2017"])]


def test_founding_and_leading_come_before_other_ties():
    group = make_actor()
    question = make_question(about=group, mode="cumulative", value_kind="relation")
    for relation in ("rival of", "led by"):
        other = make_actor()
        make_claim(question=question, value={"relation": relation, "to": other.key}).actors.add(group, other)
    assert [line.name for line in card_of(group).ties] == ["Led by", "Rival of"]


def test_a_mark_stands_beside_the_name_of_whom_its_line_speaks_and_of_nobody_else(client: Client):
    dead, alive = make_actor(kind="person", name="The First"), make_actor(kind="person", name="The Second")
    question = make_question(mode="cumulative", value_kind="actor")
    make_claim(question=question, value={"actor": dead.key}).actors.add(dead, alive)
    feed({"line": "Reported dead", "questions": [question.key], "mark": "said to be dead"})
    for address in (dead.get_absolute_url(), "/actors/"):
        assert "said to be dead</span>" in markup_of(client.get(address))
    assert "said to be dead</span>" not in markup_of(client.get(alive.get_absolute_url()))


def test_the_shipped_card_says_who_the_reported_dead_and_the_living_are():
    """Of Amadou Koufa a document says that he was reported dead and is alive: he bears no such mark."""
    marked = {actor.key for actor in Actor.objects.filter(kind="person") if "reported dead" in card_of(actor).marks}
    assert marked == {"bah-ag-moussa", "mohamed-ould-nouini", "abdelmalek-droukdel", "djamel-okcha", "ali-maychou"}


def test_the_subjects_page_is_the_profile(client: Client):
    subject = Site.objects.current().subject
    response = client.get(f"/actors/{subject.key}/")
    assert (response.status_code, response["Location"]) == (301, "/")


@pytest.mark.parametrize("address", ["/relations/", "/lineage/", "/search/?q=jnim", "/actors/iyad-ag-ghali/", "/actors/"])
def test_links_to_the_subject_lead_to_the_profile_without_a_detour(client: Client, address: str):
    subject = Site.objects.current().subject
    assert f'href="/actors/{subject.key}/"' not in markup_of(client.get(address))


def strip_of(client: Client, actor: Actor) -> str:
    found = re.findall(r'<figure class="strip">.*?</figure>', markup_of(client.get(actor.get_absolute_url())))
    return str(found[0]) if found else ""


def test_dated_claims_on_an_actor_stand_on_its_small_timeline(client: Client):
    actor = make_actor()
    question = make_question(about=actor, value_kind="date")
    claim = make_claim(question=question, value={"date": "2015-03"})
    claim.actors.add(actor)
    strip = strip_of(client, actor)
    assert claim.get_absolute_url() in strip
    assert "March 2015" in strip


def test_a_dated_tie_stands_on_the_small_timelines_of_both(client: Client):
    group, leader = make_actor(), make_actor(kind="person")
    question = make_question(about=group, mode="cumulative", value_kind="relation")
    claim = make_claim(question=question, value={"relation": "led by", "to": leader.key}, as_of="2017")
    claim.actors.add(group, leader)
    assert all(claim.get_absolute_url() in strip_of(client, actor) for actor in (group, leader))


def test_a_claim_that_merely_mentions_an_actor_dates_no_event_of_its(client: Client):
    actor = make_actor()
    claim = make_claim(question=make_question(value_kind="date"), value={"date": "2015"})
    claim.actors.add(actor)
    assert strip_of(client, actor) == ""


def test_of_rival_dates_those_stand_that_are_on_the_actor(client: Client):
    """Two claims date the founding of a group, and one of them says who founded it."""
    founder = make_actor(kind="person")
    question = make_question(value_kind="date")
    tie = make_question(about=founder, value_kind="text", mode="cumulative")
    claim = make_claim(question=question, value={"date": "2015"})
    claim.actors.add(founder)
    make_answer(claim, tie, value=None)
    other = make_claim(question=question, value={"date": "2014"})
    strip = strip_of(client, founder)
    assert claim.get_absolute_url() in strip
    assert other.get_absolute_url() not in strip


SUBJECT = "the-front"


@pytest.mark.parametrize(
    ("kind", "links", "section"),
    [
        ("person", [("who", Tie.FIGHTS, SUBJECT)], Section.PEOPLE),
        ("organisation", [("who", Tie.MERGED_INTO, SUBJECT)], Section.COMPONENTS),
        ("organisation", [("who", Tie.COMPONENT_OF, SUBJECT), ("who", Tie.PARENT_OF, SUBJECT)], Section.COMPONENTS),
        ("organisation", [(SUBJECT, Tie.COMPONENT_OF, "who")], Section.LINKED),
        ("organisation", [(SUBJECT, Tie.PLEDGED_ALLEGIANCE_TO, "who")], Section.LINKED),
        ("force", [(SUBJECT, Tie.ALLIED_WITH, "who")], Section.ALLIES),
        ("force", [(SUBJECT, Tie.ALLIED_WITH, "who"), ("who", Tie.FIGHTS, SUBJECT)], Section.BOTH_WAYS),
        ("state", [(SUBJECT, Tie.FIGHTS, "who")], Section.RIVALS),
        ("organisation", [(SUBJECT, Tie.RIVAL_OF, "who")], Section.RIVALS),
        ("organisation", [("who", Tie.FIGHTS, "another")], Section.GROUPS),
        ("force", [], Section.STATES),
        ("state", [], Section.STATES),
    ],
)
def test_an_actor_is_listed_by_its_ties_with_the_subject_or_else_by_its_kind(kind: str, links, section: Section):
    assert section_of("who", ActorKind(kind), [Link(*link) for link in links], SUBJECT) is section


def test_every_actor_with_a_claim_is_listed_once_but_for_the_subject(client: Client):
    page = markup_of(client.get("/actors/"))
    names = re.findall(r'<p class="listed-name"><a href="/actors/([^/]+)/"', page)
    told = set(Actor.objects.filter(claims__in=Claim.objects.published()).values_list("key", flat=True))
    assert sorted(names) == sorted(told - {Site.objects.current().subject.key})
    assert f"The {len(names)} people" in page


def test_nobody_is_listed_by_a_bare_name(client: Client):
    for entry in re.findall(
        r'<li><p class="listed-name">.*?(?=<li><p class="listed-name">|</section>)', markup_of(client.get("/actors/"))
    ):
        assert 'class="listed-lines"' in entry or 'class="listed-note"' in entry, entry


def test_the_other_names_of_an_actor_stand_beside_its_name(client: Client):
    page = markup_of(client.get("/actors/"))
    [entry] = re.findall(r'<a href="/actors/ansar-dine/">.*?<p class="listed-names">(.*?)</p>', page)
    assert "Ansar al-Din" in entry
    assert "Ansar Dine" not in entry


@pytest.mark.parametrize("name", ["Murabitun", "Katibat Macina", "ISGS", "al-Qa’ida", "Sahara Emirate"])
def test_an_actor_is_found_by_its_other_names(client: Client, name: str):
    page = markup_of(client.get("/search/", {"q": name}))
    assert re.search(r'<li class="found" data-kind="names">.*?href="/actors/', page)


def test_many_mentions_are_folded_below_the_questions_and_a_few_are_open(client: Client):
    actor = make_actor()
    make_claim(question=make_question(about=actor, value_kind="text"), value=None).actors.add(actor)
    for count in range(1, 8):
        make_claim().actors.add(actor)
        [folded] = re.findall(r"<details( open)?><summary>", markup_of(client.get(actor.get_absolute_url())))
        assert folded == (" open" if count < 6 else "")


def test_a_label_that_would_only_name_whose_page_it_is_says_what_happened(client: Client):
    actor = make_actor(name="The Front")
    question = make_question(about=actor, value_kind="date")
    make_claim(
        question=question, value={"date": "2015"}, says="The Front (Odo’s) was founded in 2015, say the dockers of the port."
    )
    strip = strip_of(client, actor)
    assert re.findall(r'<text class="timeline-label"[^>]*>([^<]*)</text>', strip) == ["The Front was founded in 2015…"]
