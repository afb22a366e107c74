"""Templates as pages are made with them: another code for the same output."""

from collections.abc import Callable
from pathlib import Path

import pytest
from markupsafe import Markup

from sitegen.theme import load
from sitegen.theme.compiling import Shown
from sitegen.theme.context import Link
from sitegen.theme.env import environment

Write = Callable[..., Path]

_CONTEXT = {
    "link": Link("a b&\"'.html", "<i>"),
    "html": Markup("<b>bold</b>"),
    "number": 1234,
    "nothing": None,
    "words": ["a&b", "c"],
    "table": {"class": "<x>", "n": 1},
}
_SOURCES = (
    "plain text & <p>",
    "{{ link.href }}|{{ link.text }}|{{ link.count }}",
    "{{ html }}{{ html ~ link.text }}{{ link.text|safe }}{{ 'a<' ~ 'b' }}",
    "{{ number }}{{ nothing }}{{ 1.5 }}{{ true }}{{ words }}",
    "{% for word in words %}{{ word }}, {{ loop.index }}{% endfor %}",
    "{% set x %}<p>{{ link.text }}</p>{% endset %}{{ x }}{{ x|length }}",
    "{% filter upper %}{{ link.text }} b{% endfilter %}",
    "{% macro m(a) %}<u>{{ a }}{{ caller() }}</u>{% endmacro %}"
    "{% call m(link.text) %}{{ number }}{% endcall %}",
    "{% block a %}<i>{{ link.text }}</i>{% endblock %}{{ self.a() }}",
    "{% autoescape false %}{{ link.text }}{% endautoescape %}",
    "{{ table.class }}{{ table.n }}{{ table['class'] }}",
    "{{ link.text if number > 5 else html }}{{ 'x' if false }}",
    "{% import 'other.txt' as o %}{{ o.hello(link) }}{{ o }}",
    "{% include 'other.txt' %}",
    "{% extends 'frame.txt' %}{% block a %}{{ super() }}{{ link.text }}{% endblock %}",
)
_OTHERS = {
    "templates/other.txt": "{% macro hello(of) %}hello {{ of.href }}{% endmacro %}[{{ 1 + 1 }}]",
    "templates/frame.txt": "<{% block a %}{{ number }}{% endblock %}>",
}


@pytest.mark.parametrize("source", _SOURCES)
@pytest.mark.parametrize("apart", [False, True])
def test_pages_are_made_with_the_output_of_the_engine(
    write: Write, source: str, apart: bool
) -> None:
    root = write("mine", {"templates/page.txt": source, **_OTHERS}).parent
    theme = load("mine", [root], {})
    env = environment(theme, inlined=True)
    env.apart = apart  # type: ignore[attr-defined]
    expected = environment(theme).get_template("page.txt").render(_CONTEXT)
    assert env.get_template("page.txt").render(_CONTEXT) == expected


def test_values_are_told_from_text_and_from_markup(write: Write) -> None:
    source = "<p>{{ link.text }}{{ html }}{{ number }}</p>"
    root = write("mine", {"templates/page.txt": source}).parent
    env = environment(load("mine", [root], {}), inlined=True)
    env.apart = True  # type: ignore[attr-defined]
    pieces = list(env.get_template("page.txt").generate(_CONTEXT))
    assert pieces == ["<p>", "&lt;i&gt;", "<b>bold</b>", "1234", "</p>"]
    assert [type(piece) is Shown for piece in pieces] == [False, True, False, True, False]
