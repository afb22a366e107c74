"""Links of opening posts: when two of them lead to the same page."""

from urllib.parse import urlsplit


def link_key(link: str | None) -> str | None:
    """The same for links that lead to the same page; None for what is no link to the web.

    Scheme, www., a port, a slash at the end and a fragment make no difference.
    """
    if not link:
        return None
    try:
        parts = urlsplit(link)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    query = f"?{parts.query}" if parts.query else ""
    return f"{host.removeprefix('www.')}{parts.path.rstrip('/')}{query}"


def host_of(key: str) -> str:
    """The host that a `link_key` begins with."""
    return key.partition("/")[0].partition("?")[0]
