"""Looks: for the site, and for each of [communities], the theme and what else pages see of it."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from sitegen import pages
from sitegen.config import CommunityConfig, Config, SitePaths
from sitegen.errors import ConfigError
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
    faults: list[ConfigError] = []
    looks: dict[str, Look] = {}
    for pattern, said in {SITE: CommunityConfig(), **config.communities}.items():
        try:
            theme = _theme(pattern, said, config, paths.folder, told=bool(faults))
        except ConfigError as error:
            named_before = bool(faults) and not said.theme and "there is no theme" in error.message
            if not named_before:
                faults.append(error)
            continue
        looks[pattern] = Look(
            msgspec.structs.replace(theme, words=_words(said)),
            _place(theme, looks.values()) if pattern != SITE else "",
            said.title,
            said.description,
            said.language,
            said.author_prefix,
        )
    if len(faults) == 1:
        raise faults[0]
    if faults:
        lines = [line for fault in faults for line in _lines(fault)]
        raise ConfigError(f"{len(lines)} mistakes in what is said of themes", "\n".join(lines))
    return looks


def _lines(fault: ConfigError) -> list[str]:
    """A line for each mistake: what says nothing else than its place is told with its message."""
    if not fault.hint:
        return fault.where.split("\n")
    return [f"{fault.where}: {fault.message}: {fault.hint}"]


def _theme(
    pattern: str, said: CommunityConfig, config: Config, folder: Path, *, told: bool
) -> Theme:
    """The site's theme, or a community's: options of the site's hold for it too, where it is the
    same, unless it is `told` already that some cannot."""
    name = said.theme or config.theme.name
    inherit = name == config.theme.name and not (told and pattern)
    section = f'communities."{pattern}"'
    keys = (section, "theme", f"{section}.options")
    if pattern == SITE:
        keys = ("theme", "name", "theme.options")
    options = {**(config.theme.options if inherit else {}), **said.options}
    language = said.language or config.site.language
    return themes.load(name, [folder / "themes"], options, folder, keys, language)


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
    return {SITE, *(pages.look_of(patterns, site, name) for site, name in communities)}
