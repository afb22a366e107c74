"""What the columns of a table of posts mean, where sitegen.toml says so: [tables."GLOB"].

Docs: docs/formats/posts-table.md.
"""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Annotated, Literal

import msgspec


class Columns(msgspec.Struct, frozen=True):
    """The names of columns, each empty where nothing is said of it; and what tables do not tell.

    `site` is what ids begin with: the tables of one site share it, and so find each other's posts.
    """

    site: Annotated[str, msgspec.Meta(pattern=r"^([a-z0-9][a-z0-9._-]{0,30})?$")] = ""
    id: str = ""
    parent: str = ""
    thread: str = ""
    text: str = ""
    author: str = ""
    created: str = ""
    title: str = ""
    url: str = ""
    score: str = ""
    community: str = ""
    markup: Literal["", "plain", "markdown", "html"] = ""

    @property
    def named(self) -> dict[str, str]:
        """The columns that are named, by what they tell."""
        told = {name: getattr(self, name) for name in ROLES}
        return {name: column for name, column in told.items() if column}


ROLES = tuple(name for name in Columns.__struct_fields__ if name not in ("site", "markup"))


def of(name: str, tables: Mapping[str, Columns]) -> Columns | None:
    """What is said of the dump with this name: by the first glob that fits."""
    return next((told for glob, told in tables.items() if fnmatchcase(name, glob)), None)
