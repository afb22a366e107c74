"""A template's digest changes exactly when something it depends on does."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.errors import ThemeError
from sitegen.theme import Theme, load
from sitegen.theme.context import CONTEXTS
from sitegen.theme.digests import closure, template_digest, template_digests

Write = Callable[..., Path]

FILES = {
    "templates/base.html": "{% include 'parts/head.html' %}{% block main %}{% endblock %}",
    "templates/parts/head.html": "head{% include ['hook.html', 'other.html'] ignore missing %}",
    "templates/thread.html": "{% extends 'base.html' %}{% import 'macros.html' as m %}",
    "templates/macros.html": "{% macro m() %}{% endmacro %}",
    "templates/list.html": "{% extends 'base.html' %}{% from 'names.html' import n %}",
    "templates/names.html": "{% macro n() %}{% endmacro %}",
}


@pytest.fixture
def digest(write: Write, tmp_path: Path) -> Callable[[str], str]:
    write("parent", FILES)
    write(
        "child", {"templates/thread.html": "{% extends 'parent:thread.html' %}"}, extends="parent"
    )
    return lambda name: template_digest(load("child", [tmp_path / "themes"], {}), name)


def test_a_closure_goes_through_parents_includes_and_imports(
    digest: Callable[[str], str], tmp_path: Path
) -> None:
    theme = load("child", [tmp_path / "themes"], {})
    assert closure(theme, "thread.html") == {
        "thread.html", "parent:thread.html", "base.html", "macros.html", "parts/head.html",
        "hook.html", "other.html",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("file", "thread", "listing"),
    [
        ("parent/templates/base.html", True, True),
        ("parent/templates/parts/head.html", True, True),
        ("parent/templates/thread.html", True, False),
        ("parent/templates/macros.html", True, False),
        ("parent/templates/names.html", False, True),
        ("child/templates/thread.html", True, False),
        ("child/templates/hook.html", True, True),  # a new file: an optional hook is filled
        ("child/templates/base.html", True, True),  # a new file: overrides the parent's
        ("child/templates/list.html", False, True),
        ("parent/templates/unrelated.html", False, False),
        ("parent/static/css/a.css", False, False),
    ],
)
def test_a_digest_changes_exactly_when_its_closure_does(
    digest: Callable[[str], str], tmp_path: Path, file: str, thread: bool, listing: bool
) -> None:
    before = digest("thread.html"), digest("list.html")
    path = tmp_path / "themes" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    text = path.read_text() if path.exists() else FILES.get(f"templates/{path.name}", "")
    path.write_text(text + "{# edited #}")
    after = digest("thread.html"), digest("list.html")
    assert (after[0] != before[0], after[1] != before[1]) == (thread, listing)


def test_an_empty_hook_is_as_good_as_none(digest: Callable[[str], str], tmp_path: Path) -> None:
    before = digest("thread.html")
    (tmp_path / "themes/child/templates/hook.html").write_text("")
    assert digest("thread.html") == before


def test_a_hook_of_the_default_theme_counts_once_it_is_filled(tmp_path: Path) -> None:
    def digests() -> dict[str, str]:
        return template_digests(load("default", [], {}, tmp_path))

    before = digests()
    hook = tmp_path / "templates/partials/hooks/head-end.html"
    hook.parent.mkdir(parents=True)
    hook.write_text("<meta name=x content=y>")
    filled = digests()
    changed = {name for name in before if before[name] != filled[name]}
    assert changed == {name for name in CONTEXTS if name.endswith(".html")}
    hook.write_text("<meta name=x content=z>")
    assert digests()["404.html"] not in (before["404.html"], filled["404.html"])


@pytest.mark.parametrize(
    ("source", "message", "hint"),
    [
        ("\n{% include name %}", "computed", "write it as it is"),
        ("\n{% extends 'a' ~ b %}", "computed", "write it as it is"),
        ("\n{% include ['macros.html', b] %}", "computed", "write it as it is"),
        ("\n{% include 'macro.html' %}", "no template 'macro.html'", "did you mean 'macros.html'"),
        ("\n{% include ['a', 'b'] %}", "no template 'a', 'b'", ""),
        ("\n{% extends 'child:thread.htm' %}", "no template 'child:thread.htm'", ""),
        ("\n{% if %}", "Expected an expression", ""),
    ],
)
def test_a_template_that_cannot_be_followed_is_told_with_its_line(
    write: Write, source: str, message: str, hint: str
) -> None:
    root = write("mine", {**FILES, "templates/thread.html": source}).parent
    theme = load("mine", [root], {})
    with pytest.raises(ThemeError) as caught:
        template_digest(theme, "thread.html")
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert f"{root / 'mine' / 'templates' / 'thread.html'}:2" in caught.value.where


def test_a_template_that_is_missing_gets_the_nearest_name(digest: Callable[[str], str]) -> None:
    with pytest.raises(ThemeError, match=r"there is no template 'thred.html'") as caught:
        digest("thred.html")
    assert "did you mean 'thread.html'?" in caught.value.hint


def test_every_kind_of_page_has_a_digest(default: Theme) -> None:
    digests = template_digests(default)
    assert digests.keys() == CONTEXTS.keys()
    assert len(set(digests.values())) == len(CONTEXTS)
    assert digests["list.html"] == template_digest(default, "list.html")
