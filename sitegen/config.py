"""sitegen.toml → Config. Every default of sitegen is written in this file.

A mistake never stops at the first: all are listed at once, each with file, line and key.
"""

import os
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from sitegen.columns import Columns
from sitegen.errors import ConfigError, UsageError, nearest
from sitegen.toml_faults import line_of, redirect_problems, syntax, url_problem

FILE_NAME = "sitegen.toml"
_PLACE = r"^($|https?://[^\s/]|/(?!/))"
_Place = Annotated[str, msgspec.Meta(pattern=_PLACE)]
_Language = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")]


class MenuEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """[[site.menu]]: a link, to a text in pages/ by its name or to an address."""

    title: Annotated[str, msgspec.Meta(min_length=1)]
    page: str = ""
    url: str = ""  #: absolute, or from the site's root: "/t/hn/8863/"


class SiteConfig(msgspec.Struct, frozen=True):
    """[site]: what the archive is called and where it will be published."""

    title: str = "Thread archive"
    description: str = ""
    url: str = ""  #: absolute, with the base path; feeds, sitemap and canonical links need it
    language: _Language = "en"
    menu: tuple[MenuEntry, ...] = ()
    image: _Place | Literal[""] = (
        ""  #: what others show with a link to a page: absolute, or from the site's root
    )
    footer: str = ""  #: at the foot of pages, instead of title and description
    footer_menu: tuple[MenuEntry, ...] = ()


_Orders = tuple[Literal["dumped", "oldest", "newest", "best", "flat"], ...] | Literal["auto"]
_Folder = Annotated[str, msgspec.Meta(pattern=r"^[^\x00]+$")]


class BuildConfig(msgspec.Struct, frozen=True):
    """[build]: folders, below the site's, and how pages are made."""

    content: _Folder = "content"
    output: _Folder = "output"
    jobs: Annotated[int, msgspec.Meta(ge=0, le=1024)] = 0  #: worker processes; 0: one a core
    minify: bool = True
    fingerprints: bool = True  #: names of static files tell their bytes: style.3f2a9c1b.css
    static: tuple[str, ...] = ()  #: globs of static files that are copied though no page names them
    per_page: Annotated[int, msgspec.Meta(ge=5, le=1000)] = 50  #: threads on a list page
    thread_comments: Annotated[int, msgspec.Meta(ge=0)] = 500  #: on a page of a thread; 0: all
    thread_kilobytes: Annotated[int, msgspec.Meta(ge=20, le=10_000)] = 300  #: of such a page, about
    feed_entries: Annotated[int, msgspec.Meta(ge=1, le=500)] = 30
    order: Literal["dumped", "oldest", "newest", "best"] = "dumped"  #: of sibling comments
    orders: tuple[Literal["dumped", "oldest", "newest", "best", "flat"], ...] | Literal["auto"] = (
        "auto"
    )
    twins: tuple[Literal["json", "md", "feed"], ...] | Literal["auto"] = "auto"
    authors: bool = False  #: a page for each author
    domains: bool | Literal["auto"] = "auto"  #: lists of threads by the host they link to
    subthreads: bool | Literal["auto"] = "auto"  #: pages for large parts of long threads
    images: Literal["link", "lazy"] = "link"  #: what posts say of images: links, or the images
    captured: Literal["told", "file"] = "told"  #: when text copies were made; else the file's time
    ignore: tuple[str, ...] = (
        "*.md",
        "*.fix.toml",
    )  #: globs of files in content/ that are no dumps


_Counted = str | tuple[str, str]  # one word for any number, or (for one, for several)


class ThemeConfig(msgspec.Struct, frozen=True):
    """[theme]: which theme, and [theme.options] for what it can be told."""

    name: str = "default"
    options: dict[str, Any] = {}


