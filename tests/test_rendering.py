"""Text as HTML: safe, well nested, and with no character lost."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.emphasis import find_emphasis
from sources.models import Passage
from sources.rendering import Key, Link, Mark, render_span, render_text
from sources.segmentation import Markup
from tests.factories import home_of, make_citation, make_claim, make_document, make_work
from tests.steps import grows_linearly


class Reading(HTMLParser):
    """Reads HTML as a browser shows it: its text, the text in marks and in those of one id, and whether tags nest."""

    def __init__(self, html: str, of: str = "") -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.marked, self.linked, self.named = "", "", "", ""
        self.of = of
        self.open: list[str] = []
        self.names: list[str | None] = []
        self.tags: set[str] = set()
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.names.append(dict(attrs).get("id") or dict(attrs).get("data-of"))
        self.tags.add(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        self.names.pop()

    def handle_data(self, data):
        self.text += data
        self.marked += data if "mark" in self.open else ""
        self.linked += data if "a" in self.open else ""
        self.named += data if self.of and self.of in self.names else ""


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60)


@st.composite
def texts_with_spans(draw):
    text = draw(TEXTS)
    edges = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(lambda span: span[0] < span[1])
    return text, draw(st.lists(edges, max_size=6))


@given(texts_with_spans())
def test_plain_text_is_shown_letter_by_letter(case):
    text, spans = case
    assert Reading(render_text(text, Markup.PLAIN, [Mark(*span) for span in spans])).text == text


@given(texts_with_spans())
def test_marks_cover_their_spans_and_no_other_letter(case):
    text, spans = case
    covered = "".join(letter for at, letter in enumerate(text) if any(start <= at < end for start, end in spans))
    marked = Reading(render_text(text, Markup.PLAIN, [Mark(*span) for span in spans])).marked
    assert "".join(marked.split()) == "".join(covered.split())


@given(texts_with_spans())
def test_markdown_is_well_nested_and_holds_no_tag_but_ours(case):
    text, spans = case
    marks = [Mark(start, end, id=f"m{index}") for index, (start, end) in enumerate(spans)]
    assert Reading(render_text(text, Markup.MARKDOWN, marks)).tags <= {"em", "strong", "sup", "sub", "mark"}


@pytest.mark.parametrize("markup", list(Markup))
@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "<a href='x'>b</a>"]
)
def test_text_never_becomes_a_tag_that_acts(markup: Markup, text: str):
    assert not Reading(render_text(text, markup, [Mark(0, 4)])).tags & {"script", "img", "a"}


def test_mark_crosses_the_marks_of_markdown():
    html = render_text("a **bold claim** here", Markup.MARKDOWN, [Mark(0, 8, "k", current=True)])
    assert html == (
        '<mark id="k" data-current="">a </mark><strong><mark data-of="k" data-current="">bold</mark> claim</strong> here'
    )


def test_mark_holds_the_marks_of_markdown_that_it_does_not_cross():
    html = render_text("a **bold** claim", Markup.MARKDOWN, [Mark(0, 16, "k")])
    assert html == '<mark id="k">a <strong>bold</strong> claim</mark>'


def test_mark_within_a_mark_keeps_both_whole():
    html = render_text("one two three", Markup.PLAIN, [Mark(4, 7, "inner"), Mark(0, 13, "outer")])
    assert html == '<mark id="outer">one <mark id="inner">two</mark> three</mark>'


def test_marks_that_begin_together_have_an_id_each():
    html = render_text("one two", Markup.PLAIN, [Mark(0, 3, "short"), Mark(0, 7, "long")])
    assert html == '<mark id="long"><mark id="short">one</mark> two</mark>'


def test_of_marks_that_cross_the_second_is_cut():
    html = render_text("one two three", Markup.PLAIN, [Mark(0, 7, "first"), Mark(4, 13, "second")])
    assert html == '<mark id="first">one <mark id="second">two</mark></mark><mark data-of="second"> three</mark>'


@given(texts_with_spans())
def test_every_mark_has_its_id_once(case):
    text, spans = case
    marked = [span for span in set(spans) if text[slice(*span)].strip()]
    html = render_text(text, Markup.PLAIN, [Mark(span[0], span[1], f"m{index}") for index, span in enumerate(marked)])
    assert all(html.count(f' id="m{index}"') == 1 for index in range(len(marked)))


@given(texts_with_spans())
def test_the_parts_of_a_mark_are_its_words(case):
    text, spans = case
    html = render_text(text, Markup.PLAIN, [Mark(span[0], span[1], f"m{index}") for index, span in enumerate(spans)])
    for index, span in enumerate(spans):
        assert "".join(Reading(html, of=f"m{index}").named.split()) == "".join(text[slice(*span)].split())


@given(texts_with_spans())
def test_keys_add_no_letter(case):
    text, spans = case
    keys = [Key(end, "a", "#a") for _, end in spans]
    html = render_text(text, Markup.PLAIN, [Mark(*span) for span in spans], keys=keys)
    assert Reading(html).text == text
    assert html.count('class="note-key"') == len(keys)


def test_key_stands_after_the_marks_that_end_there():
    html = render_text("one two", Markup.PLAIN, [Mark(0, 3, "k")], keys=[Key(3, "a", "#p1-a")])
    assert html == '<mark id="k">one</mark><a class="note-key" href="#p1-a" data-key="a" aria-label="note a"></a> two'


def test_key_stands_in_no_link():
    html = render_text("see Doe 2020 too", Markup.PLAIN, [Mark(0, 7)], [Link(4, 12, "/works/doe-2020/")], [Key(7, "a", "#a")])
    assert '</a><a class="note-key"' in html


def test_links_that_overlap_stand_beside_each_other():
    html = render_text("Doe 2020", Markup.PLAIN, [], [Link(0, 5, "/a/"), Link(2, 8, "/b/")])
    assert html == '<a class="citation" href="/a/">Doe 2</a><a class="citation" href="/b/">020</a>'


def test_edge_within_a_mark_of_emphasis_loses_no_word():
    html = render_text("a **b** c", Markup.MARKDOWN, [Mark(3, 6, "k")])
    assert Reading(html).text == "a b c"
    assert Reading(html).marked == "b"


# What Markdown would take for something else, and what is shown of it.
SHOWN = {
    "2017. The group was founded.": "2017. The group was founded.",
    "[1]: https://example.org/a": "[1]: https://example.org/a",
    "5*3*2 is 30": "5*3*2 is 30",
    "It holds [words](https://example.org) and ![a map](map.png)": "It holds [words](https://example.org) and ![a map](map.png)",
    "* one star": "* one star",
    "- a dash, + a plus": "- a dash, + a plus",
    "1) first": "1) first",
    "> quoted": "> quoted",
    "    indented": "    indented",
    "a\n\nb\n---\nc\n===": "a\n\nb\n---\nc\n===",
    "# no heading here": "# no heading here",
    "use `code` and \\*this\\*": "use `code` and \\*this\\*",
    "AT&T, &amp; and &copy;": "AT&T, &amp; and &copy;",
    "<b>bold</b> and <br> and 3 < 4": "<b>bold</b> and <br> and 3 < 4",
    "<https://example.org> or <a@b.org>": "<https://example.org> or <a@b.org>",
    "snake_case_name and a_b": "snake_case_name and a_b",
    "| a | b |\n|---|---|": "| a | b |\n|---|---|",
    "*one* and **two**": "one and two",
    "**Dynamics of *one* war**": "Dynamics of one war",
    "as told.<sup>12</sup> Then": "as told.12 Then",
    "<sup>open": "<sup>open",
    "**strong and *half**": "strong and *half",
    "**unclosed and *half*": "**unclosed and half",
}


@pytest.mark.parametrize(("text", "shown"), SHOWN.items())
def test_every_word_of_a_markdown_passage_is_shown(text: str, shown: str):
    assert Reading(render_text(text, Markup.MARKDOWN)).text == shown


MARKDOWN = st.text(
    st.one_of(st.sampled_from("*_`[]()<>&#-+.1!|~\\ \n\t\ra:/"), st.characters(exclude_categories=["Cs", "Cc"])),
    min_size=1,
    max_size=40,
)


def less_emphasis(text: str) -> str:
    """Return a text without its marks of emphasis."""
    marks = find_emphasis(text)
    return "".join(letter for at, letter in enumerate(text) if not any(mark.start <= at < mark.end for mark in marks))


@given(MARKDOWN, st.data())
def test_what_is_seen_of_markdown_is_its_text_less_the_marks_of_emphasis(text: str, data):
    span = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True)))
    html = render_text(text, Markup.MARKDOWN, [Mark(span[0], span[1], "m")])
    shown = less_emphasis(text).replace("\r\n", "\n").replace("\r", "\n")  # as HTML reads line breaks
    assert Reading(html).text.replace("\r\n", "\n").replace("\r", "\n") == shown


@given(MARKDOWN)
def test_marks_of_emphasis_are_signs_alone_and_nest(text: str):
    opened: list[str] = []
    for mark in find_emphasis(text):
        assert text[mark.start : mark.end] in {"*", "**", "***", "_", "__", "___", "<sup>", "</sup>", "<sub>", "</sub>"}
        if mark.opens:
            opened.append(mark.tag)
        else:
            assert opened.pop() == mark.tag
    assert not opened


def test_every_passage_of_the_shipped_markdown_document_shows_all_its_words(db):
    passages = Passage.objects.filter(document__markup="markdown")
    assert passages
    for passage in passages:
        shown = Reading(render_text(passage.text, Markup.MARKDOWN)).text
        assert shown == less_emphasis(passage.text)


def test_key_outside_the_text_is_refused():
    with pytest.raises(ValueError, match="lies outside"):
        render_text("four", Markup.PLAIN, keys=[Key(0, "a", "#a")])


def test_marks_that_touch_keep_apart():
    html = render_text("ab", Markup.PLAIN, [Mark(0, 1, "first"), Mark(1, 2, "second")])
    assert html == '<mark id="first">a</mark><mark id="second">b</mark>'


def test_id_stands_once():
    assert render_text("a *b* c", Markup.MARKDOWN, [Mark(0, 7, "k")]).count('id="k"') == 1


def test_citation_is_a_link_within_a_mark():
    html = render_text("see Doe 2020", Markup.PLAIN, [Mark(0, 12)], [Link(4, 12, "/works/doe-2020/", 'Doe "D"')])
    assert '<a class="citation" href="/works/doe-2020/" title="Doe &quot;D&quot;">Doe 2020</a>' in html


@pytest.mark.parametrize("span", [(-1, 2), (0, 99), (2, 2), (3, 1)])
def test_span_outside_the_text_is_refused(span: tuple[int, int]):
    with pytest.raises(ValueError, match="lies outside"):
        render_text("four", Markup.PLAIN, [Mark(*span)])


@given(text=MARKDOWN, data=st.data())
def test_words_of_a_markdown_text_are_shown_as_the_whole_text_shows_them(text: str, data):
    """A quote has the letters that stand marked where the reader marks its span, and no more tags than are allowed."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    shown = Reading(render_span(text, Markup.MARKDOWN, start, end))
    signs = {place for mark in find_emphasis(text) for place in range(mark.start, mark.end)}
    assert shown.text == "".join(text[place] for place in range(start, end) if place not in signs)
    assert shown.tags <= {"em", "strong", "sup", "sub"}


