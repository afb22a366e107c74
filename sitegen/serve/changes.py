"""Files that changed → which parts of a site they belong to."""

import os
from collections.abc import Iterable
from pathlib import Path

import msgspec

from sitegen import redactions
from sitegen.config import SitePaths
from sitegen.serve.places import BESIDE
from sitegen.theme.theme import bundled


class Changes(msgspec.Struct, frozen=True):
    """`dumps` are the files in content/; with `only_styles`, the theme changed in nothing else.

    `names` are all files that have anything to do with the site.
    """

    settings: bool
    theme: bool
    only_styles: bool
    content: bool
    dumps: frozenset[str]
    names: frozenset[str]


def sort(changed: Iterable[str], paths: SitePaths, settings: Path) -> Changes:
    """What changed, by part. What lies behind a link to a folder may belong to any of them."""
    told = _real(settings)
    hidden = os.path.join(os.path.realpath(paths.folder), redactions.FILE_NAME)
    content = os.path.realpath(paths.content)
    folder = os.path.realpath(paths.folder)
    themes = [os.path.realpath(bundled()), *(os.path.join(folder, name) for name in BESIDE)]
    dumps: set[str] = set()
    looks: set[str] = set()
    names = {_real(name) for name in changed}
    for name in names:
        if _inside(name, content):
            dumps.add(name)
        elif any(_inside(name, theme) for theme in themes):
            looks.add(name)
        elif name not in (told, hidden) and os.path.dirname(name) != folder:
            dumps.add(name)
            looks.add(name)
    return Changes(
        settings=told in names or hidden in names,
        theme=bool(looks),
        only_styles=all(name.endswith(".css") for name in looks),
        content=bool(dumps),
        dumps=frozenset(name for name in dumps if _inside(name, content) and name != content),
        names=frozenset(dumps | looks | ({told, hidden} & names)),
    )


def _real(path: str | Path) -> str:
    """The path without links, but for that which the file itself may be."""
    folder, name = os.path.split(os.path.abspath(path))
    return os.path.join(os.path.realpath(folder), name)


def _inside(name: str, folder: str) -> bool:
    return name == folder or name.startswith(folder + os.sep)
