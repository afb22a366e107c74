"""Names of encodings, as pages and servers tell them."""

import codecs

# Encodings that browsers read as another: https://encoding.spec.whatwg.org/#names-and-labels
_MEANS = {"iso8859-1": "cp1252", "ascii": "cp1252", "utf-16": "utf-8", "utf-16-le": "utf-8"}
_MEANS |= {"utf-16-be": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932"}
_MEANS |= {"iso8859-9": "cp1254", "euc_kr": "cp949", "tis-620": "cp874"}
_READABLE = ("utf-8", "cp", "iso8859", "koi8", "gb18030", "big5", "euc", "iso2022_jp", "mac-")


def readable_encoding(label: str) -> str | None:
    """The name by which Python knows an encoding, read as browsers do; None: none that is read."""
    try:
        name = codecs.lookup(label.strip(" \t\r\n\"'")).name if label else ""
    except LookupError:
        return None
    name = _MEANS.get(name, name)
    return name if name.startswith(_READABLE) else None
