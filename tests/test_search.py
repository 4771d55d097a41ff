"""Words that are looked for, in the texts that they stand in."""

import html
import re
import unicodedata

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from profiles.models import Claim, Status
from profiles.search.matching import (
    LONGEST_QUERY,
    Rank,
    Segment,
    Span,
    Term,
    find,
    fold,
    letters_of,
    parse_query,
    segments,
    snippet,
)
from tests.factories import make_actor, make_claim, make_document, make_place, make_question, make_topic
from tests.properties import quick, thorough

# Letters of the documents' languages and others that fold oddly, with everything that can part them.
texts = st.text(alphabet="abAéÉßœﬁıİ’'‘ʿ-‐–. ,\u0301\u00ad\u0345½語\n1", max_size=40)
plain_texts = st.lists(st.text(alphabet="abc", min_size=1, max_size=4), min_size=1, max_size=8)


def marked(query: str, text: str) -> list[str]:
    match = find(parse_query(query), [text])
    return [text[span.start : span.end] for span in match.spans[0]] if match else []


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("jamaat", "Jama'at Nusrat", "Jama'at"),
        ("Jama’at", "Jama'at Nusrat", "Jama'at"),
        ("jama'at", "Jamaat Nusrat", "Jamaat"),
        ("al-qaida", "the al Qa‘ida way", "al Qa‘ida"),
        ("al-Qaïda", "al-Qaida.", "al-Qaida"),
        ("alqaida", "Al-Qaida", "Al-Qaida"),
        ("qaida", "al-Qa‘ida’s", "Qa‘ida"),
        ("islam", "soutien à l'Islam", "Islam"),
        ("heni", "He\u0301ni Nsaibia", "He\u0301ni"),
        ("HENI", "Héni", "Héni"),
        ("tsjaad", "Tunesië, Tsjaad", "Tsjaad"),
        ("tunesie", "Tunesië, Tsjaad", "Tunesië"),
        ("1000", "1,000–2,000", "1,000"),
        ("2,000", "from 2000 on", "2000"),
        ("qde159", "(QDe.159)", "QDe.159"),
        ("kidnap", "many kidnappings", "kidnappings"),
    ],
)
def test_word_is_found_however_it_is_spelled(query: str, text: str, found: str):
    assert marked(query, text) == [found]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("mali", "Somalia"),  # not a beginning
        ("al qaida", "Qaida"),  # one word is missing
        ("alqaida", "al Qaida"),  # nobody who writes one word means two
        ('"al qaida"', "alqaida"),  # nor does a phrase of two words mean one
        ("al qaida", "alqaida"),
        ("a", "an attack"),  # a beginning of one letter would find nearly everything
        ('"ag ghali"', "Ghali ag Iyad"),
        ('"ag ghal"', "Iyad ag Ghali"),  # the words of a phrase are whole
    ],
)
def test_what_is_not_asked_for_is_not_found(query: str, text: str):
    assert marked(query, text) == []


@pytest.mark.parametrize("quotes", ['""', "“”", "«»", "„“"])
def test_phrase_is_found_as_its_words_follow_each_other(quotes: str):
    assert marked(f"{quotes[0]}Ag Ghali{quotes[1]}", "Iyad ag-Ghali and Ghali") == ["ag-Ghali"]


def test_quotation_mark_without_its_pair_is_left_out():
    assert [term.words for term in parse_query('"ag ghali')] == ["ag", "ghali"]


def test_words_may_stand_in_different_texts_of_one_thing():
    match = find(parse_query("eizenga puzzle"), ["The Puzzle of JNIM", "Eizenga, Daniel"])
    assert match
    assert [len(spans) for spans in match.spans] == [1, 1]


@pytest.mark.parametrize(("query", "rank"), [("ansar dine", Rank.EXACT), ("ansar", Rank.WHOLE), ("ans", Rank.BEGINNING)])
def test_whole_words_rank_before_beginnings(query: str, rank: Rank):
    match = find(parse_query(query), ["Ansar Dine"])
    assert match
    assert match.rank is rank