@given(texts_with_spans())
def test_words_of_a_plain_text_are_shown_letter_by_letter(case):
    text, spans = case
    for start, end in spans:
        assert Reading(render_span(text, Markup.PLAIN, start, end)).text == text[start:end]


@pytest.mark.parametrize(
    ("quote", "html"),
    [
        ("the *Katiba Macina* group", "the <em>Katiba Macina</em> group"),
        ("Macina* group", "<em>Macina</em> group"),
        ("the *Katiba", "the <em>Katiba</em>"),
        ("Katiba Macina", "<em>Katiba Macina</em>"),
        ("group & **its *own* men**", "group &amp; <strong>its </strong><strong><em>own</em></strong><strong> men</strong>"),
        ("*own", "<strong><em>own</em></strong>"),
        ("5 * 3", "5 * 3"),
    ],
)
def test_a_quote_has_the_emphasis_that_lies_within_it_and_no_sign(quote: str, html: str):
    text = "It is the *Katiba Macina* group & **its *own* men**, 5 * 3 of them."
    start = text.index(quote)
    assert render_span(text, Markup.MARKDOWN, start, start + len(quote)) == html


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (0, 9)])
def test_words_outside_a_text_are_refused(start: int, end: int):
    with pytest.raises(ValueError, match="outside the text"):
        render_span("eight ch", Markup.PLAIN, start, end)


