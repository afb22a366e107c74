"""The header of a message or of one of its parts: fields, parameters, names and message ids.

Fields stay bytes until they are asked for. Only those that sitegen has a use for are kept.
Formats: RFC 5322 (fields, addresses, message ids), RFC 2045 and 2231 (parameters).
"""

import re
from urllib.parse import unquote_to_bytes

from sitegen import possessive
from sitegen.sources._mail_charsets import charset_of_words, decode, words

Fields = dict[bytes, list[bytes]]

WANTED = frozenset(
    b"""
    archived-at cc content-description content-disposition content-length
    content-transfer-encoding content-type date from in-reply-to list-id list-post mailing-list
    message-id newsgroups nntp-posting-date received references sender subject to x-beenthere
    x-mailing-list
    """.split()
)
_OPENING = frozenset({b"from", b"date", b"subject", b"message-id", b"to", b"received"})
_LONGEST = 256 * 1024  # bytes of a header; what comes after is not looked at
_LONGEST_FIELD = 32 * 1024
BLANK_LINE = possessive.compiled(rb"\n\r?\n")
_FOLD = possessive.compiled(rb"\r?\n(?:[ \t]+|\Z)")
_FIELD = possessive.compiled(rb"[!-9;-~]+[ \t]*:")
_ENVELOPE = possessive.compiled(rb">?From ")
_PARAMETER = possessive.compiled(r';\s*([^=;\s"]+)\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)', re.S)
_NUMBERED = possessive.compiled(r"(.+?)\*(\d{1,3})(\*?)")
_ESCAPED = possessive.compiled(r"\\(.)", re.S)


def split(data: bytes) -> tuple[Fields, int]:
    """The fields at the beginning of `data`, by lower-case name, and where the body begins."""
    if data[:1] in (b"\n", b"\r"):
        return {}, 2 if data[:2] == b"\r\n" else 1
    blank = BLANK_LINE.search(data)
    end, body = blank.span() if blank else (len(data), len(data))
    lines = _FOLD.sub(b" ", data[: min(end, _LONGEST)]).split(b"\n")
    fields: Fields = {}
    last: list[bytes] = []
    opening = -1  # the number of the last line that surely belongs to a header
    for number, line in enumerate(lines):
        name, colon, value = line.partition(b":")
        key = name.rstrip().lower()
        if colon and key in WANTED:
            last = fields.setdefault(key, [])
            last.append(value.strip()[:_LONGEST_FIELD])
        elif not _FIELD.match(line) and not (line.isspace() or _ENVELOPE.match(line)):
            if opening < 0:
                opening = max((n for n, later in enumerate(lines) if _opens(later)), default=0)
            if opening < number:
                return fields, _offset(data, line, body)
            if last:  # a line that was folded without a space
                last[-1] += b" " + line.strip()
    return fields, body


def _opens(line: bytes) -> bool:
    name, colon, _ = line.partition(b":")
    return bool(colon) and name.rstrip().lower() in _OPENING


def _offset(data: bytes, line: bytes, body: int) -> int:
    """Where a body begins that no blank line sets apart."""
    start = line[:40].rstrip(b"\r")
    found = 0 if data.startswith(start) else data.find(b"\n" + start, 0, body) + 1
    return found if found > 0 or data.startswith(start) else body


def first(fields: Fields, name: bytes) -> bytes:
    """A field's value as it lies there; b"" where there is none."""
    values = fields.get(name)
    return values[0] if values else b""


def text(value: bytes) -> str:
    """A field's text on one line, encoded words decoded."""
    raw = decode(value)
    if not value.isascii() and "=?" in raw:
        raw = decode(value, hint=charset_of_words(raw))
    return " ".join(words(raw).split())


# Parameters


def typed(value: bytes) -> tuple[str, dict[str, str]]:
    """ "text/plain" and its parameters, all names in lower case."""
    if b";" not in value:
        return _token(decode(value)), {}
    raw = decode(value)
    name, _, rest = raw.partition(";")
    told: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    for match in _PARAMETER.finditer(";" + rest):
        key, content = match[1].lower(), match[2].strip()
        if content.startswith('"'):
            content = _ESCAPED.sub(r"\1", content[1:].removesuffix('"'))
        numbered = _NUMBERED.fullmatch(key)
        if numbered:
            part = pieces.setdefault(numbered[1], {})
            part.setdefault(int(numbered[2]), (content, bool(numbered[3])))
        elif key.endswith("*"):
            pieces.setdefault(key[:-1], {})[0] = (content, True)
        else:
            told.setdefault(key, content)
    for key, parts in pieces.items():
        told[key] = _joined([parts[number] for number in sorted(parts)])
    return _token(name), told


def _token(value: str) -> str:
    return "".join(value.split()).lower()


