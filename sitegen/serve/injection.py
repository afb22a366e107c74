"""The reload's script into a page, on its way to the browser: themes know nothing of it."""

import re
from html import escape

_END = re.compile(rb"</body\s*>", re.IGNORECASE)
_POLICY = re.compile(
    rb"<meta\b(?=[^>]*http-equiv=[\"']?content-security-policy)[^>]*>", re.IGNORECASE
)
_CONTENT = re.compile(rb"""content=("[^"]*"|'[^']*')""", re.IGNORECASE)
_NEEDED = ("connect-src", "script-src", "style-src")


def with_reload(page: bytes, path: str, digest: str, styles: str) -> bytes:
    """The page with the script at its end, and leave for it in the page's security policy.

    `path` and the two digests, of the page and of its styles, tell the script what it shows.
    """
    script = (
        f'<script src="/_sitegen/reload.js" data-page="{escape(path)}" data-seen="{digest}"'
        f' data-styles="{styles}" defer></script>'
    ).encode()
    page = _POLICY.sub(_allowed, page, count=1)
    ends = list(_END.finditer(page))
    at = ends[-1].start() if ends else len(page)
    return page[:at] + script + page[at:]


def _allowed(meta: re.Match[bytes]) -> bytes:
    return _CONTENT.sub(
        lambda content: b"content=" + content[1][:1] + policy(content[1][1:-1]) + content[1][:1],
        meta[0],
        count=1,
    )


def policy(told: bytes) -> bytes:
    """A security policy that also lets the site's own scripts, styles and streams in."""
    directives = [part.split() for part in told.decode("utf-8", "replace").split(";")]
    by_name = {words[0].lower(): words[1:] for words in directives if words}
    for name in _NEEDED:
        sources = by_name.get(name, by_name.get("default-src", []))
        kept = [source for source in sources if source != "'none'" and source != "&#39;none&#39;"]
        by_name[name] = kept if "'self'" in kept or "&#39;self&#39;" in kept else [*kept, _SELF]
    return "; ".join(" ".join([name, *sources]) for name, sources in by_name.items()).encode()


_SELF = "'self'"
