"""Links: which addresses may be followed, and bare addresses in plain text.

http, https and mailto, nothing else; every link says rel="nofollow ugc". An address that cannot
be trusted to lead where it seems to (credentials, backslashes, control characters in its host)
stays text.
"""

import re

from sitegen.bodies.characters import escape, escape_attribute
from sitegen.entities import unescape

SCHEMES = frozenset({"http", "https", "mailto"})
REL = "nofollow ugc"  # noopener has no meaning without target, and no link of ours has one

# Browsers drop tabs and newlines anywhere in an address, and controls and spaces at its ends.
_DROPPED = re.compile("[\x00-\x1f\x7f]")
# A host is made of letters of any script, digits, dots and hyphens, or is an IPv6 literal. The
# ranges above ASCII are full-width punctuation, which host names are normalised from.
_HOST = r"(?:[^\x00-,/:-@\[-^`{-\xa0\u3000-\u3002\uff00-\uff0f\uff1a-\uff20\s]+|\[[0-9a-f:.]+\])"
_WEB = re.compile(rf"https?://{_HOST}(?::\d{{0,5}})?(?:[/?#].*)?", re.I | re.S)
_MAIL = re.compile(r"mailto:[^\x00-\x20<>\"\\@]+@[^\x00-\x20<>\"\\@]+", re.I)

# An address in running text ends at white space, at a quotation mark or bracket that addresses
# do not hold, and at East Asian punctuation. The bound keeps a hostile text linear.
_LONGEST = 4000
_BARE = re.compile(
    r"(?<![A-Za-z0-9_@/.-])(?:https?://|www\.(?=[^\s.]))"
    r"[^\s<>\"\u3000-\u3003\u3008-\u3011\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f]{1,4000}"
)
_TAIL = frozenset("?!.,:;*_~'`\"\\]}|^")


def safe(url: str) -> str | None:
    """The address as it may stand in an href, not yet escaped; None: not to be followed.

    One without a scheme ("//host/") gets https: the archive may be read from a folder.
    """
    url = _DROPPED.sub("", url).strip(" ")
    if url.startswith("//"):
        url = f"https:{url}"
    if _WEB.fullmatch(url):
        return url.replace(" ", "%20")
    return url if _MAIL.fullmatch(url) else None


# What people and programs put into addresses and no address may hold, by RFC 3986, after its host.
# A backslash is left: browsers read it as a slash.
_UNSPELT = re.compile(
    r'(<a href="https?://[^/?#"]*[/?#])([^"]*(?:[`{}|^\[\]]|&(?:quot|lt|gt);)[^"]*)'
)
_ODD = re.compile(r"[`{}|^\[\]]|&(?:quot|lt|gt);")


def spelt(html: str) -> str:
    """The HTML of a body, in its links what addresses may not hold percent-encoded, as browsers
    do with most of it when they follow one."""
    return _UNSPELT.sub(lambda link: link[1] + _ODD.sub(_encoded, link[2]), html)


def _encoded(odd: re.Match[str]) -> str:
    return f"%{ord(unescape(odd.group())):02X}"


# What the sanitizer has written. A link may leave out the scheme, and a slash at its end.
_SHOWN = re.compile(rf'(<a href="(https?://)?([^"]+?)(/?)" rel="{REL}")>(?=(?:\2)?\3\4?</a>)')


def told(html: str) -> str:
    """The HTML of a body, its links whose words are their address marked: on paper, where
    addresses stand behind links, theirs need not."""
    return _SHOWN.sub(r'\1 class="bare">', html)


def anchor(url: str, content: str) -> str:
    """A link. `url` is raw and has passed `safe`; `content` is HTML."""
    return f'<a href="{escape_attribute(url)}" rel="{REL}">{content}</a>'


def has_address(text: str) -> bool:
    """Whether `linkify` could find anything in the text. Very cheap."""
    return "://" in text or "www." in text


def bare_address(text: str, start: int, end: int) -> tuple[str, str] | None:
    """The bare address that begins at `start`: (what to link to, the text it is written with)."""
    match = _BARE.match(text, start, end)
    return _address(match.group()) if match else None


def linkify(text: str) -> str:
    """Escaped text with its bare addresses made links."""
    if not has_address(text):
        return escape(text)
    out: list[str] = []
    done = 0
    for match in _BARE.finditer(text):
        if address := _address(match.group()):
            url, written = address
            out += (escape(text[done : match.start()]), anchor(url, escape(written)))
            done = match.start() + len(written)
    out.append(escape(text[done:]))
    return "".join(out)


def _address(found: str) -> tuple[str, str] | None:
    if len(found) >= _LONGEST:
        return None
    written = _trimmed(found)
    url = safe(written if written[:4] == "http" else f"http://{written}")
    return (url, written) if url else None


def _trimmed(found: str) -> str:
    """Without the punctuation of the sentence; a closing bracket stays if it was opened."""
    end = len(found)
    unopened = found.count(")") - found.count("(")
    while end:
        last = found[end - 1]
        if last == ")" and unopened > 0:
            unopened -= 1
        elif last not in _TAIL:
            break
        end -= 1
    return found[:end]
