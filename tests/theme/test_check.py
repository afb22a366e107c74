"""Checking a theme: what is found, what is not, and the colours as a browser works them out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.theme import Theme, available, bundled, copies, load, stylesheet
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


FOOT = "partials/footer.html"
# Each thing that the check promises: the file with the fault, what is told, and where.
PROMISED = {
    "an unused partial": ("partials/lonely.html", "x", "no page uses this template", "lonely.html"),
    "an unknown option": (FOOT, "{{ site.options.acent }}", "no option 'acent'", f"{FOOT}:1"),
    "one in brackets": (FOOT, "{{ site.options['acent'] }}", "no option 'acent'", f"{FOOT}:1"),
    "a block that is gone": (
        "list.html",
        '{% extends "default:list.html" %}\n{% block row %}{% endblock %}',
        "there is no block 'row' to fill",
        "list.html:2",
    ),
    "no alt": (FOOT, '<p>\n<img src="a.png"></p>', "an image without alt", f"{FOOT}:2"),
    "no alt of a button": (FOOT, "<input type=image>", "an image without alt", f"{FOOT}:1"),
    "no label": (FOOT, '<p>\n\n<input name="q"></p>', "a field without a label", f"{FOOT}:3"),
    "an empty label": (FOOT, '<input aria-label="">', "a field without a label", f"{FOOT}:1"),
    "a computed include": (FOOT, "\n{% include site.title %}", "is computed", f"{FOOT}:2"),
    "a weak palette": ("", ":root { --ink: #aaa }", "--ink on --paper", "the style sheet"),
}
# What keeps a page from being made at all.
OTHERS = {
    "nothing": "",
    "an unknown field": "{{ site.tittle.more }}",
    "an unknown name": "{% for a in nobody %}{% endfor %}",
    "a file that is not there": '<a href="{{ page.static }}none.pdf">x</a>',
    "a template that is not there": '{% include "partials/none.html" %}',
    "a computed name": '{% include "partials/" ~ site.title %}',
}


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("fault", PROMISED)
def test_every_promised_fault_is_told_once_alone_and_beside_others(
    write: Write, fault: str, other: str
) -> None:
    file, text, message, where = PROMISED[fault]
    path = f"templates/{file}" if file else "static/css/15-own.css"
    files = {path: text}
    if file == FOOT:
        files[path] += f"\n\n{OTHERS[other]}"
    else:
        files[f"templates/{FOOT}"] = OTHERS[other]
    told = [finding for finding in found(write, files) if message in finding.message]
    lines = {finding.where.partition("\n")[0].partition(": ")[0] for finding in told}
    mine = [line for line in lines if where in line]
    assert mine, "it is not told"
    of_one_scheme = len(told) - (fault == "a weak palette") * (len(told) - 1)
    assert of_one_scheme == len(lines), "it is told once for each place"


def test_a_check_sees_what_changed_since_the_last_one(write: Write) -> None:
    """Templates are compiled once: not where others that they include, or files, have changed."""
    foot = '{% include "partials/mine.html" ignore missing %}<a href="{{ page.static }}a.pdf">a</a>'
    files = {f"templates/{FOOT}": foot, "static/a.pdf": "a"}
    mine = "templates/partials/mine.html"
    image = '<img src="a.png">'
    for text in ("", "{# nothing #}", image, ""):
        told = [finding.message for finding in found(write, {**files, mine: text})]
        assert told == ["an image without alt"] * (text == image)
    folder = write("own", files, extends="default")
    (folder / mine).unlink()
    assert found(write, files) == []
    (folder / "static/a.pdf").unlink()
    (finding,) = found(write, {f"templates/{FOOT}": foot})
    assert "there is no static file 'a.pdf'" in finding.message
    assert found(write, files) == []


def test_a_mistake_on_many_pages_is_told_once_with_how_many(write: Write) -> None:
    (finding,) = found(write, {f"templates/{FOOT}": '<img src="a.png">'})
    first, page, more = finding.where.splitlines()
    assert first.endswith(f'{FOOT}:1: <img src="a.png">')
    assert page.startswith("thread.html, with")
    assert more.startswith("and on ")
    text = '{% extends "default:404.html" %}{% block main %}<img src="a.png">{% endblock %}'
    (finding,) = found(write, {"templates/404.html": text, f"templates/{FOOT}": ""})
    assert len(finding.where.splitlines()) == 2


def test_the_numbers_of_elements_are_on_no_page_and_in_no_message(write: Write) -> None:
    text = """{% set a = "<img src='a.png'>" %}{{ a|safe }}<IMG\nsrc=b.png>"""
    told = found(write, {f"templates/{FOOT}": text})
    assert [finding.message for finding in told] == ["an image without alt"]
    assert "data-" not in str(told)


def test_a_mistake_in_a_parent_of_ones_own_does_not_end_the_check(write: Write) -> None:
    write("base", {"templates/list.html": "{% block a %}{% if %}"}, extends="default")
    own = {"templates/list.html": '{% extends "base:list.html" %}{% block b %}{% endblock %}'}
    root = write("own", own, extends="base").parent
    messages = [finding.message for finding in check(load("own", [root], {}))]
    assert any("Expected an expression" in message for message in messages)


@pytest.mark.parametrize("before", ["", "{{ site.tittle }}"])
def test_a_copy_whose_original_changed_is_told_with_a_diff(
    write: Write, tmp_path: Path, before: str
) -> None:
    folder = write(
        "own", {"templates/partials/row.html": "<li>{{ row.title }}\n"}, extends="default"
    )

    def theme() -> Theme:
        return load("own", [folder.parent], {}, tmp_path)

    copies.copy(theme(), "partials/row.html", tmp_path)
    assert check(theme(), tmp_path) == []
    (tmp_path / "templates/partials/row.html").write_text(f"<li>mine {before}\n")
    (folder / "templates/partials/row.html").write_text("<li>{{ row.author }}\n")
    told = [finding for finding in check(theme(), tmp_path) if "was copied" in finding.message]
    (copied,) = told
    assert copied.message == "partials/row.html was copied from own 1, and has changed there"
    assert copied.hint.splitlines()[-2:] == ["-<li>{{ row.title }}", "+<li>{{ row.author }}"]
    (folder / "templates/partials/row.html").unlink()
    assert any("-<li>{{ row.title }}" in told.hint for told in check(theme(), tmp_path))


OPTION = """name = "own"
version = "1"
extends = "default"
[options.badge_ink]
type = "colour"
default = "#000"
help = "Of the letters on badges."
"""


@pytest.mark.parametrize(
    ("css", "value", "pairs"),
    [
        (".b{color:var(--badge-ink);background:var(--tint)}", "#111111", {"--tint where dark"}),
        (".b{color:var(--badge-ink);background:#fff}", "#eee", set()),
        (".b{border-color:var(--badge-ink)}", "#eee", set()),
        (".b{color:var(--badge-ink)}", "#eee", {"--paper where light"}),
        ("@media print{.b{color:var(--badge-ink)}}", "#eee", set()),
        (":root{--muted:var(--badge-ink)}", "#eee", {"--paper where light", "--mark where light"}),
    ],
)
def test_a_colour_that_the_site_sets_is_looked_at_where_it_is_used(
    write: Write, css: str, value: str, pairs: set[str]
) -> None:
    folder = write("own", {"static/css/56-own.css": css})
    (folder / "theme.toml").write_text(OPTION)
    told = check(load("own", [folder.parent], {"badge_ink": value}))
    said = {finding.message for finding in told}
    assert len(said) == len(pairs), said
    for pair in pairs:
        ground, scheme = pair.split(" where ")
        assert any(f"on {ground}" in one and one.endswith(f"is {scheme}") for one in said)


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
