"""How the text of a post mentions a file that came with it: in a line of its own.

    [attachment: sails.pdf, application/pdf, 12.3 kB, saved as 0123456789abcdef0123456789abcdef.pdf]

The name of a saved file is a digest of its bytes and an ending that says how it may be shown. The
last words are missing where a file was not saved. A post can only mention files of its own: who
reads such a line looks for the file among those that came with the post.
"""

import re
from hashlib import blake2b

#: Endings of files that programs show and do not run; text of any kind is ".txt", the rest ".bin".
PASSIVE = frozenset(
    (
        *("7z", "aac", "avi", "avif", "bmp", "bz2", "csv", "doc", "docx", "epub", "flac", "gif"),
        *("gz", "heic", "ics", "jpeg", "jpg", "m4a", "mkv", "mov", "mp3", "mp4", "odp", "ods"),
        *("odt", "ogg", "ogv", "opus", "pdf", "png", "ppt", "pptx", "rar", "rtf", "tar", "tgz"),
        *("tif", "tiff", "txt", "vcf", "wav", "webm", "webp", "xls", "xlsx", "xz", "zip", "zst"),
    )
)
MARK = ", saved as "
SAVED = re.compile(rf"{MARK}([0-9a-f]{{32}}\.[a-z0-9]{{1,8}})(?=\]|</li>)")


def saved_in(text: str) -> list[str]:
    """The names of saved files that a text mentions, each once, in its order."""
    return list(dict.fromkeys(SAVED.findall(text))) if MARK in text else []


def digest_of(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


def is_sound(name: str, data: bytes) -> bool:
    """Whether a file may have this name: its own digest, and an ending that no program runs."""
    start, _, ending = name.partition(".")
    return start == digest_of(data) and (ending in PASSIVE or ending in ("txt", "bin"))
