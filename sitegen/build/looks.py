"""Looks: for the site, and for each of [communities], the theme and what else pages see of it."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from sitegen.config import CommunityConfig, Config, SitePaths
from sitegen.pages.looks import look_of
from sitegen.theme import theme as themes
from sitegen.theme.files import SHEET, marked
from sitegen.theme.theme import Theme

SITE = ""  # the name of the site's own look

Looks = Mapping[str, "Look"]  # by the pattern in [communities]


class Look(msgspec.Struct, frozen=True):
    """How some pages look. `place` is where the theme's files lie: "", or "NAME/", below static/.

    Texts that are empty are the site's, or the community's own.
    """

    theme: Theme
    place: str = ""
    title: str = ""
    description: str = ""
    language: str = ""
    author_prefix: str = ""
    marks: Mapping[str, str] = {}  #: by static file, what its published name has of its bytes

    @property
    def stylesheet(self) -> str:
        """The path of its style sheet, below the output folder."""
        return f"static/{self.place}{marked('style.css', self.marks.get(SHEET, ''))}"


def load(paths: SitePaths, config: Config) -> dict[str, Look]:
    """All looks of a site. Raises ThemeError or ConfigError."""
    roots = [paths.folder / "themes"]
    where = "theme", "theme.options"
    site = themes.load(config.theme.name, roots, config.theme.options, paths.folder, where,
                       config.site.language)  # fmt: skip
    looks = {SITE: Look(site)}
    for pattern, said in config.communities.items():
        theme = _theme(pattern, said, config, roots, paths.folder)
        looks[pattern] = Look(
            msgspec.structs.replace(theme, words=_words(said)),
            _place(theme, looks.values()),
            said.title,
            said.description,
            said.language,
            said.author_prefix,
        )
    return looks


def _theme(
    pattern: str, said: CommunityConfig, config: Config, roots: list[Path], folder: Path
) -> Theme:
    """A community's theme. Options of the site's theme hold for it too, where it is the same."""
    name = said.theme or config.theme.name
    inherited = config.theme.options if name == config.theme.name else {}
    section = f'communities."{pattern}"'
    where = f"{section}.theme", f"{section}.options"
    language = said.language or config.site.language
    return themes.load(name, roots, {**inherited, **said.options}, folder, where, language)


def _place(theme: Theme, known: Iterable[Look]) -> str:
    """Where a theme's files lie: in one place for all with the same options and words."""
    looks = list(known)
    for look in looks:
        one, two = ((of.name, of.folders, of.options, of.catalogue) for of in (look.theme, theme))
        if one == two:
            return look.place
    taken = {look.place for look in looks}
    names = [theme.name, *(f"{theme.name}-{number}" for number in range(2, len(looks) + 3))]
    return next(f"{name}/" for name in names if f"{name}/" not in taken)


def _words(said: CommunityConfig) -> dict[str, tuple[str, str]]:
    """What is counted, and the community's words for one and for several of it."""
    told = {"point": said.points, "comment": said.comments}
    return {
        noun: (words, words) if isinstance(words, str) else words
        for noun, words in told.items()
        if words
    }


def used(config: Config, communities: Iterable[tuple[str, str | None]]) -> set[str]:
    """The looks that some page of the site has, from (site, name) of all its communities."""
    patterns = tuple(config.communities)
    return {SITE, *(look_of(patterns, site, name) for site, name in communities)}