@pytest.mark.parametrize("text", ["?!", "“”", "’", "—", " ", "\u0301"])
def test_query_without_a_letter_or_number_is_refused(text: str):
    with pytest.raises(ValueError, match="no letter or number"):
        parse_query(text)


def test_query_that_is_too_long_is_refused_and_not_repeated():
    with pytest.raises(ValueError, match=f"longer than {LONGEST_QUERY} characters") as refusal:
        parse_query("word " * 100)
    assert len(str(refusal.value)) < 100


@thorough
@given(texts)
def test_a_text_folds_to_its_letters_each_at_its_place(text: str):
    folded = fold(text)
    assert folded.letters == letters_of(text)
    assert len(folded.places) == len(folded.letters)
    assert list(folded.places) == sorted(folded.places)
    for letter, (start, end) in zip(folded.letters, folded.places, strict=True):
        assert letter in letters_of(text[start:end])


@thorough
@given(texts)
def test_folding_twice_changes_nothing(text: str):
    assert letters_of(letters_of(text)) == letters_of(text)


@thorough
@given(plain_texts)
def test_words_are_found_as_a_reader_would_find_them(words: list[str]):
    """Against the plain rule: a word of more than one letter is found where a word begins with it."""
    text = " ".join(words)
    for sought in {*words, "ab", "bc", "cab"}:
        expected = [word for word in words if (word == sought if len(sought) == 1 else word.startswith(sought))]
        assert marked(sought, text) == expected


@thorough
@given(plain_texts, st.data())
def test_phrase_is_found_where_its_words_stand(words: list[str], data: st.DataObject):
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    phrase = " ".join(words[start:end])
    found = marked(f'"{phrase}"', " ".join(words))
    assert phrase in found
    assert set(found) == {phrase}


@quick
@given(plain_texts, st.sampled_from([str.upper, str.title, lambda text: text.replace("a", "á"), lambda t: t.replace(" ", "-")]))
def test_every_text_is_found_by_its_own_words_whatever_their_form(words: list[str], change):
    text = " ".join(words)
    assert find(parse_query(change(text)), [text])
    assert find(parse_query(text), [change(text)])
    assert find(parse_query(text), [unicodedata.normalize("NFD", change(text))])


@quick
@given(texts, texts)
def test_one_word_more_never_finds_more(query: str, text: str):
    try:
        terms = parse_query(query)
    except ValueError:
        return
    if find(terms, [text]):
        assert all(find([term], [text]) for term in terms)


@quick
@given(texts, texts)
def test_what_is_marked_begins_with_what_was_sought(query: str, text: str):
    try:
        terms = parse_query(query)
    except ValueError:
        return
    match = find(terms, [text])
    for span in match.spans[0] if match else ():
        assert any(letters_of(text[span.start : span.end]).startswith(term.letters) for term in terms)


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda pair: Span(pair[0], pair[0] + pair[1])), max_size=6)


@thorough
@given(st.text(max_size=60), spans)
def test_segments_are_the_text_cut_where_marks_begin_and_end(text: str, marks: list[Span]):
    pieces = segments(text, marks)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)
    told = "".join(("1" if piece.marked else "0") * len(piece.text) for piece in pieces)
    assert told == "".join("1" if any(one.start <= at < one.end for one in marks) else "0" for at in range(len(text)))


@thorough
@given(st.lists(st.text(alphabet="ab", min_size=1, max_size=9), min_size=1, max_size=60), st.data())
def test_snippet_is_a_short_part_of_the_text_from_word_to_word(words: list[str], data: st.DataObject):
    text = " ".join(words)
    match = find([Term(words[0], words[0], {}, whole=True)], [text])
    assert match
    width = data.draw(st.integers(10, 80))
    cut = snippet(text, match.spans[0], width)
    shown = "".join(segment.text for segment in cut.segments)
    assert shown in text
    assert len(shown) <= width + len(words[0])
    assert set(shown.split()) <= set(words)
    assert Segment(words[0], True) in cut.segments
    assert cut.before or text.startswith(shown)
    assert cut.after or text.endswith(shown)


