"""The loop over lines of Markdown: what the parser's own would make, of the same rules."""

import random

import pytest
from markdown_it.parser_inline import ParserInline
from test_bodies_cost import UNITS

from sitegen import bodies
from sitegen.bodies import discord, github, markdown, reddit
from sitegen.bodies.characters import tidy
from sitegen.bodies.lines import SIGNS, Lines

TEXT = ("a", "b ", " ", "(", ")", "https://a.b/c", "u/abc", "!", "|", "h", "w", '/s "x"')


@pytest.mark.parametrize("markup", ["markdown", "reddit", "github", "discord"])
def test_lines_are_read_as_by_the_parser_itself(
    markup: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(markup)
    parts = (*UNITS, *TEXT * 4)
    texts = [tidy("".join(chance.choices(parts, k=chance.randrange(2, 20)))) for _ in range(300)]
    ours = [bodies.RENDERERS[markup](text) for text in texts]
    for name in ("tokenize", "skipToken"):
        monkeypatch.setattr(Lines, name, getattr(ParserInline, name))
    assert ours == [bodies.RENDERERS[markup](text) for text in texts]


def test_of_every_rule_it_is_known_what_it_begins_with() -> None:
    dialects = (markdown._DIALECT, reddit._REDDIT, discord._DISCORD, github._WITH_HTML)
    for dialect in dialects:
        rules = dialect.get_active_rules()["inline"]
        assert set(rules) <= {"text", *SIGNS}
