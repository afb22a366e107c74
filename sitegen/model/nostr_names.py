"""What Nostr calls posts and people for people: `note1…`, `npub1…`, and the ids posts have here.

Such a name is in bech32 with a checksum: 32 bytes, or fields of a type, a length and a value.
https://github.com/nostr-protocol/nips/blob/master/19.md
"""

import re
from functools import reduce
from hashlib import blake2b
from operator import xor
from urllib.parse import quote

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_VALUES = {letter: value for value, letter in enumerate(_LETTERS)}
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_STEPS = tuple(  # what the five highest bits of a checksum add to it
    reduce(xor, (one for place, one in enumerate(_GENERATORS) if top >> place & 1), 0)
    for top in range(32)
)
_NAME = re.compile(rf"(npub|nprofile|note|nevent|naddr)1([{_LETTERS}]{{6,1000}})")
_HEX = re.compile(r"[0-9a-f]{64}")
_CHECK = 6  # letters
_WHOLE, _AUTHOR, _KIND = 0, 2, 3  # types of fields
_LONGEST = 100  # characters of an identifier that stand in an id as they are


def post_at(kind: int, key: str, identifier: str) -> str:
    """The id of a post that its author can replace: "nostr:30023:KEY:IDENTIFIER"."""
    shown = quote(identifier, safe="", errors="replace")
    if len(shown) > _LONGEST:
        shown = "~" + blake2b(identifier.encode("utf-8", "replace"), digest_size=12).hexdigest()
    return f"nostr:{kind}:{key}:{shown}"


def person_named(name: str) -> str:
    """The key of a person (64 hexadecimal digits) that `npub1…` or `nprofile1…` names; else ""."""
    prefix, data = _decoded(name)
    if prefix == "nprofile":
        data = _fields(data).get(_WHOLE, b"")
    return data.hex() if prefix in ("npub", "nprofile") and len(data) == 32 else ""


def post_named(name: str) -> str:
    """The id of the post that `note1…`, `nevent1…` or `naddr1…` names; else ""."""
    prefix, data = _decoded(name)
    if prefix == "naddr":
        told = _fields(data)
        key, kind = told.get(_AUTHOR, b""), told.get(_KIND, b"")
        if len(key) != 32 or len(kind) != 4:
            return ""
        identifier = told.get(_WHOLE, b"").decode("utf-8", "replace")
        return post_at(int.from_bytes(kind), key.hex(), identifier)
    if prefix == "nevent":
        data = _fields(data).get(_WHOLE, b"")
    return f"nostr:{data.hex()}" if prefix in ("note", "nevent") and len(data) == 32 else ""


def name_of(prefix: str, number: str) -> str:
    """`note1…` of an id or `npub1…` of a key, of 64 hexadecimal digits; "" of anything else."""
    return _encoded(prefix, bytes.fromhex(number)) if _HEX.fullmatch(number) else ""


def name_of_address(kind: int, key: str, identifier: str) -> str:
    """`naddr1…` of a post that can be replaced; "" where its identifier is too long for one."""
    data = identifier.encode("utf-8", "replace")
    if len(data) > 255 or not _HEX.fullmatch(key):
        return ""
    fields = ((_WHOLE, data), (_AUTHOR, bytes.fromhex(key)), (_KIND, kind.to_bytes(4)))
    return _encoded("naddr", b"".join(bytes((one, len(told))) + told for one, told in fields))


def _fields(data: bytes) -> dict[int, bytes]:
    """The fields in a name by type; of those of one type the first."""
    found: dict[int, bytes] = {}
    at = 0
    while at + 2 <= len(data):
        end = at + 2 + data[at + 1]
        if end <= len(data):
            found.setdefault(data[at], data[at + 2 : end])
        at = end
    return found


def _encoded(prefix: str, data: bytes) -> str:
    values = _regrouped(data, 8, 5)
    rest = _checksum(prefix, [*values, *[0] * _CHECK]) ^ 1
    values += [(rest >> 5 * (_CHECK - 1 - place)) & 31 for place in range(_CHECK)]
    return f"{prefix}1{''.join(_LETTERS[value] for value in values)}"


def _decoded(name: str) -> tuple[str, bytes]:
    """What stands before the 1, and the bytes behind it; ("", b"") of what is no such name."""
    found = _NAME.fullmatch(name.lower()) if name in (name.lower(), name.upper()) else None
    if not found:
        return "", b""
    values = [_VALUES[letter] for letter in found[2]]
    if _checksum(found[1], values) != 1:
        return "", b""
    return found[1], bytes(_regrouped(values[:-_CHECK], 5, 8))


def _regrouped(values: list[int] | bytes, bits: int, others: int) -> list[int]:
    """Numbers of so many bits as numbers of so many others; what is left over is filled with
    zeros where they are shorter, and else dropped."""
    held = size = 0
    out: list[int] = []
    for value in values:
        held, size = (held << bits | value) & 0xFFFF, size + bits
        while size >= others:
            size -= others
            out.append(held >> size & ((1 << others) - 1))
    if size and others < bits:
        out.append(held << (others - size) & ((1 << others) - 1))
    return out


def _checksum(prefix: str, values: list[int]) -> int:
    told = [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]
    check = 1
    for value in (*told, *values):
        check = (check & 0x1FFFFFF) << 5 ^ value ^ _STEPS[check >> 25]
    return check
