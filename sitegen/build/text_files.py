"""Which texts lie in pages/; all that a build which changes nothing needs to know of them."""

from hashlib import blake2b
from pathlib import Path

from sitegen import pages
from sitegen.config import SitePaths
from sitegen.errors import ConfigError

FOLDER = "pages"

_TAKEN = (
    "t",
    "c",
    "m",
    "f",
    "static",
    "index",
    "most-comments",
    "most-points",
    "search",
)  # first parts of paths


def digest(paths: SitePaths) -> str:
    """A digest of the names and bytes of all such pages."""
    total = blake2b(digest_size=16)
    for name, path in files(paths).items():
        data = path.read_bytes()
        total.update(f"{name}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    return total.hexdigest()


def files(paths: SitePaths) -> dict[str, Path]:
    """By name, the path below pages/ without .md. Raises ConfigError for one that is no URL."""
    top = paths.folder / FOLDER
    found = {
        path.relative_to(top).as_posix().removesuffix(".md"): path
        for path in sorted(top.rglob("*.md"))
        if path.is_file() and not path.name.startswith(".")
    }
    for name, path in found.items():
        if not pages.urls.is_text(name) or name.partition("/")[0] in _TAKEN:
            raise ConfigError("a page cannot be called so", str(path), "small letters, digits, _ "
                              f"and -, and none of {', '.join(_TAKEN)}")  # fmt: skip
    return found
