"""Where a post of GitLab stands: the host, the project, and the number of what it is on.

An issue is "gitlab:group/project#12", a merge request "gitlab:group/project!12"; on a host of one's
own its name stands before them. Notes are counted for a whole host: "gitlab:note_456". They tell
their issue by an id that stands in no address; a name made of that leads to it, wherever it lies.
"""

import msgspec

from sitegen import possessive
from sitegen.model import posts_at
from sitegen.sources._chat import is_web

HOST = "gitlab.com"
_WEB = possessive.compiled(
    r"https?://([^/\s]{1,253})/((?:(?!-/)[\w.-]{1,100}/){1,20}(?!-/)[\w.-]{1,100})/(?:-/)?"
    r"(issues|work_items|merge_requests)/(\d{1,9})(?![\w.-])"
)
_FULL = possessive.compiled(r"((?:[\w.-]{1,100}/){1,20}[\w.-]{1,100})[#!]\d{1,9}")
_FOLDER = possessive.compiled(r"[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)+")
_PACKED = frozenset({"zip", "7z", "tar", "gz", "tgz", "bz2", "xz", "zst", "json", "ndjson"})
_ENDS = frozenset({"-", "issues", "merge_requests", "tree", "notes", "discussions", "work_items"})
_NUMBER = possessive.compiled(
    r"(?<![^/._-])(issues?|merge_requests?|mrs?)[/_-](\d{1,9})(?![^/._-])"
)
_SIGN = possessive.compiled(r"[^\w.-]+")


class Place(msgspec.Struct, frozen=True):
    """An issue or a merge request, or a project, whose `number` is "". `told`: it is known."""

    project: str
    number: str = ""
    is_merge: bool = False
    host: str = HOST
    told: bool = True

    @property
    def before(self) -> str:
        """What ids of all that is on its host begin with."""
        return "gitlab:" if self.host == HOST else f"gitlab:{self.host}/"

    @property
    def id(self) -> str:
        return f"{self.before}{self.project.lower()}{'!' if self.is_merge else '#'}{self.number}"

    @property
    def address(self) -> str | None:
        if not self.told:
            return None
        kind = "merge_requests" if self.is_merge else "issues"
        return f"https://{self.host}/{self.project}/-/{kind}/{self.number}"

    @property
    def community(self) -> str | None:
        if not self.told:
            return None
        return self.project if self.host == HOST else f"{self.host}/{self.project}"


def place_in(address: object, full: object = None) -> Place | None:
    """The issue or merge request that an address names, with the project as `full` writes it."""
    match = _WEB.match(address) if isinstance(address, str) else None
    if match is None or not posts_at(match[0]):
        return None
    host, project, kind, number = match.groups()
    named = _FULL.fullmatch(full) if isinstance(full, str) else None
    if named and named[1].lower() == project.lower():
        project = named[1]
    return Place(project, number, kind == "merge_requests", host.lower())


def told_by(dump: str) -> Place:
    """What a dump's path tells: "…/gitlab.com/GROUP/NAME/issues/12/discussions.json".

    Where it names no project, one that stands for its folder, so that those of two never mix.
    """
    *folders, file = dump.split("/")
    found = list(_NUMBER.finditer(dump))
    number = found[-1][2] if found else ""
    is_merge = bool(found) and found[-1][1].startswith("m")
    if not found:
        is_merge = "merge_request" in file
    for at in range(len(folders) - 1, -1, -1):
        host = folders[at].lower()
        if _FOLDER.fullmatch(host) and host.rpartition(".")[2] not in _PACKED:
            below = folders[at + 1 :]
            end = next((n for n, name in enumerate(below) if name in _ENDS), len(below))
            if end >= 2:
                return Place("/".join(below[:end]), number, is_merge, host)
    end = next((n for n, name in enumerate(folders) if name in _ENDS), len(folders))
    stem = file.partition(".")[0]
    own = [] if stem in _ENDS or stem.isdecimal() else [stem]  # others lie beside files like them
    name = _SIGN.sub("-", "/".join([*folders[:end], *own]))[-100:] or "dump"
    return Place(f"~/{name}", number, is_merge, told=False)


def host_in(address: object) -> str:
    """The host of an address of the site; "" for none."""
    if not isinstance(address, str) or not is_web(address):
        return ""
    host = address.partition("://")[2].partition("/")[0].lower()
    return host if _FOLDER.fullmatch(host) else ""


def name_of(place: Place, noteable: object, *, is_merge: bool) -> str | None:
    """The name by which notes lead to what they are on, by its id on the host; None without one."""
    if not isinstance(noteable, int) or isinstance(noteable, bool) or not 0 < noteable < 1 << 53:
        return None
    return f"{place.before}{'merge-request' if is_merge else 'issue'}={noteable}"
