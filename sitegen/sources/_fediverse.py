"""Posts of Mastodon and of servers like it: their ids, people and bodies.

A post's address (`uri`) is the same on all servers; the number that a server gives it is not.
Entities: https://docs.joinmastodon.org/entities/Status/; objects of archives:
https://www.w3.org/TR/activitystreams-vocabulary/
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import escape
from typing import Any
from urllib.parse import urlsplit

from sitegen.sources._chat import dicts, first_words, is_web, text_of
from sitegen.sources._html import text_of as words_of
from sitegen.sources._html import tree
from sitegen.sources._html_link import link

# Addresses of posts on Mastodon, in all its generations: the server's own number is in them.
_OWN = re.compile(r"/(?:ap/)?(?:users/[^/]+/statuses|@[^/]+)/(\d+)/?")
_PERSON = re.compile(r"/(?:users/|@|ap/users/)([^/]+)/?")
PUBLIC = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
_AUDIENCES = {"private": "followers only", "direct": "direct message"}


def post_id(address: str) -> str | None:
    """The id of a post from its address; None for what is no address."""
    host, path = _parts(address)
    if not host:
        return None
    own = _OWN.fullmatch(path)
    return f"mastodon:{host}/{own[1] if own else path.lstrip('/')}"


def host_of(address: str) -> str:
    return _parts(address)[0]


@lru_cache(maxsize=1024)  # of one status it is asked several times, of one person often
def _parts(address: str) -> tuple[str, str]:
    try:
        parts = urlsplit(address)
    except ValueError:
        return "", ""
    if parts.scheme not in ("https", "http") or not parts.path.strip("/"):
        return "", ""
    query = f"?{parts.query}" if parts.query else ""
    return parts.netloc.lower().rpartition("@")[2], parts.path + query


@lru_cache(maxsize=1024)
def handle(name: str, address: str) -> str | None:
    """A person as others write to them: "@ann@example.social"."""
    name = name.lstrip("@")
    host = host_of(address)
    if not name:
        found = _PERSON.fullmatch(_parts(address)[1])
        if found is None:
            return address or None
        name = found[1]
    return f"@{name}" if "@" in name or not host else f"@{name}@{host}"


def title_of(html: str, warning: str) -> str | None:
    """The first words of a post that opens a thread."""
    if warning.strip():
        return first_words(warning)
    for part in (html.partition("</p>")[0].partition("<br")[0], html):
        root, _ = tree(part)
        if root and (words := first_words(words_of(root))):
            return words
    return None


def audience(visibility: str) -> tuple[str, ...]:
    return (_AUDIENCES[visibility],) if visibility in _AUDIENCES else ()


# Bodies


def body_of(status: Mapping[str, Any]) -> str:
    """The HTML of a status with its warning, pictures, poll, preview and what it quotes."""
    source = escape(text_of(status, "text"), quote=False).replace("\n", "<br>")
    parts = [warned(text_of(status, "spoiler_text")), text_of(status, "content") or source]
    for media in dicts(status.get("media_attachments")):
        address = text_of(media, "url") or text_of(media, "remote_url")
        parts.append(attached(address, text_of(media, "description"), text_of(media, "type")))
    poll = status.get("poll")
    if isinstance(poll, dict):
        parts.append(
            polled(
                [(text_of(o, "title"), o.get("votes_count")) for o in dicts(poll.get("options"))]
            )
        )
    card = status.get("card")
    if isinstance(card, dict) and text_of(card, "title"):
        words = escape(text_of(card, "description"), quote=False)
        below = f"<p>{words}</p>" if words else ""
        shown = linked(text_of(card, "url"), text_of(card, "title"))
        parts.append(f"<blockquote><p>{shown}</p>{below}</blockquote>")
    parts.extend(_quoted(status.get("quote")))
    return "".join(parts)


def _quoted(quote: object) -> Iterator[str]:
    inner = quote.get("quoted_status") if isinstance(quote, dict) else None
    if not isinstance(inner, dict):
        return
    account = inner.get("account")
    account = account if isinstance(account, dict) else {}
    name = handle(text_of(account, "acct"), text_of(account, "url")) or "a post"
    address = text_of(inner, "url") or text_of(inner, "uri")
    said = text_of(inner, "content")
    yield f"<blockquote><p>{linked(address, name)}:</p>{said}</blockquote>"


def warned(warning: str) -> str:
    if not warning:
        return ""
    words = escape(warning.strip(), quote=False)
    return f"<p><strong>Content warning: {words}</strong></p>" if words else ""


def attached(address: str, description: str, kind: str) -> str:
    """A line for a picture, a film or a sound."""
    words = " ".join(description.split()) or kind or "a file"
    return f"<p>Attached: {linked(address, words)}</p>"


def polled(options: list[tuple[str, object]]) -> str:
    lines = []
    for title, votes in options:
        count = f" ({votes})" if isinstance(votes, int) else ""
        lines.append(f"<li>{escape(title, quote=False)}{count}</li>")
    return f"<ul>{''.join(lines)}</ul>" if lines else ""


def linked(address: str, words: str) -> str:
    return link(address, words) if is_web(address) else escape(words, quote=False)
