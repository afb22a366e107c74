"""Checking a theme: what is found, what is not, and the colours as a browser works them out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.theme import Theme, available, bundled, load, stylesheet
from sitegen.theme.check import Finding, check
from sitegen.theme.contrast import colour, ratio, too_weak

Write = Callable[..., Path]


def found(write: Write, files: dict[str, str]) -> list[Finding]:
    folder = write("own", files, extends="default")
    return check(load("own", [folder.parent], {}))


@pytest.mark.parametrize("name", available([bundled()]))
def test_nothing_is_found_in_what_comes_with_sitegen(name: str) -> None:
    assert check(load(name, [], {})) == []


@pytest.mark.parametrize(
    ("file", "text", "message", "hint"),
    [
        (
            "list.html",
            '{% extends "default:list.html" %}{% block row %}{% endblock %}',
            "there is no block 'row' to fill",
            "'rows'",
        ),
        ("partials/footer.html", "{{ site.options.acent }}", "no option 'acent'", "'accent'"),
        ("partials/footer.html", "{{ site.tittle }}", "no field 'tittle'", "'title'"),
        ("partials/footer.html", '<img src="a.png">', "an image without alt", "alt"),
        ("partials/footer.html", "<select></select>", "a field without a label", "label"),
        ("partials/foter.html", "x", "no page uses this template", "remove"),
        ("row.html", "x", "no page uses this template", "'partials/row.html'"),
        ("partials/footer.html", "{% include site.title %}", "is computed", "as it is"),
        ("partials/footer.html", "{% if %}", "Expected an expression", ""),
    ],
)
def test_a_mistake_is_found_with_its_place(
    write: Write, file: str, text: str, message: str, hint: str
) -> None:
    findings = found(write, {f"templates/{file}": text})
    told = next(finding for finding in findings if message in finding.message)
    assert hint in told.hint
    assert file.rpartition("/")[2] in told.where or "case" in told.where


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("partials/hooks/head-end.html", '<meta name="x" content="y">'),
        ("partials/hooks/body-end.html", "{# nothing yet #}"),
        ("partials/footer.html", '{% include "partials/mine.html" ignore missing %}'),
        ("partials/footer.html", '<label>Find <input name="q"></label>'),
        ("partials/footer.html", '<label for="q">Find</label><input id="q">'),
        ("partials/footer.html", '<input type="hidden"><input aria-label="Find">'),
        (
            "list.html",
            '{% extends "default:list.html" %}{% block rows %}{% block mine %}{% endblock %}'
            "{{ super() }}{% endblock %}",
        ),
    ],
)
def test_what_is_right_is_left_alone(write: Write, file: str, text: str) -> None:
    assert found(write, {f"templates/{file}": text}) == []


def test_colours_are_worked_out_from_custom_properties(default: Theme) -> None:
    said = {"accent": "#1f6f6b", "same": "oklch(from var(--accent) 0.492 c h)"}
    same = colour("var(--same)", said, "light")
    assert same is not None
    assert [round(part * 255) for part in same] == pytest.approx([0x1F, 0x6F, 0x6B], abs=1)
    assert ratio((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    assert colour("light-dark(#fff, rgb(0 0 0))", said, "dark") is None
    assert colour("var(--a)", {"a": "var(--b)", "b": "var(--a)"}, "light") is None
    assert list(too_weak(stylesheet(default))) == []


def test_a_palette_that_cannot_be_read_is_told() -> None:
    css = ":root{--paper:light-dark(#fff,#111);--ink:#777}@media print{:root{--ink:#fff}}"
    assert [(text, ground, scheme) for text, ground, scheme, _ in too_weak(css)] == [
        ("ink", "paper", "light"), ("ink", "paper", "dark"),
    ]  # fmt: skip
