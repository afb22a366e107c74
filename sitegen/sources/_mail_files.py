"""Attachments that are kept: under which names, so that no browser runs what is in them.

The name is a digest of the bytes, so the same file is kept once, and an ending that is not the
sender's to choose: that of a kind which programs show and do not run, ".txt" for all other text,
web pages and pictures made of markup among them, and ".bin" for the rest.
"""

import binascii

from sitegen.model.attachments import PASSIVE, digest_of

_BY_TYPE = {
    "application/gzip": "gz", "application/pdf": "pdf", "application/zip": "zip",
    "audio/mpeg": "mp3", "image/gif": "gif", "image/jpeg": "jpg", "image/png": "png",
    "image/webp": "webp", "video/mp4": "mp4",
}  # fmt: skip
_LOOKED_AT = 4096  # bytes


class Files:
    """The attachments of one message, as far as they are kept: `kept` has their bytes by name.

    `cut`: only the beginning of the message is there, so no size can be told and nothing be kept.
    """

    def __init__(self, largest: int, *, cut: bool = False) -> None:
        self._largest = 0 if cut else largest
        self.cut = cut
        self.kept: dict[str, bytes] = {}
        self.notes: list[str] = []

    def takes(self, size: int) -> bool:
        """Whether a file of so many bytes is kept; notes one that is only too large."""
        if 0 < self._largest < size:
            self.notes.append(
                f"an attachment of over {self._largest / 1_000_000:.0f} MB is not saved"
            )
        return 0 < size <= self._largest

    def keep(self, name: str, kind: str, data: bytes) -> str:
        """Keeps a file; its name here. Empty: there is nothing in it."""
        if not data:
            return ""
        saved = f"{digest_of(data)}.{_ending(name, kind, data)}"
        self.kept[saved] = data
        return saved

    def keep_uuencoded(self, name: str, lines: str, size: int) -> str:
        """Keeps a file that is written in a text; empty, where it is not kept or is damaged."""
        if not self.takes(size):
            return ""
        data = bytearray()
        for line in lines.split("\n"):
            if line.strip() == "end":
                break
            try:
                data += binascii.a2b_uu(line.rstrip("\r"))
            except (binascii.Error, ValueError):
                self.notes.append("a uuencoded attachment is damaged; it is not saved")
                return ""
        return self.keep(name, "", bytes(data))


def _ending(name: str, kind: str, data: bytes) -> str:
    told = name.rpartition(".")[2].lower() if "." in name else _BY_TYPE.get(kind, "")
    if told in PASSIVE:
        return told
    return "txt" if _is_text(data[:_LOOKED_AT]) else "bin"


def _is_text(data: bytes) -> bool:
    """Whether bytes are text in UTF-8 or a charset of one byte: no control characters."""
    return not data.translate(None, b"\t\n\f\r" + bytes(range(32, 256)))
