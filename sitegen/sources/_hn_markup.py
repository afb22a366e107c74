"""From the elements of a comment to Hacker News's own markup, as its API writes it.

Paragraphs are set apart by <p>; <i>, <a> and <pre><code> are kept, all else is transparent or
furniture (the reply link). White space that a program put in when it laid the page out anew
becomes what it was.
"""

import re
from html import escape

from sitegen.sources._hn_links import absolute
from sitegen.sources._html import Node, attribute, classes, walk

_FURNITURE = frozenset({"script", "style", "form", "textarea", "input", "table", "template"})
_LAID_OUT = re.compile(r"[ \t\r]*\n[ \t\r\n]*[ \t]")  # a line break and what indents the next line
_SPACES = re.compile(r"[ \t\r]+")
_SEAM = "\0"  # stands for white space of the layout; no text of a page holds it
_RUN = re.compile(rf"[ {_SEAM}]{{2,}}")
_BEFORE_STOP = re.compile(rf"(</[ia]>){_SEAM}(?=[.,;:!?)\]])")
_AFTER_OPENING = re.compile(rf"(?<=[(\[]){_SEAM}(?=<[ia])")
_AROUND = re.compile(rf"(<(?:i|a [^>]*)>)([ {_SEAM}]*)([^<]*?)([ {_SEAM}]*)(</[ia]>)")


def markup(top: Node, archived: bool) -> str:
    """The text of a comment or story. `archived`: its links lead through the Wayback Machine."""
    paragraphs: list[str] = []
    line: list[str] = []

    def end_paragraph() -> None:
        text = _tidied("".join(line))
        line.clear()
        if text:
            paragraphs.append(text)

    for node, begins in walk(top, _is_entered):
        tag = node.tag
        if node.is_text_node:
            line.append(_text(node.text_content or ""))
        elif tag == "pre" and begins:
            end_paragraph()
            paragraphs.append(f"<pre><code>{escape(_code(node.text()))}</code></pre>")
        elif tag in ("p", "div") or (tag == "br" and begins):
            end_paragraph()
        elif node.first_child is None:
            continue
        elif tag in ("i", "em"):
            line.append("<i>" if begins else "</i>")
        elif tag == "a" and begins and attribute(node, "href"):
            href = escape(absolute(attribute(node, "href"), archived))
            line.append(f'<a href="{href}" rel="nofollow">')
        elif tag == "a" and not begins and attribute(node, "href"):
            line.append("</a>")
    end_paragraph()
    return "<p>".join(paragraphs)


def _is_entered(node: Node) -> bool:
    """Whether an element holds words of the author."""
    tag = node.tag
    if tag in _FURNITURE or tag == "pre":
        return False
    if tag == "font" and attribute(node, "size") == "1":
        return False  # the reply link of 2007 to 2015, or dashes in its place
    return not (tag in ("div", "span") and "reply" in classes(node))


def _code(told: str) -> str:
    """Code as the site writes it: every line indented by two spaces at least, none blank first.

    Anything else is the work of a program that laid the page out anew: it moves the first line,
    or all lines alike.
    """
    lines = told.rstrip().split("\n")
    if lines[0].startswith("  ") and not lines[0].isspace():
        return told
    while lines and not lines[0].strip():
        lines.pop(0)
    if not lines:
        return ""
    first, rest = lines[0], [line for line in lines[1:] if line.strip()]
    least = min((_indent(line) for line in rest), default=0)
    shift = 0 if _indent(first) > least else least - 2
    lines[1:] = [line[shift:] if shift > 0 else line for line in lines[1:]]
    return "\n".join(["  " + first.lstrip(), *lines[1:]])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _text(told: str) -> str:
    return escape(_SPACES.sub(" ", _LAID_OUT.sub(_SEAM, told)))


def _tidied(text: str) -> str:
    if _SEAM in text or "<" in text:
        text = _AROUND.sub(r"\2\1\3\5\4", _RUN.sub(_one, text))
    if _SEAM in text:
        text = _RUN.sub(_one, text)
        text = _AFTER_OPENING.sub("", _BEFORE_STOP.sub(r"\1", text)).replace(_SEAM, " ")
    return text.strip()


def _one(run: re.Match[str]) -> str:
    return " " if " " in run[0] else _SEAM
