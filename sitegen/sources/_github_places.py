"""Where a post of GitHub stands: hosts, repositories and threads, by their addresses and names.

Issues, pull requests and discussions of a repository count together: "github:owner/name#12" is one
of them. Names of owners and repositories are the same in capitals. On a host of one's own its name
stands before them.
"""

import re
from functools import lru_cache

import msgspec

from sitegen import possessive

HOST = "github.com"

_REPOSITORY = r"[A-Za-z0-9][\w.-]{0,99}/[\w.-]{1,100}"
_NAMED = possessive.compiled(_REPOSITORY)
WEB = possessive.compiled(
    rf"https?://(?:www\.)?([A-Za-z0-9][A-Za-z0-9.-]{{1,253}}(?::\d{{1,5}})?)/({_REPOSITORY})"
    # another number behind it is that of a thread on Steam
    r"/(issues|pull|discussions)/([1-9]\d{0,14})(?![\w.-]|/\d{4,30}(?:[/?#]|\Z))"
    r"(?:[^#\s]*#([\w-]{1,80}))?"
)
_API = possessive.compiled(
    rf"https?://(?:api\.(github\.com)|([A-Za-z0-9][A-Za-z0-9.-]{{1,253}})/api/v3)/repos"
    rf"/({_REPOSITORY})(?:/(issues|pulls)/(\d{{1,15}})(?![\w.-]))?"
)
_PACKED = possessive.compiled(r"\.(?:gz|zst|bz2|xz)$", re.IGNORECASE)
NO_NAME = possessive.compiled(r"[^A-Za-z0-9_.-]+")


class Place(msgspec.Struct, frozen=True):
    """A thread: its repository, the kind of thread as it stands in addresses, and its number.

    `key` stands for the number of one that tells none. `told` says that the repository is known.
    """

    repo: str
    kind: str = "issues"
    number: int = 0
    host: str = HOST
    key: str = ""
    told: bool = True

    @property
    def id(self) -> str:
        host = "" if self.host == HOST else f"{self.host}/"
        return f"github:{host}{self.repo.lower()}#{self.number or self.key}"

    @property
    def address(self) -> str | None:
        if not (self.told and self.number):
            return None
        return f"https://{self.host}/{self.repo}/{self.kind}/{self.number}"


def place_in(address: object) -> Place | None:
    """The thread that an address of the site or of its API names."""
    return _place(address) if isinstance(address, str) else None


@lru_cache(maxsize=256)  # of one post several are asked, of several posts often one
def _place(address: str) -> Place | None:
    if match := WEB.match(address):
        host, repo, kind, number, _ = match.groups()
        return Place(repo, kind, int(number), host.lower())
    if (match := _API.match(address)) and match[5]:
        kind = "pull" if match[4] == "pulls" else "issues"
        return Place(match[3], kind, int(match[5]), (match[1] or match[2]).lower())
    return None


def repository_in(address: object) -> Place | None:
    """The repository that an address of the API names, as a place without a number."""
    match = _API.match(address) if isinstance(address, str) else None
    return Place(match[3], host=(match[1] or match[2]).lower()) if match else None


def repository(name: object) -> Place | None:
    """The repository of this name."""
    return Place(name) if isinstance(name, str) and _NAMED.fullmatch(name) else None


def repository_of(dump: str) -> Place:
    """The repository that a dump's path names: "…/github.com/OWNER/NAME/…".

    Where it names none, one that stands for it, so that threads of two dumps never mix.
    """
    folders = dump.split("/")[:-1]
    lower = [folder.lower() for folder in folders]
    if HOST in lower:
        at = lower.index(HOST) + 1
        found = repository("/".join(folders[at : at + 2]))
        if found:
            return found
    dump = _PACKED.sub("", dump)
    stem = NO_NAME.sub("-", dump.rpartition(".")[0] or dump)[:100]
    return Place(f"~/{stem or 'dump'}", told=False)
