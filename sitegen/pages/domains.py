"""Lists of threads by the host that they link to, where several link there."""

from collections.abc import Iterator
from typing import Protocol

from sitegen.model import ThreadSummary
from sitegen.model.links import host_of, link_key
from sitegen.pages import urls
from sitegen.pages.lists import Numbers, all_pages
from sitegen.pages.page import GroupsPage, ListPage, Site

_NAMED = 500  # on the page that lists them: those that most threads link to


class Group(Protocol):
    """A list of threads: a community, a month or a host."""

    @property
    def site(self) -> str: ...
    @property
    def name(self) -> str | None: ...
    @property
    def threads(self) -> int: ...
    @property
    def comments(self) -> int: ...


class Hosts(Protocol):
    """What the store knows of hosts."""

    def domains(self) -> Iterator[Group]: ...
    def of_domain(self, host: str) -> Iterator[ThreadSummary]: ...
    def is_shared(self, host: str) -> bool: ...


def domain_pages(site: Site, hosts: Hosts, per_page: int) -> Iterator[ListPage | GroupsPage]:
    """The lists of all hosts, and the one of the hosts that most threads link to."""
    most: list[tuple[int, str]] = []
    for group in list(hosts.domains()):
        host = group.name or ""
        most.append((-group.threads, host))
        path, numbers = urls.domain(host), Numbers(group.threads, group.comments, per_page)
        yield from all_pages(path, site, "domain", host, hosts.of_domain(host), numbers)
    names = tuple((urls.domain(host), host, -count) for count, host in sorted(most)[:_NAMED])
    yield GroupsPage(urls.DOMAINS, site, "domains", names)


def domain_of(link: str | None, hosts: Hosts) -> str:
    """The host of a link, where that has a list; else empty."""
    key = link_key(link)
    host = host_of(key) if key else ""
    return host if host and hosts.is_shared(host) else ""