def test_snippet_is_the_whole_of_a_short_text():
    text = "JNIM is based in Mali."
    assert snippet(text, [Span(17, 21)]).segments == (
        Segment("JNIM is based in ", False),
        Segment("Mali", True),
        Segment(".", False),
    )


def test_snippet_is_cut_where_most_words_stand_together():
    text = f"gold {'x ' * 300}gold mines {'x ' * 300}"
    match = find(parse_query("gold mines"), [text])
    assert match
    shown = "".join(segment.text for segment in snippet(text, match.spans[0]).segments)
    assert "gold mines" in shown


def test_snippet_of_nothing_found_is_refused():
    with pytest.raises(ValueError, match="nothing was found"):
        snippet("JNIM is based in Mali.", [])


def results(client: Client, query: str, **more: str) -> dict[str, list[str]]:
    """Return the addresses that a search leads to, by kind: of each result the first."""
    page = client.get("/search/", {"q": query, **more}).content.decode()
    found: dict[str, list[str]] = {}
    for kind, item in re.findall(r'<li class="found" data-kind="(\w+)">(.*?)</li>', page, re.S):
        found.setdefault(kind, []).append(re.findall(r'href="([^"]+)"', item)[0])
    return found


def text_of(client: Client, query: str) -> str:
    """Return the words of a search's page, as they are read."""
    page = client.get("/search/", {"q": query}).content.decode()
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "kind", "address"),
    [
        ("ghali", "names", "/actors/iyad-ag-ghali/"),
        ("amadou diallo", "names", "/actors/amadou-koufa/"),  # by another of his names
        ("saharatak", "names", "/actors/aqim-sahara/"),  # by a Dutch one
        ("al-qaida lands", "names", "/actors/aqim/"),
        ("timbuktu", "names", "/places/timbuktu/"),
        ("tactics", "questions", "/topics/tactics/"),
        ("how many fighters", "questions", "/questions/fighters/"),
        ("roughly 800", "claims", "/claims/fighters-about-800/"),
        ("wagner cible privilegiee", "works", "/works/jeune-afrique-2022/"),
        ("ongeveer 800 leden", "passages", "/sources/kennisbank/#p31"),
        ("soutien a l’islam", "claims", "/claims/name-groupe-de-soutien-a-lislam-et-aux-musulmans/"),
        ("about 800 members", "passages", "/sources/kennisbank/#p31"),  # by our translation
        ("eizenga puzzle", "works", "/works/eizenga-williams-2020/"),  # by author and title
        ("acled", "works", "/sources/acled/"),
    ],
)
def test_words_lead_to_what_holds_them(client: Client, query: str, kind: str, address: str):
    assert address in results(client, query)[kind]


@pytest.mark.django_db
@pytest.mark.parametrize("of", [True, False])
def test_a_tie_is_found_by_its_words_with_both_its_ends(client: Client, of: bool):
    first, second = make_actor(name="Redshirts"), make_actor(name="Blueshirts")
    question = make_question(value_kind="relation", about=make_actor() if of else first)
    value = {"relation": "allied with", "to": second.key} | ({"of": first.key} if of else {})
    claim = make_claim(question=question, value=value, says="They were allies.")
    claim.actors.add(first, second)
    assert results(client, '"redshirts allied with blueshirts"')["claims"] == [claim.get_absolute_url()]
    assert "Redshirts: allied with Blueshirts" in text_of(client, "redshirts blueshirts")


@pytest.mark.django_db
def test_kinds_stand_in_one_order(client: Client):
    assert list(results(client, "mali")) == ["names", "questions", "claims", "passages", "works"]


@pytest.mark.django_db
def test_what_is_called_so_stands_before_what_only_holds_the_words(client: Client):
    assert results(client, "mali")["names"][0] == "/places/mali/"
    assert results(client, "al-qaeda maghreb")["names"] == ["/actors/aqim/", "/actors/aqim-sahara/"]


@pytest.mark.django_db
def test_heading_counts_the_results(client: Client):
    total = sum(len(found) for found in results(client, "thurston").values())
    assert f"{total} results for “thurston”" in text_of(client, "thurston")


