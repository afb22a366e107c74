"""What GitHub shows of a post (`bodyHTML`), made into HTML that means the same outside of it.

Addresses become absolute, lines of a file that the post shows become code, and what only works
with the site's scripts goes. Words of the author are never touched.
"""

from html import escape

from sitegen.sources._html import classes
from sitegen.sources._html_write import Step, Written, rewritten

# Without any of these a text is the same outside.
_MARKS = ('="/', "email-hidden-toggle", "js-file-line-container", "<clipboard-copy", "<tool-tip")
_FURNITURE = frozenset({"clipboard-copy", "tool-tip", "svg"})


def portable(html: str, host: str) -> str:
    """The post's HTML as it can be read anywhere."""
    if not any(mark in html for mark in _MARKS):
        return html
    return rewritten(html, f"https://{host}", _rule)


def _rule(step: Step) -> Written | None:
    node, named = step.node, classes(step.node)
    if node.tag in _FURNITURE or "email-hidden-toggle" in named:
        return Written()
    if node.tag == "table" and "js-file-line-container" in named:
        lines = [line.text() for line in node.css("td.js-file-line")]
        code = "\n".join([line.removesuffix("\n") for line in lines])
        return Written(f"<pre>{escape(code, quote=False)}</pre>")
    return None
