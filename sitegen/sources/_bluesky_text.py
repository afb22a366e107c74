"""The body of a Bluesky post: its text with links at byte offsets, and what is embedded in it.

Offsets count bytes of UTF-8, not characters; one that would cut a character is no offset.
Lexicons: app.bsky.richtext.facet, app.bsky.embed.*
"""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from sitegen.sources._chat import dicts, is_web, text_of
from sitegen.sources._html_link import link

SITE = "https://bsky.app"
_MOST_FACETS = 500


def body(record: Mapping[str, Any], view: object, author: str) -> str:
    """HTML. `view` is the embed as the server shows it, where it does; `author` a DID."""
    text = text_of(record, "text")
    parts = [_paragraphs(_linked(text, dicts(record.get("facets"))))]
    embed = view if isinstance(view, dict) else record.get("embed")
    if isinstance(embed, dict):
        parts.extend(_embedded(embed, author))
    return "".join(parts)


def address_of(uri: str) -> str | None:
    """Where people read a post: at://DID/app.bsky.feed.post/KEY; None for other records."""
    authority, collection, key = uri_parts(uri)
    if collection != "app.bsky.feed.post":
        return None
    return f"{SITE}/profile/{authority}/post/{key}"


def uri_parts(uri: str) -> tuple[str, str, str]:
    """(authority, collection, record key) of an at:// address; empty ones for anything else."""
    parts = uri.removeprefix("at://").split("/")
    if not uri.startswith("at://") or len(parts) != 3 or not all(parts):
        return "", "", ""
    return parts[0], parts[1], parts[2]


# Text


def _linked(text: str, facets: list[dict[str, Any]]) -> str:
    """Escaped text with its facets as links. Those that overlap or cut a character are left out."""
    if not facets:
        return escape(text, quote=False)
    data = text.encode("utf-8", "replace")
    out: list[str] = []
    done = 0
    for start, end, address in sorted(_facets(facets[:_MOST_FACETS], len(data))):
        if start < done or not address:
            continue
        try:
            before, words = data[done:start].decode(), data[start:end].decode()
        except UnicodeDecodeError:
            continue
        out += (escape(before, quote=False), link(address, words))
        done = end
    out.append(escape(data[done:].decode("utf-8", "replace"), quote=False))
    return "".join(out)


def _facets(facets: list[dict[str, Any]], size: int) -> Iterator[tuple[int, int, str]]:
    for facet in facets:
        index = facet.get("index")
        start = index.get("byteStart") if isinstance(index, dict) else None
        end = index.get("byteEnd") if isinstance(index, dict) else None
        if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= size:
            continue
        for feature in dicts(facet.get("features")):
            if address := _target(feature):
                yield start, end, address
                break


def _target(feature: Mapping[str, Any]) -> str:
    kind = text_of(feature, "$type")
    if kind.endswith("#link"):
        address = text_of(feature, "uri")
        return address if is_web(address) else ""
    if kind.endswith("#mention"):
        person = text_of(feature, "did")
        return f"{SITE}/profile/{person}" if person else ""
    tag = text_of(feature, "tag")
    return f"{SITE}/hashtag/{tag}" if kind.endswith("#tag") and tag and "/" not in tag else ""


def _paragraphs(html: str) -> str:
    parts = [part.strip("\n") for part in html.split("\n\n")]
    return "".join([f"<p>{part.replace(chr(10), '<br>')}</p>" for part in parts if part.strip()])


# Embeds: as views of a server, or as records


def _embedded(embed: Mapping[str, Any], author: str) -> Iterator[str]:
    media, record = embed.get("media"), embed.get("record")
    if isinstance(media, dict):  # recordWithMedia
        yield from _media(media)
        record = record.get("record") if isinstance(record, dict) else None
    else:
        yield from _media(embed)
    if isinstance(record, dict):
        yield _record(record)


def _media(embed: Mapping[str, Any]) -> Iterator[str]:
    for picture in (*dicts(embed.get("images")), *dicts(embed.get("items"))):
        address = text_of(picture, "fullsize") or text_of(picture, "thumb")
        yield _attached(address, text_of(picture, "alt"), "image")
    external = embed.get("external")
    if isinstance(external, dict):
        address = text_of(external, "uri")
        title = text_of(external, "title") or address
        words = escape(text_of(external, "description"), quote=False)
        below = f"<p>{words}</p>" if words else ""
        yield f"<blockquote><p>{_words(address, title)}</p>{below}</blockquote>"
    if ".video" in text_of(embed, "$type"):
        yield _attached(text_of(embed, "playlist"), text_of(embed, "alt"), "video")


def _attached(address: str, words: str, kind: str) -> str:
    return f"<p>Attached: {_words(address, ' '.join(words.split()) or kind)}</p>"


def _words(address: str, words: str) -> str:
    return link(address, words) if is_web(address) else escape(words, quote=False)


def _record(record: Mapping[str, Any]) -> str:
    """A post that is quoted, or what else is embedded, as a link."""
    uri = text_of(record, "uri")
    address = address_of(uri) or ""
    author = record.get("author") or record.get("creator")
    name = text_of(author, "handle") if isinstance(author, dict) else ""
    value = record.get("value")
    if isinstance(value, dict):
        said = _paragraphs(_linked(text_of(value, "text"), dicts(value.get("facets"))))
        return (
            f"<blockquote><p>{_words(address, f'@{name}' if name else uri)}:</p>{said}</blockquote>"
        )
    for flag, why in (
        ("notFound", "was not found"),
        ("blocked", "is blocked"),
        ("detached", "was detached"),
    ):
        if record.get(flag) is True:
            return f"<blockquote><p>{_words(address, 'A post')} that {why}.</p></blockquote>"
    shown = text_of(record, "displayName") or text_of(record, "name") or address or uri
    return f"<blockquote><p>{_words(address, shown)}</p></blockquote>" if shown else ""
