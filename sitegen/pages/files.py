"""Files of a site that no template makes, as values."""

import msgspec


class DataPage(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="data"):
    """A file for scripts, whose bytes are known when it is planned."""

    path: str
    data: bytes

    template = ""
    look = ""


class FilePage(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="file"):
    """A file that came with a post, by its name in the store, which holds a digest of its bytes."""

    path: str
    name: str

    template = ""
    look = ""


class AssetPage(msgspec.Struct, frozen=True, array_like=True, gc=False, tag="asset"):
    """The style sheet (`source` empty), or a file of the theme's static folders, by its name there.

    `digest` is that of the bytes, so that the value changes with them.
    """

    path: str
    source: str
    digest: str
    look: str = ""

    template = ""
