"""Themes: what a folder with a theme.toml means, and what its templates get to see.

Nothing imported here needs the template engine; `env` and `digests` do.
"""

from sitegen.theme.files import sources_digest, static_files, stylesheet
from sitegen.theme.theme import Folder, Theme, available, bundled, load

__all__ = [
    "Folder",
    "Theme",
    "available",
    "bundled",
    "load",
    "sources_digest",
    "static_files",
    "stylesheet",
]
