"""The bytes of mail as text: charsets as they are named, missing or wrong, and encoded words.

Nothing is ever raised, and no text is lost: the declared charset counts, then UTF-8, then a
charset that another part of the message names, then Windows-1252 for the bytes that fit nothing.
Names of charsets: https://www.iana.org/assignments/character-sets; encoded words: RFC 2047.
"""

import binascii
import codecs
import re
from functools import lru_cache

from sitegen import possessive

# Supersets that mailers mean when they say less, after https://encoding.spec.whatwg.org, and
# names that Python does not know.
_MEANT = {
    "ascii": "",
    "big5": "big5hkscs",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso2022_jp": "iso2022_jp_ext",
    "iso2022_jp_1": "iso2022_jp_ext",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "shift_jis": "cp932",
}
_UNKNOWN_TO_PYTHON = {
    "cn-gb": "gb18030",
    "gb-2312": "gb18030",
    "iso-8859-6-i": "iso8859-6",
    "iso-8859-8-e": "iso8859-8",
    "iso-8859-8-i": "iso8859-8",
    "ks-c-5601": "cp949",
    "macintosh": "mac_roman",
    "unicode-1-1-utf-7": "utf-7",
    "visual": "iso8859-8",
    "windows-31j": "cp932",
    "x-cp1251": "cp1251",
    "x-euc-cn": "gb18030",
    "x-euc-jp": "euc_jp",
    "x-gbk": "gb18030",
    "x-mac-roman": "mac_roman",
    "x-sjis": "cp932",
    "x-utf-8": "utf-8",
    "x-windows-949": "cp949",
}
# Codecs of Python that are no charsets, or not the same on every machine.
_NO_CHARSETS = frozenset(
    {"idna", "mbcs", "oem", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"}
)
_STATEFUL = frozenset({"hz", "utf-7"})  # in 7 bits, without escapes that would show it
_SEVERAL_BYTES = possessive.compiled(r"big5|cp9(?:32|49|50)|euc|gb18030|hz|johab|iso2022|shift|utf")
_NO_CHANCE = 4  # characters of three bytes or more, and nothing that is no UTF-8
_NAME = possessive.compiled(r"[A-Za-z0-9][\w.:()+-]{0,60}")

_STRAY = possessive.compiled("[\udc80-\udcff]+")
_CUT_SEQUENCE = possessive.compiled(
    "[\udcc2-\udcf4][\udc80-\udcbf]+"
)  # the beginning of one in UTF-8
_SURROGATE = possessive.compiled("[\ud800-\udfff]")
_CP1252 = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(128, 256)}

_WORD_BEGINS = r"=\?([^?\s]{1,75})\?([bBqQ])\?"
# Broken words hold question marks, but not another word.
_WORD = possessive.compiled(rf"{_WORD_BEGINS}((?:[^=]|=(?!\?[^?\s]{{1,75}}\?[bBqQ]\?))*?)\?=")


@lru_cache(maxsize=256)
def codec(name: str) -> str:
    """Python's name for a charset; "" for one that nobody knows, and for ASCII."""
    match = _NAME.search(name)
    if match is None:
        return ""
    plain = match.group().partition("*")[0].lower().replace("_", "-")
    try:
        found = codecs.lookup(_UNKNOWN_TO_PYTHON.get(plain, plain))
    except (LookupError, ValueError):
        return ""
    # Python marks those of its codecs that turn text into text or bytes into bytes.
    if found.name.replace("_", "-") in _NO_CHARSETS or not found._is_text_encoding:
        return ""
    return _MEANT.get(found.name, found.name)


def decode(data: bytes, declared: str = "", hint: str = "") -> str:
    """The text of `data`. `hint` is a charset that is named near it, for bytes without their own.

    What is in no charset becomes U+FFFD. Never raises.
    """
    name = codec(declared) if declared else ""
    if data.isascii() and name not in _STATEFUL:
        if b"\x1b$" in data or b"\x1b(" in data:
            return data.decode(name if "iso2022" in name else "iso2022_jp_ext", "replace")
        return data.decode("ascii")
    if name and (text := _as_declared(data, name)) is not None:
        return text
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if hint and not name and (name := codec(hint)) and name != "utf-8":
        text = _as_declared(data, name)
        if text is not None:
            return text
    return _mixed(data)


def _as_declared(data: bytes, name: str) -> str | None:
    """The text in a charset, as long as it is plausible that it is in that one."""
    if name.startswith(("utf-16", "utf-32")) and b"\0" not in data:
        return None
    several = _SEVERAL_BYTES.match(name)
    if not several:
        try:
            return data.decode("utf-8")  # no text in one byte a character is this by chance
        except UnicodeDecodeError:
            return data.decode(name, "replace")
    if text := _in_utf_8(data):
        return text
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        if name == "utf-8":
            return None
        text = _SURROGATE.sub("\ufffd", data.decode(name, "replace"))
        foreign = sum(not char.isascii() for char in text)
        return text if text.count("\ufffd") * 8 < foreign else None
    return _SURROGATE.sub("\ufffd", text) if name == "utf-7" else text


def _in_utf_8(data: bytes) -> str:
    """The text of UTF-8 that is too long to be such by chance, whatever was declared; else ""."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return text if sum(char > "\u07ff" for char in text) >= _NO_CHANCE else ""


def _mixed(data: bytes) -> str:
    """UTF-8, in which stray bytes are Windows-1252: what was pasted together without care."""
    return _STRAY.sub(_stray, data.decode("utf-8", "surrogateescape"))


def _stray(run: re.Match[str]) -> str:
    if _CUT_SEQUENCE.fullmatch(run.group()):
        return "\ufffd"
    return run.group().translate(_CP1252)


# Encoded words


def words(text: str) -> str:
    """A header's text with its encoded words decoded; neighbours are decoded as one."""
    if "=?" not in text:
        return text
    out: list[str] = []
    done = 0
    held, charset = b"", ""
    for match in _WORD.finditer(text):
        between = text[done : match.start()]
        apart = not held or bool(between.strip()) or match[1] != charset
        if apart:
            out.append(decode(held, charset) if held else "")
            if not held or between.strip():
                out.append(between)
            held, charset = b"", match[1]
        held += _word(match[2], match[3])
        done = match.end()
    out.append(decode(held, charset))
    out.append(text[done:])
    return "".join(out)


def charset_of_words(text: str) -> str:
    """The charset of the first encoded word; "" where there is none."""
    match = _WORD.search(text)
    return match[1] if match else ""


def _word(encoding: str, text: str) -> bytes:
    data = text.encode("utf-8", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(data, header=True)
    return base64(data)


def base64(data: bytes) -> bytes:
    """Base64 decoded as far as it goes: what is no part of it is passed over."""
    try:
        return binascii.a2b_base64(data)
    except binascii.Error:
        pass
    kept = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
    whole = len(kept) - (len(kept) % 4 == 1)
    return binascii.a2b_base64(kept[:whole] + b"=" * (-whole % 4))


def quoted_printable(data: bytes) -> bytes:
    """Quoted-printable decoded; what is no proper escape stays as it is."""
    return binascii.a2b_qp(data)
