"""At which URL GitHub serves what is pushed to a remote, and whether the site was built for it.

Source: GitHub's documentation, "Types of GitHub Pages sites" and "Managing a custom domain".
"""

import re
from urllib.parse import urlsplit

from sitegen.errors import UsageError
from sitegen.pages import urls

_GITHUB = re.compile(
    r"(?:https?://(?:[^/@]+@)?github\.com/|(?:ssh://)?git@(?:ssh\.)?github\.com(?::\d+)?[:/])"
    r"/?([^/]+)/([^/]+?)(?:\.git)?/?",
    re.IGNORECASE,
)
_PAGES = ".github.io"


def served_at(remote: str) -> str:
    """The URL of a repository's GitHub Pages; empty where the remote is not at GitHub."""
    match = _GITHUB.fullmatch(remote.strip())
    if not match:
        return ""
    owner, name = match[1].lower(), match[2]
    here = "" if name.lower() == f"{owner}{_PAGES}" else f"{name}/"
    return f"https://{owner}{_PAGES}/{here}"


def cname(url: str, remote: str) -> str:
    """The custom domain that the branch must name; empty when there is none to name.

    Raises UsageError when the site, built for `url`, would not work where `remote` is served.
    """
    expected = served_at(remote)
    if not expected:
        return ""
    if not url:
        raise UsageError(
            "the site has no URL", "", f'write [site] url = "{expected}" into sitegen.toml'
        )
    host, path = (urlsplit(url).hostname or "").lower(), urls.base_path(url)
    if host.endswith(_PAGES):
        if (host, path) == (urlsplit(expected).hostname, urls.base_path(expected)):
            return ""
    elif path == "/":
        return host
    elif path == urls.base_path(expected):
        return ""  # below the domain of the owner's site, which names it
    raise UsageError(
        f"the site is built for {url}, but this repository is served at {expected}",
        remote,
        f'[site] url must be "{expected}", or a domain of your own',
    )
