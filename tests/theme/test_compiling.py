"""Templates as pages are made with them: another code for the same output."""

from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import TemplateError
from markupsafe import Markup

from sitegen.theme import load
from sitegen.theme.compiling import text_of
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
    "{% import 'words.txt' as o %}{{ o }}{{ o|string|length }}",
    "{% set x %}{% include 'words.txt' %}{{ number }}{% endset %}{{ x }}",
    "{% filter upper %}{% include 'words.txt' %}{% endfilter %}",
    "{% include 'other.txt' %}",
    "{{ table.items()|list|length }}{{ table.n.real }}",
    "{% extends 'frame.txt' %}{% block a %}{{ super() }}{{ link.text }}{% endblock %}",
    "{% extends 'middle.txt' %}{% block a %}({{ super() }}){% endblock %}",
    "{% extends 'middle.txt' %}{% block b %}{{ number }}{% block c %}c{% endblock %}{% endblock %}",
    "{% extends 'frame.txt' %}{% block a %}{{ super()|upper }}{% endblock %}",
    "{% extends 'frame.txt' %}{% set words = ['x'] %}{% block a %}{{ words }}{% endblock %}",
    "{% extends 'frame.txt' %}text{% block a %}{{ words }}{% endblock %}",
    "text{% extends 'frame.txt' %}{% block a %}{{ words }}{% endblock %}",
    "{% block a %}{% set number = 1 %}{% block b %}{{ number }}{% endblock %}{% endblock %}",
    "{% block a %}{% for number in [1] %}{% block b %}{{ number }}{% endblock %}{% endfor %}"
    "{% endblock %}",
    "{% block a %}{% if words %}{% block b %}{{ words[0] }}{% endblock %}{% endif %}{% endblock %}",
    "{% set number = 5 %}{% block a %}{{ number }}{% set number = 6 %}{% endblock %}{{ number }}",
    "{% block a %}{{ number }}{% endblock %}{% include 'other.txt' %}{% include 'frame.txt' %}",
    "{% extends 'frame.txt' if number else 'middle.txt' %}{% block a %}x{% endblock %}",
    "{% extends 'scoped.txt' %}{% block a %}{{ word }}{% endblock %}",
    "{% extends 'inside.txt' %}{% block a %}{{ super() }}!{% endblock %}",
)
_OTHERS = {
    "templates/words.txt": "{% for word in ['a&b', 5] %}{{ word }}{% block z scoped %}"
    "{{ word }}{% endblock %}{% endfor %}",
    "templates/other.txt": "{% macro hello(of) %}hello {{ of.href }}{% endmacro %}[{{ 1 + 1 }}]",
    "templates/frame.txt": "<{% block a %}{{ number }}{% endblock %}>",
    "templates/middle.txt": "{% extends 'frame.txt' %}{% block a %}[{{ super() }}"
    "{% block b %}{{ link.text }}{% endblock %}{{ words }}]{% endblock %}",
    "templates/scoped.txt": "{% for word in words %}{% block a scoped %}{% endblock %}{% endfor %}",
    "templates/inside.txt": "{% include 'frame.txt' %}{% block a %}{% include 'other.txt' %}"
    "{% endblock %}",
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
    assert text_of(env.get_template("page.txt").generate(_CONTEXT)) == expected


def test_values_are_told_from_text_and_from_markup(write: Write) -> None:
    source = "<p>{{ link.text }}{{ html }}{{ number }}</p>"
    root = write("mine", {"templates/page.txt": source}).parent
    env = environment(load("mine", [root], {}), inlined=True)
    env.apart = True  # type: ignore[attr-defined]
    pieces = list(env.get_template("page.txt").generate(_CONTEXT))
    assert pieces == ["<p>", ("&lt;i&gt;",), "<b>bold</b>", ("1234",), "</p>"]


def test_what_a_template_extends_is_put_in_place(write: Write) -> None:
    source = "{% extends 'middle.txt' %}{% block b %}{{ super() }}{% endblock %}"
    root = write("mine", {"templates/page.txt": source, **_OTHERS}).parent
    template = environment(load("mine", [root], {}), inlined=True).get_template("page.txt")
    assert template.blocks == {}
    assert template.render(_CONTEXT) == "<[1234&lt;i&gt;[&#39;a&amp;b&#39;, &#39;c&#39;]]>"


def test_what_is_missing_of_an_inheritance_is_told_as_ever(write: Write) -> None:
    for source in (
        "{% extends 'none.txt' %}",
        "{% extends 'required.txt' %}",
        "{% extends 'page.txt' %}",
        "{% block a %}{{ super() }}{% endblock %}",
    ):
        files = {
            "templates/page.txt": source,
            "templates/required.txt": "{% block a required %}{% endblock %}",
        }
        theme = load("mine", [write("mine", files).parent], {})
        told = []
        for env in (environment(theme), environment(theme, inlined=True)):
            with pytest.raises((TemplateError, RecursionError)) as raised:
                env.get_template("page.txt").render()
            told.append((type(raised.value), str(raised.value)))
        assert told[0] == told[1]
