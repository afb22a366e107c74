"""One file of a site, checked by itself; what it asks of other pages is told, to be looked up.

Runs in worker processes: values in, values out.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import msgspec

from sitegen.check import html
from sitegen.check.finding import Finding, Kind
from sitegen.check.places import Site, is_foreign, place, public

_ADDRESS = re.compile(
    r"(?<![\w.+/@%-])[A-Za-z0-9][\w.+-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}\b"
)
_NOBODYS = re.compile(r"@(?:.*\.)?(?:example\.(?:com|net|org)|example|invalid|test|localhost)$")
_ATOM = "{http://www.w3.org/2005/Atom}"
_MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_BIG, _LARGE = 100_000_000, 50_000_000  # bytes; GitHub refuses, and warns
_MOST = 5  # findings of a kind that are told of one page


class Wanted(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A link from `page` to an id on another page."""

    page: str
    target: str
    fragment: str


class Checked(msgspec.Struct, frozen=True, array_like=True):
    """What was found in some files, and which ids they expect elsewhere."""

    findings: tuple[Finding, ...]
    wanted: tuple[Wanted, ...]


def check(site: Site, paths: Sequence[str]) -> Checked:
    """Checks some files of a site."""
    findings: list[Finding] = []
    wanted: list[Wanted] = []
    for path in paths:
        findings += _check(site, path, wanted)
    return Checked(tuple(findings), tuple(wanted))


def lacking(site: Site, target: str, fragments: Sequence[str]) -> list[str]:
    """Those of the fragments that are no ids on a page."""
    try:
        text = Path(site.output, target).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []  # the file is missing, which is told elsewhere
    known = html.ids(text)
    return [one for one in fragments if one not in known]


def _check(site: Site, path: str, wanted: list[Wanted]) -> Iterator[Finding]:
    try:
        with open(f"{site.output}/{path}", "rb") as file:
            data = file.read()
    except OSError as error:
        yield Finding("missing", path, f"the file is gone or cannot be read: {error.strerror}")
        return
    if len(data) > _LARGE:
        level = "error" if len(data) > _BIG else "warning"
        yield Finding("size", path, f"the file has {len(data) / 1e6:,.0f} MB", level)  # type: ignore[arg-type]
    if not path.endswith((".html", ".xml", ".css", ".svg")):
        return
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        kind: Kind = "html" if path.endswith(".html") else "xml"
        yield Finding(kind, path, f"it is not UTF-8 at byte {error.start:,}")
        return
    if path.endswith(".html"):
        yield from _page(site, path, text, wanted)
    elif path.endswith(".css"):
        yield from _resources(site, path, html.loaded_by_style(text))
    else:
        yield from _xml(site, path, text)


def _page(site: Site, path: str, text: str, wanted: list[Wanted]) -> Iterator[Finding]:
    page = html.scan(text)
    for fault in page.faults:
        yield Finding("html", path, fault)
    yield from _links(site, path, page, wanted)
    yield from _resources(site, path, sorted(page.resources))
    for url in page.canonical:
        if public(site, url) not in site.files:
            told = f"its canonical URL is no page of the site: {url[:200]}"
            yield Finding("canonical", path, told)
    if "@" in text:
        found = sorted({match[0] for match in _ADDRESS.finditer(text)})
        shown = [one for one in found if not _NOBODYS.search(one)]
        for one in shown[:_MOST]:
            yield Finding("email", path, f"an e-mail address is shown: {one}", "warning")


def _links(site: Site, path: str, page: html.Scan, wanted: list[Wanted]) -> Iterator[Finding]:
    broken: list[Finding] = []
    for link in page.links:
        if link[:1] == "#":
            if link[1:] and link[1:] not in page.ids:
                _want(site, path, link, page.ids, wanted)
            continue
        if is_foreign(link):
            continue
        target, fragment = place(site, path, link)
        if target not in site.files:
            broken.append(Finding("link", path, f"the link {link[:200]!r} leads nowhere"))
        elif fragment and target.endswith(".html"):
            if target != path:
                wanted.append(Wanted(path, target, fragment))
            elif fragment not in page.ids:
                wanted.append(Wanted(path, path, fragment))
    yield from sorted(broken, key=lambda finding: finding.message)[:_MOST]


def _want(site: Site, path: str, link: str, ids: frozenset[str], wanted: list[Wanted]) -> None:
    """A place on the same page: perhaps its id is written otherwise."""
    _, fragment = place(site, path, link)
    if fragment not in ids and fragment != "top":
        wanted.append(Wanted(path, path, fragment))


def _resources(site: Site, path: str, resources: Sequence[str]) -> Iterator[Finding]:
    """What a browser loads by itself must be the site's own, and be there."""
    told = 0
    for link in resources:
        if link.startswith("data:") or told >= _MOST:
            continue
        if is_foreign(link):
            host = urlsplit(link.strip()).netloc or link
            finding = Finding("foreign", path, f"it loads something from elsewhere: {host[:200]}")
        elif link and not link.startswith("#") and place(site, path, link)[0] not in site.files:
            finding = Finding("link", path, f"it loads {link[:200]!r}, which the site lacks")
        else:
            continue
        told += 1
        yield finding


def _xml(site: Site, path: str, text: str) -> Iterator[Finding]:
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        yield Finding("xml", path, f"it is not well-formed XML: {error}")
        return
    if root.tag == f"{_ATOM}feed":
        yield from _feed(site, path, root)
    elif root.tag in (f"{_MAP}urlset", f"{_MAP}sitemapindex"):
        for loc in root.iter(f"{_MAP}loc"):
            url = (loc.text or "").strip()
            if public(site, url) not in site.files:
                yield Finding("sitemap", path, f"it names a page the site lacks: {url[:200]}")


def _feed(site: Site, path: str, feed: ElementTree.Element) -> Iterator[Finding]:
    for element in (feed, *feed.iter(f"{_ATOM}entry")):
        name = (element.findtext(f"{_ATOM}id") or element.tag.rpartition("}")[2])[:200]
        for part in ("id", "title", "updated"):
            if element.find(f"{_ATOM}{part}") is None:
                yield Finding("feed", path, f"{name} has no {part}")
        for link in element.findall(f"{_ATOM}link"):
            url = link.get("href", "")
            here = public(site, url) if is_foreign(url) else place(site, path, url)[0]
            inside = not is_foreign(url) or (site.url and url.startswith(site.url))
            if inside and here not in site.files:
                yield Finding("feed", path, f"it names a page the site lacks: {url[:200]}")
