"""Components in Jinja: escaped, called with what they declare and nothing else, and included by Django's templates."""

import pytest
from django.template import TemplateDoesNotExist, engines
from jinja2 import UndefinedError

from jnimref.components import COMPONENTS

ATTACK = "<script>alert('x')</script>\"&"
ESCAPED = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&#34;&amp;"


def render(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


def test_component_escapes_what_it_is_given():
    form = COMPONENTS.search_form(suffix="page", value=ATTACK)
    assert f'value="{ESCAPED}"' in form
    assert ATTACK not in form


def test_component_that_a_page_includes_is_escaped_once():
    page = render('{% include "components/search_form.html" with suffix="page" value=words only %}', words=ATTACK)
    assert f'value="{ESCAPED}"' in page
    assert "<form" in page


def test_component_sees_nothing_of_the_page_that_it_is_not_given():
    with pytest.raises(UndefinedError, match="'value' was not provided"):
        render('{% include "components/search_form.html" with suffix="page" only %}', value="words of the page")


def test_component_takes_no_more_than_it_declares():
    with pytest.raises(TypeError, match="no keyword argument 'colour'"):
        render('{% include "components/single.html" with words=True colour="red" only %}')


@pytest.mark.parametrize("name", ["components/no-such.html", "components/no_such.html", "nowhere.html"])
def test_component_that_is_not_there_is_not_found(name: str):
    with pytest.raises(TemplateDoesNotExist, match=name):
        render(f'{{% include "{name}" only %}}')