class CommunityConfig(msgspec.Struct, frozen=True):
    """[communities."GLOB"]: how the pages of some communities differ from those of the site."""

    theme: str = ""  #: the site's, when empty
    options: dict[str, Any] = {}
    title: str = ""
    description: str = ""
    language: _Language | Literal[""] = ""
    points: _Counted = ""  #: what scores are called, such as ["upvote", "upvotes"]
    comments: _Counted = ""  #: what comments are called, where they are counted
    author_prefix: str = ""  #: before names, such as "u/"


class PrivacyConfig(msgspec.Struct, frozen=True):
    """[privacy]: who is shown. What single posts show is in redactions.toml."""

    anonymise: bool = False  #: every author has a pseudonym


class MailConfig(msgspec.Struct, frozen=True):
    """[mail]: what becomes of the files that came with messages, and what makes threads."""

    attachments: Literal["name", "save"] = "name"  #: told of only, or put into the site too
    threads: Literal["references", "subject"] = "references"  #: by what they are made
    largest: Annotated[int, msgspec.Meta(ge=1, le=20)] = 5  #: megabytes of a file that is saved


class SearchConfig(msgspec.Struct, frozen=True):
    """[search]: a page on which the texts of all posts are searched, and a box on all pages."""

    enabled: bool = False


class PublishConfig(msgspec.Struct, frozen=True):
    """[publish]: where `sitegen publish` puts the site."""

    remote: str = "origin"  #: a git remote, by name or URL
    branch: str = "gh-pages"
    keep_history: bool = False  #: a commit more each time, instead of a branch of one commit


class Config(msgspec.Struct, frozen=True):
    """The whole of sitegen.toml. `formats` maps globs of dump names to format names, `redirects`
    old addresses to new ones, `communities` and `tables` globs to what is told of them."""

    site: SiteConfig = SiteConfig()
    build: BuildConfig = BuildConfig()
    theme: ThemeConfig = ThemeConfig()
    search: SearchConfig = SearchConfig()
    publish: PublishConfig = PublishConfig()
    privacy: PrivacyConfig = PrivacyConfig()
    mail: MailConfig = MailConfig()
    formats: dict[str, str] = {}
    redirects: dict[str, str] = {}
    communities: dict[str, CommunityConfig] = {}
    tables: dict[str, Columns] = {}


class SitePaths(msgspec.Struct, frozen=True):
    """Where a site lies on disk; absolute."""

    folder: Path
    content: Path
    output: Path
    state: Path


def load(path: Path | None) -> Config:
    """The configuration in `path`; the defaults when it is None. Raises ConfigError."""
    if path is None:
        return Config()
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"the configuration cannot be read: {error.strerror}", str(path)) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ConfigError("the configuration is not UTF-8", f"{path}:{line}") from None
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # numbers of any length, tables of any depth
        raise ConfigError(*syntax(error, text, path)) from None
    return parse(table, text, str(path))


def parse(table: dict[str, Any], text: str, name: str) -> Config:
    """`table` as Config; `text` is where it came from, for line numbers. Raises ConfigError."""
    errors: list[str] = []
    sections: dict[str, Any] = {}
    for key, value in table.items():
        where = f"{name}:{line_of(text, '', key)}"
        if key not in _SECTIONS:
            errors.append(f"{where}: unknown section [{key}]: {nearest(key, _SECTIONS)}")
        elif not isinstance(value, dict):
            errors.append(f"{where}: {key} must be a section: write [{key}] on a line of its own")
        elif key in ("formats", "redirects"):
            sections[key] = {
                glob: _checked(str, told, f"{name}:{line_of(text, key, glob)}: {glob}", errors, "")
                for glob, told in value.items()
            }
        elif key in _BY_GLOB:
            sections[key] = _by_glob(key, value, text, name, errors)
        else:
            sections[key] = _section(_SECTIONS[key], key, value, text, name, errors)
    site = sections.get("site", SiteConfig())
    if problem := url_problem(site.url):
        errors.append(f"{name}:{line_of(text, 'site', 'url')}: site.url: {problem}")
    for key in ("menu", "footer_menu"):
        for entry in getattr(site, key):
            if fault := _entry_problem(entry):
                where = f"{name}:{line_of(text, 'site', key)}: site.{key}: {entry.title}"
                errors.append(f"{where}: {fault}")
    for old, fault in redirect_problems(sections.get("redirects", {})):
        errors.append(f"{name}:{line_of(text, 'redirects', old)}: {old}: {fault}")
    if errors:
        told = "a mistake" if len(errors) == 1 else f"{len(errors)} mistakes"
        raise ConfigError(f"{told} in the configuration", "\n".join(errors))
    return Config(**sections)