def _joined(parts: list[tuple[str, bool]]) -> str:
    """A value that was cut in pieces, or told with its charset (utf-8'en'na%C3%AFve)."""
    charset = ""
    data = b""
    for number, (content, encoded) in enumerate(parts):
        if encoded and number == 0 and content.count("'") >= 2:
            charset, _, content = content.split("'", 2)
        data += unquote_to_bytes(content) if encoded else content.encode("utf-8", "replace")
    return decode(data, charset)


# Message ids

_ID = possessive.compiled(r"<([^<>]*)>?")
_NOT_IN_ID = possessive.compiled(r"[\x00-\x20\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


def ids(value: bytes) -> list[str]:
    """The message ids in a field, normalised, in order: what stands in angle brackets.

    A field without brackets that is one word with an @ is an id too. Some archives write " at "
    for the @, and some mailers break ids over lines: white space goes.
    """
    if b"<" not in value:
        if b"@" not in value or len(value.split()) != 1:
            return []
        return [_NOT_IN_ID.sub("", decode(value))]
    found: list[str] = []
    for match in _ID.finditer(decode(value)):
        told = match[1]
        if "@" not in told and " at " in told:
            told = told.replace(" at ", "@")
        told = _NOT_IN_ID.sub("", told)
        if told:
            found.append(told)
    return found


# Names

_SIMPLE = possessive.compiled(r'"?([^"<>(),;:@\\]+?)"?\s*<([^<>\s]*)>')
_OBSCURED = possessive.compiled(
    r"(\S+) at \S+ \(([^()\\]+)\)"
)  # pipermail: user at host (Real Name)
_TOKEN = possessive.compiled(
    r'"(?P<quoted>(?:[^"\\]|\\.)*)"?|<(?P<angle>[^<>]*)>?'
    r"|\((?P<comment>(?:[^()\\]|\\.|\([^()]*\))*)\)?|(?P<comma>[,;])|[^\"<(,;]+",
    re.S,
)
_ADDRESS = possessive.compiled(r"([^\s<>()\[\],;:\"@]+)(?:@| at (?=\S+\.))[^\s<>()\[\],;:\"@]+")
_VIA = possessive.compiled(
    r"(.) via [^\n]{1,80}$"
)  # how lists write the name of whom they send for
_AFTER_AT = possessive.compiled(r"(?<=\S)@+\S*")  # what is no proper address, but near enough
_LONGEST_NAME = 200


def author(fields: Fields) -> str | None:
    """Who wrote a message: the name, without one what stands before the @, never an address."""
    value = first(fields, b"from") or first(fields, b"sender")
    if not value:
        return None
    raw = decode(value[:2000])
    if not value.isascii() and "=?" in raw:
        raw = decode(value[:2000], hint=charset_of_words(raw))
    if match := _SIMPLE.fullmatch(raw):
        name, address = match[1], match[2]
    elif match := _OBSCURED.fullmatch(raw):
        name, address = match[2], match[1]
    else:
        name, address = _mailbox(raw)
    name = _plain_name(words(name))
    if " via " in name and (b"list-id" in fields or b"list-post" in fields):
        name = _plain_name(_VIA.sub(r"\1", name))
    return (name or _local_part(address))[:_LONGEST_NAME] or None


def _mailbox(raw: str) -> tuple[str, str]:
    """(name, address) of the first of the addresses in a field."""
    phrase: list[str] = []
    comments: list[str] = []
    address = ""
    for match in _TOKEN.finditer(raw):
        kind = match.lastgroup
        if kind == "angle":
            address = match["angle"]
            break
        if kind == "comma" and (comments or _ADDRESS.search("".join(phrase))):
            break
        if kind == "comment":
            comments.append(_ESCAPED.sub(r"\1", match["comment"]))
        else:
            quoted = match["quoted"]
            phrase.append(match.group() if quoted is None else _ESCAPED.sub(r"\1", quoted))
    name = "".join(phrase).strip()
    if address:
        return name or " ".join(comments), address
    if _ADDRESS.fullmatch(name) or (comments and " " not in name):
        return " ".join(comments), name
    return name, ""


def _plain_name(name: str) -> str:
    """Without quotation marks around it, and without an address in it."""
    name = " ".join(name.split()).strip("\"' ")
    if "@" in name or " at " in name:
        if match := _ADDRESS.fullmatch(name):
            return _local_part(match.group())
        if "@" in name:
            name = _ADDRESS.sub(lambda found: _local_part(found.group()), name)
            name = _AFTER_AT.sub("", name)
    return name


def _local_part(address: str) -> str:
    """What stands before the @, without what may hold a second address (user=host, host!user)."""
    local = address.replace(" at ", "@").strip().partition("@")[0]
    local = re.split(r"[=%+]", local.rpartition("!")[2])[0]
    return local.strip("\"' ")
