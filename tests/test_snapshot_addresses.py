"""Where addresses lie in a snapshot, how pages link there, and what nginx is told of them."""

import pytest

from jnimref.static_site.addresses import Link, LinkForm, file_name, link_to, normalise, read_link, static_path
from jnimref.static_site.asking import Answer
from jnimref.static_site.crawl import Held
from jnimref.static_site.markup import links_of, replace_forms, replace_links
from jnimref.static_site.nginx import write_headers, write_rules


@pytest.mark.parametrize(
    ("address", "path", "file"),
    [
        ("/", "/", "index.html"),
        ("/claims/?page=2", "/claims/page=2/", "claims/page=2/index.html"),
        ("/coverage/?document=a&only=alone", "/coverage/document=a/only=alone/", "coverage/document=a/only=alone/index.html"),
        ("/coverage.csv", "/coverage.csv", "coverage.csv"),
        ("/coverage.csv?only=alone", "/only=alone/coverage.csv", "only=alone/coverage.csv"),
        ("/coverage/?reason=different+date", "/coverage/reason=different+date/", "coverage/reason=different+date/index.html"),
        ("/a/?b=%2E%2E%2Fc%C3%A9", "/a/b=..~2Fc~C3~A9/", "a/b=..~2Fc~C3~A9/index.html"),
    ],
)
def test_an_address_has_a_path_and_a_file(address: str, path: str, file: str):
    assert (static_path(address), file_name(static_path(address))) == (path, file)


def test_parameters_have_one_order_and_trackers_none():
    assert normalise("/a/?only=x&document=y&utm_source=mail&empty=#there") == "/a/?document=y&only=x"


@pytest.mark.parametrize(
    ("link", "read"),
    [
        ("/b/#c", Link("/b/", "c")),
        ("?kind=x", Link("/a/?kind=x", "")),
        ("../b/?y=1&x=2#c", Link("/b/?x=2&y=1", "c")),
        ("#c", None),
        ("https://elsewhere.example/b/", None),
        ("//elsewhere.example/b/", None),
        ("mailto:a@b.example", None),
    ],
)
def test_a_link_is_read_where_it_stands(link: str, read: Link | None):
    assert read_link(link, "/a/?page=2") == read


@pytest.mark.parametrize(
    ("path", "from_path", "link"),
    [
        ("/", "/", "./index.html"),
        ("/", "/claims/a/", "../../index.html"),
        ("/claims/page=2/", "/claims/", "./page=2/index.html"),
        ("/static/a.css", "/404.html", "./static/a.css"),
    ],
)
def test_a_relative_link_names_the_file(path: str, from_path: str, link: str):
    assert link_to(path, from_path, LinkForm.RELATIVE) == link
    assert link_to(path, from_path, LinkForm.ROOTED, "b") == f"{path}#b"


PAGE = """<p>href="/a/" <a class="x" href="/a/?b=1&amp;c=2">/a/</a><use href="/s.svg#i"/></p>
<form method="get" action="/a/"><select name="b"></select></form>
<form role="search" action="/search/"><input name="q"></form>"""


def test_links_are_those_of_elements_and_not_of_words():
    assert list(links_of(PAGE)) == ["/a/?b=1&c=2", "/s.svg#i", "/a/", "/search/"]
    assert replace_links(PAGE, lambda link: link) == PAGE
    assert '<a class="x" href="/A/?B=1&amp;C=2">/a/</a>' in replace_links(PAGE, str.upper)


def test_forms_but_the_search_are_replaced():
    page = replace_forms(PAGE, "<p>None here</p>")
    assert "<select" not in page
    assert page.count("<p>None here</p>") == 1
    assert '<form role="search"' in page


def test_nginx_is_told_what_moved_what_is_asked_for_and_what_is_a_download():
    held = [
        Held("/a/", "/a/", "text/html", {}),
        Held("/a/?b=x+y&c=2", "/a/b=x+y/c=2/", "text/html", {}),
        Held("/t.csv", "/t.csv", "text/csv", {"Content-Disposition": 'attachment; filename="t.csv"'}),
        Held("/a/bit/", "/a/bit/", "text/html", {"X-Robots-Tag": "noindex"}),
    ]
    lines = write_rules(held, {"/old/": "/a/"}, {"/a/": ["b", "c"]}).splitlines()
    for line in (
        '    "/old/" "/a/";',
        '    "/a/?b=x+y&c=2" "/a/b=x+y/c=2/index.html";',
        '    "/a/?c=2&b=x+y" "/a/b=x+y/c=2/index.html";',
        '    "/a/?c=2&b=x%20y" "/a/b=x+y/c=2/index.html";',
        r'    "~^/a/\\?(.*&)?(b|c)=" "1";',
        r'    "/t.csv" "attachment; filename=\"t.csv\"";',
        '    "/a/bit/index.html" "noindex";',
    ):
        assert line in lines


def test_headers_of_every_page_are_passed_on_and_those_of_one_are_not():
    policy = {"Content-Security-Policy": "b 'self'; a 'none'"}
    answer = Answer(200, {"Content-Type": "text/html", "X-Robots-Tag": "noindex"} | policy, b"")
    assert write_headers(answer.common_headers) == "add_header Content-Security-Policy \"a 'none'; b 'self'\" always;\n"
    assert answer.own_headers == {"X-Robots-Tag": "noindex"}
