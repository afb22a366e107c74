"""Possessive groups: every pattern that has one is compiled so that each Python matches it."""

import re
import sys
import time
from pathlib import Path

import pytest

from sitegen import possessive
from sitegen.model import permalink_paths

ROOT = Path(possessive.__file__).parent


@pytest.mark.parametrize(
    ("pattern", "changed"),
    [
        (r"(?:a*+b)*+c", r"(?:a*+b)*c"),
        (r"(a){2,3}+(b)?+(c)++d", r"(a){2,3}(b)?(c)+d"),
        (r"[()*+,;]+\)*+", r"[()*+,;]+\)*+"),
        (r"[])*+]x(y)*", r"[])*+]x(y)*"),
        (rb"(?:\\.[^\"]*+)*+", rb"(?:\\.[^\"]*+)*"),
    ],
)
def test_only_groups_become_greedy(pattern: str | bytes, changed: str | bytes) -> None:
    assert possessive.greedy(pattern) == changed  # type: ignore[type-var]


def test_a_round_that_fails_half_way_is_taken_back() -> None:
    assert possessive.compiled(r"(?:a*+b)*+").match("aabaac")[0] == "aab"  # type: ignore[index]


def test_no_pattern_is_compiled_otherwise() -> None:
    """Sources are searched for signs of such groups; what names them goes through this module."""
    for path in ROOT.rglob("*.py"):
        text = path.read_text("utf-8")
        if path.name != "possessive.py" and re.search(r"\)(?:[*+?]|\{[0-9,]+\})\+", text):
            assert "possessive.compiled(" in text, path


def test_what_was_compiled_has_none_where_python_cannot_match_them() -> None:
    import sitegen.sources.table  # noqa: F401 - loads most modules

    named = [
        (name, value.pattern)
        for module, loaded in sorted(sys.modules.items())
        if module.startswith("sitegen.")
        for name, value in vars(loaded).items()
        if isinstance(value, re.Pattern | possessive._Later)
    ]
    assert any(isinstance(value, possessive._Later) for value in vars(permalink_paths).values())
    having = [name for name, pattern in named if possessive.greedy(pattern) != pattern]
    assert bool(having) == possessive.IS_SOUND


def test_a_pattern_is_compiled_once_when_it_is_first_used(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    compiled = re.compile
    monkeypatch.setattr(re, "compile", lambda *of: made.append(of[0]) or compiled(*of))
    pattern = possessive.compiled("(?P<sign>[a-c])+", re.I)
    assert made == []
    assert pattern.search(" Ab")[0] == "Ab"  # type: ignore[index]
    assert pattern.sub("-", "xABCx") == "x-x"
    assert made == ["(?P<sign>[a-c])+"]
    for name in dir(compiled("")):
        if not name.startswith("_") and name != "scanner":
            eager = getattr(compiled("(?P<sign>[a-c])+", re.I), name)
            assert getattr(pattern, name) == eager
    with pytest.raises(AttributeError, match="scan"):
        pattern.scan  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.parametrize("sound", [True, False])
def test_greedy_groups_take_no_squared_time(sound: bool) -> None:
    string = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
    pattern = rb'\{[^"{}]*+(?:%s[^"{}]*+)*+\}' % string
    found = re.compile(pattern if sound and possessive.IS_SOUND else possessive.greedy(pattern))
    data = rb'{"a": "b\"c", ' * 1 + rb'"a": "b\"c", ' * 40_000
    start = time.process_time()
    assert not found.match(data)
    assert time.process_time() - start < 2