@pytest.mark.django_db
def test_words_that_were_found_are_marked(client: Client):
    assert "<mark>Ghali</mark>" in client.get("/search/?q=ghali").content.decode()


@pytest.mark.django_db
def test_passage_is_shown_in_its_language_or_in_our_translation(client: Client):
    dutch = client.get("/search/?q=ongeveer+800").content.decode()
    assert '<blockquote class="found-words" lang="nl">' in dutch
    assert "in our translation" not in dutch
    english = client.get("/search/?q=about+800+members").content.decode()
    assert '<blockquote class="found-words" lang="en">' in english
    assert "in our translation" in english


@pytest.mark.django_db
def test_claim_is_found_with_the_documents_that_say_so(client: Client):
    evidence = Claim.objects.get(key="fighters-about-800").evidence.get()
    assert f'href="{evidence.get_absolute_url()}"' in client.get("/search/?q=roughly+800").content.decode()


@pytest.mark.django_db
def test_many_results_of_one_kind_are_shown_page_by_page(client: Client):
    every = [claim.get_absolute_url() for claim in Claim.objects.published() if "jnim" in letters_of(claim.says)]
    shown = [address for number in range(1, 9) for address in results(client, "jnim", kind="claims", page=str(number))["claims"]]
    assert set(shown) >= set(every)
    assert len(results(client, "jnim")["claims"]) < len(every)


@pytest.mark.django_db
@pytest.mark.parametrize("more", [{"kind": "nonsense"}, {"kind": "works"}, {"page": "x"}])
def test_kind_that_holds_nothing_is_left_out_of_account(client: Client, more: dict[str, str]):
    assert results(client, "roughly 800", **more) == results(client, "roughly 800")


@pytest.mark.django_db
@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN])
def test_claim_that_is_not_published_is_not_found_nor_what_it_alone_speaks_of(client: Client, status: Status):
    actor = make_actor(name="Zebra One")
    question = make_question(ask="How many zebras?", about=actor, topic=make_topic(title="Zebras"))
    claim = make_claim(status, says="There are 800 zebras.", question=question)
    claim.actors.add(actor)
    claim.places.add(make_place(name="Zebraland"))
    assert results(client, "zebra") == {}


@pytest.mark.django_db
def test_furniture_of_a_document_is_not_found(client: Client):
    make_document("A zebra crossed.\n\nLeave a Reply\n")
    assert list(results(client, "zebra")) == ["passages"]
    assert results(client, '"leave a reply"') == {}


@pytest.mark.django_db
def test_nothing_found_says_so_and_what_to_try(client: Client):
    page = text_of(client, "unicorn ghali")
    for words in ("Nothing found for “unicorn ghali”", "unicorn", "Fewer words find more", "Ideology"):
        assert words in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "message"), [("?!", "“?!” holds no letter or number"), ("word " * 99, "is longer than 200 characters")]
)
def test_query_that_cannot_be_read_is_told_why(client: Client, query: str, message: str):
    assert client.get("/search/", {"q": query}).status_code == 200
    assert message in text_of(client, query)


@pytest.mark.django_db
def test_page_without_words_shows_the_form_and_how_words_are_found(client: Client, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        page = client.get("/search/").content.decode()
    assert 'name="q" id="search-page"' in page
    assert "How words are found" in page


@pytest.mark.django_db
def test_every_search_that_the_page_offers_finds_something(client: Client):
    offered = re.findall(r'<a href="(\?q=[^"]+)"', client.get("/search/").content.decode())
    assert offered
    for query in offered:
        assert 'class="found"' in client.get(f"/search/{html.unescape(query)}").content.decode(), query


@pytest.mark.django_db
@pytest.mark.parametrize("query", ['<script>alert("x")</script> ghali', "ghali <b>", "“<img src=x onerror=alert(1)>”"])
def test_query_is_shown_as_text(client: Client, query: str):
    page = client.get("/search/", {"q": query}).content.decode()
    assert not re.search(r"<script>alert|<b>|<img", page)


@pytest.mark.django_db
def test_searches_are_kept_out_of_search_engines(client: Client):
    assert '<meta name="robots" content="noindex, follow">' in client.get("/search/?q=mali").content.decode()
