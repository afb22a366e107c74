"""Hostile bodies of 20 KB: no more work than their length asks for, and no flood of output.

Work is counted, not timed: twice the text makes about twice the calls. What is spent inside of
one call, in a regular expression, shows in a bound on time that only quadratic work can reach.
"""

import time
from collections.abc import Callable
from cProfile import Profile

import pytest
from body_html import Read

from sitegen import bodies
from sitegen.bodies import html, markdown, reddit
from sitegen.bodies.characters import tidy

SIZE = 20_000
SECONDS = 1.25  # of CPU; linear work takes 0.05 to 0.25, quadratic work of this size much more
MARKUPS = ("plain", "hn", "reddit", "markdown", "github", "html", "slack", "discord")

UNITS = (
    # addresses
    "http:", "://", "www.", "http://", "https://a.b/", "http://(", "http://)", "a@b.c ",
    "www.a.b ",
    # Markdown
    "> ", ">> ", "- ", "* ", "1. ", "# ", "|", "a|", "a|b\n-|-\n", "`", "``` ", "```\n", "`` ` ",
    "~", "~~", "*a ", "*a*", "**a**", "_*", "a**b", "\\", "[", "]", "[](", "[a](b)", "[a]: b\n",
    "![", "![a](", "](", "<http://", "<a@", "&", "&#", "&amp;", "    a\n", "a\n---\n",
    "- a\n  - b\n", "a\\\n",
    # Reddit
    "^", "^(", "^a", "^(a ", "^_", "^.", ">!", ">!a!<", "!<", ">!\n", "u/ab", "r/ab/", "&#x200B;",
    "&nbsp;\n",
    # HTML
    "<", "<a ", "<a href=\"", "<a href='", "<a \"", "<a title=\"<\">", "<b>", "</b>", "<i a=1>",
    "<p>x", "<p><i>", "<div>", "<ul><li>", "<li>", "<table>", "<table><tr><td>", "<td>",
    "<dl><dd>", "<pre>", "<pre><code>", "<!--", "-->", "<script>", "</script>", "<style>", "<svg>",
    "<math>", "<br>", "<img src=http://a.b>", "<span class=spoiler>",
    "<span aria-hidden=\"true\">", "<h1>", "<int>",
    # GitHub
    "#1 ", "@a ", "a/b#1", "@a/", "GH-1", "> [!NOTE]\n", "<!-- --x ", "<?", "<![CDATA[", "<!A ",
    "<details>\n", "```suggestion\n```\n", "a-",
    # Hacker News
    "&gt;", "<p>&gt;", "<p>&gt;&gt;", "<i>&gt;", "<pre><code>  x", "&#x27;",
    "<a href=\"http://a.b\">x</a>",
    # Slack and Discord
    "||", "||a||", "__", "__a__ ", ">>> ", "-# a\n", "> a\nb\n", "- a\nb\n", "<@", "<@1>", "<t:1>",
    "<:", "<a|", "<!", "*a* ", "_a_ ", "~a~ ", ":a", ":tada:", "&gt;&gt;&gt;",
    "```a", "<http://a.b|", "~~~\n",
    # characters
    "\n", "\n\n", "a\n", "a  \n", " ", "\t", "\r", "\x00", "\u202e", "\ud800", "\ue000", "א", "é",
)  # fmt: skip
BUILT = {
    "emphasis in emphasis": "**" * (SIZE // 4) + "a" + "**" * (SIZE // 4),
    "brackets, then targets": "[" * (SIZE // 2) + "](" * (SIZE // 6),
    "fences of growing length": "".join("`" * length + " " for length in range(1, 200)),
    "wide table of short rows": "a|" * 300 + "a\n" + "-|" * 300 + "-\n" + "|\n" * (SIZE // 4),
    "many wide tables": ("a|" * 16 + "a\n" + "-|" * 16 + "-\n" + "|\n" * 30 + "\n") * (SIZE // 200),
    "one spoiler's end": ">!" * (SIZE // 2) + "!<",
    "one spoiler's end, by lines": ">!\n" * (SIZE // 3) + "!<",
    "spoilers in a link": "[" + ">!" * (SIZE // 2) + "](http://a.b)!<",
    "one script's end": "<script>" * (SIZE // 16) + "</script>" + "<script>" * (SIZE // 16),
    "one comment's end": "<!--" * (SIZE // 8) + "-->" + "<!--" * (SIZE // 8),
    "paragraphs in emphases": "<p>" + "".join(f"<i a={n}>" for n in range(1000)) + "<p>x" * 2500,
    "paragraphs in a long link": f"<a href='http://a.b/{'x' * 3900}'>" + "<p>x" * 4500,
    "crossed tags": "<b><div>" * (SIZE // 16) + "</b>" * (SIZE // 8),
}
PROGRAMS = {
    f"{language}: {unit!r}": f"```{language}\n{unit * (SIZE // len(unit))}\n```"
    for language in ("c#", "java", "c", "c++", "python", "typescript", "makefile", "json", "hcl")
    for unit in ("a\n", "\n", "a b ", "/", "\\'", "a.", "(", "'")
} | {
    f"{language}: many": f"```{language}\n{'a b' * 60}\n```\n" * (SIZE // 200)
    for language in ("c#", "java", "python")
}
TEXTS = {repr(unit): unit * (SIZE // len(unit)) for unit in UNITS} | BUILT


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_hostile_texts_take_linear_time(text: str) -> None:
    for markup in MARKUPS:
        start = time.process_time()
        rendered = bodies.RENDERERS[markup](tidy(text))
        assert time.process_time() - start < SECONDS, markup
        assert len(rendered) < 20 * len(text) + 20_000, markup


@pytest.mark.parametrize("text", PROGRAMS.values(), ids=PROGRAMS.keys())
def test_hostile_programs_take_linear_time(text: str) -> None:
    start = time.process_time()
    rendered = bodies.RENDERERS["markdown"](text)
    assert time.process_time() - start < SECONDS
    assert Read(rendered).faults == []


def calls(render: Callable[[str], str], text: str) -> int:
    """How many functions are called, ours and the libraries', those written in C among them."""
    profile = Profile()
    profile.runcall(render, text)
    return sum(function.callcount for function in profile.getstats())


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_twice_the_text_is_twice_the_work(unit: str) -> None:
    for render in (html.render, markdown.render, reddit.render):
        once, twice = (tidy(unit * (size // len(unit))) for size in (1500, 3000))
        render(once)  # whatever is made at first use is made
        assert calls(render, twice) < 2.3 * calls(render, once) + 200