@pytest.mark.django_db
def test_pages_show_no_sign_of_emphasis_in_a_quote(client):
    document = make_document("The *Katiba Macina* group.\n\nLeave a Reply\n", markup="markdown")
    claim = make_claim(quote="The *Katiba Macina* group", document=document)
    claim.evidence.update(passage=document.passages.content()[0])
    question = home_of(claim)
    make_citation(work := make_work(), document.passages.content()[0], end=len("The *Katiba Macina*"))
    for address, quote in (
        (f"{claim.get_absolute_url()}evidence/", "The <em>Katiba Macina</em> group</p></blockquote>"),
        (question.get_absolute_url(), "The <em>Katiba Macina</em> group</p></blockquote>"),
        (question.topic.get_absolute_url(), "The <em>Katiba Macina</em> group</q>"),
        (work.get_absolute_url(), "The <em>Katiba Macina</em></q>"),
    ):
        assert quote in client.get(address).content.decode(), address


@pytest.mark.parametrize("markup", list(Markup))
@pytest.mark.parametrize("character", ["\U000f0000", "\U000ffffd", "\U00100000", "\U0010fffd", "\ue000", "\u0002", "\u0003"])
def test_no_character_of_a_text_is_taken_for_something_else(markup: Markup, character: str):
    text = f"one {character} *two*"
    html = render_text(text, markup, [Mark(0, 5, "k")], [Link(4, 9, "/works/doe-2020/")], [Key(5, "a", "#a")])
    assert Reading(html).text == (less_emphasis(text) if markup is Markup.MARKDOWN else text)