def with_url(config: Config, url: str) -> Config:
    """The configuration with another public URL. Raises UsageError."""
    if problem := url_problem(url):
        raise UsageError(f"the public URL {problem}", url)
    site = msgspec.structs.replace(config.site, url=url)
    return msgspec.structs.replace(config, site=site)


def site_paths(folder: Path, config: Config, output: Path | None = None) -> SitePaths:
    """The site's places on disk.

    Raises ConfigError when what is written and what is read lie in each other, by links too.
    """
    folder = Path(os.path.abspath(folder))
    content = Path(os.path.abspath(folder / config.build.content))
    out = Path(os.path.abspath(output or folder / config.build.output))
    state = folder / ".sitegen"
    apart = {name: folder / name for name in ("templates", "static", "themes")}
    for name, kept in {"content": content, "state": state, **apart}.items():
        here, there = Path(os.path.realpath(out)), Path(os.path.realpath(kept))
        if here == there or here in there.parents or there in here.parents:
            raise ConfigError(
                f"the output folder and the {name} folder must lie apart",
                f"{out}\n{kept}",
                "choose another folder with -o or [build] output",
            )
    return SitePaths(folder, content, out, state)


_SECTIONS: dict[str, Any] = {
    "site": SiteConfig,
    "build": BuildConfig,
    "theme": ThemeConfig,
    "search": SearchConfig,
    "publish": PublishConfig,
    "privacy": PrivacyConfig,
    "mail": MailConfig,
    **dict.fromkeys(("formats", "redirects", "communities", "tables"), dict),
}
_BY_GLOB: dict[str, Any] = {"communities": CommunityConfig, "tables": Columns}


def _by_glob(
    key: str, table: dict[str, Any], text: str, name: str, errors: list[str]
) -> dict[str, Any]:
    sections = {}
    for glob, told in table.items():
        if isinstance(told, dict):
            sections[glob] = _section(_BY_GLOB[key], f"{key}.{glob}", told, text, name, errors)
        else:
            where = f"{name}:{line_of(text, key, glob)}"
            errors.append(f'{where}: write [{key}."{glob}"] on a line of its own')
    return sections


def _section(
    kind: type[msgspec.Struct],
    section: str,
    table: dict[str, Any],
    text: str,
    name: str,
    errors: list[str],
) -> Any:
    fields = {field.name: field for field in msgspec.structs.fields(kind)}
    values = {}
    for key, value in table.items():
        where = f"{name}:{line_of(text, section, key)}"
        if key not in fields:
            errors.append(f"{where}: unknown key {section}.{key}: {nearest(key, fields)}")
        else:
            values[key] = _checked(
                fields[key].type, value, f"{where}: {section}.{key}", errors, None
            )
    return kind(**{key: value for key, value in values.items() if value is not None})


def _checked(kind: Any, value: Any, where: str, errors: list[str], otherwise: Any) -> Any:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        message = str(error)
        errors.append(f"{where}: {message[:1].lower()}{message[1:]}")
        return otherwise


def _entry_problem(entry: MenuEntry) -> str:
    if bool(entry.page) == bool(entry.url):
        return "needs a page or a url, and not both"
    if entry.url and not re.match(_PLACE, entry.url):
        return "its url must begin with http://, https:// or, inside the site, with /"
    return ""