@pytest.mark.parametrize("piece", ["*a* ", "**a *b ", "_a_ ", "<sup>1</sup>", "(Doe 2020) *a* "])
def test_work_grows_with_the_length_of_a_text_and_no_faster(piece: str):
    def render(text: str) -> None:
        links = [Link(start, start + 2, "/works/doe-2020/") for start in range(0, len(text) - 4, 5)]
        render_text(text, Markup.MARKDOWN, [Mark(0, len(text) - 1, "k")], links, [Key(len(text), "a", "#a")])

    assert grows_linearly(render, piece)


def test_parts_of_marks_that_are_cut_together_nest_the_longer_outside():
    html = render_text("one two three", Markup.PLAIN, [Mark(0, 3, "a"), Mark(1, 9, "b"), Mark(2, 13, "c")])
    assert html == (
        '<mark id="a">o<mark id="b">n<mark id="c">e</mark></mark></mark>'
        '<mark data-of="c"><mark data-of="b"> two t</mark>hree</mark>'
    )


def test_mark_without_words_is_not_written():
    assert render_text("one two", Markup.PLAIN, [Mark(3, 4, "k")]) == "one two"
    assert render_text("a *b* c", Markup.MARKDOWN, [Mark(0, 3, "k")]) == '<mark id="k">a </mark><em>b</em> c'


def test_link_is_cut_by_emphasis_and_never_by_a_mark():
    html = render_text("see *Doe* 2020", Markup.MARKDOWN, [Mark(0, 8, "k")], [Link(4, 14, "/w/")])
    assert html == ('<mark id="k">see </mark><a class="citation" href="/w/"><mark data-of="k"><em>Doe</em></mark> 2020</a>')
    html = render_text("see *the Doe* 2020", Markup.MARKDOWN, [], [Link(9, 18, "/w/")])
    assert html == 'see <em>the <a class="citation" href="/w/">Doe</a></em><a class="citation" href="/w/"> 2020</a>'
