"""Which site a document of Discourse comes from: it never says so, but its addresses do.

An avatar's address names the site even where it lies on another host
("/user_avatar/HOST/name/…"); links that the site counts as its own, and avatars in quotes, name it
too. The most frequent host wins, and of equals the first by name.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from sitegen.sources._forum_names import HOST, Forum
from sitegen.sources._html import attribute, tree
from sitegen.sources._json_records import listed

_AVATAR = re.compile(r"(?P<folder>(?:/[\w.-]+)?)/user_avatar/(?P<host>[^/\s]+)/")
_MOST = 2000  # posts that are asked


def forum_of(posts: list[Any], topic: dict[str, Any]) -> Forum | None:
    """The site that these posts and their topic tell of; None where they do not."""
    for told in (_in_avatars(posts, topic), _in_links(posts), _in_quotes(posts)):
        counts = Counter(told)
        if counts:
            return min(counts, key=lambda forum: (-counts[forum], forum.host, forum.base))
    return None


def _in_avatars(posts: list[Any], topic: dict[str, Any]) -> Iterator[Forum]:
    details = topic.get("details")
    details = details if isinstance(details, dict) else {}
    people: list[Any] = [details.get("created_by"), *listed(details.get("participants"))]
    for post in posts[:_MOST]:
        people += [post, post.get("reply_to_user")] if isinstance(post, dict) else []
    for person in people:
        avatar = person.get("avatar_template") if isinstance(person, dict) else None
        if isinstance(avatar, str) and (forum := _of_avatar(avatar)):
            yield forum


def _of_avatar(address: str) -> Forum | None:
    """The folder a site lies in is told where its avatars lie on the site itself."""
    match = _AVATAR.search(address)
    if not match or not HOST.fullmatch(match["host"].lower()):
        return None
    host = match["host"].lower()
    own = address.startswith("/") and not address.startswith("//")
    return Forum(host, f"https://{host}{match['folder'] if own else ''}")


def _in_links(posts: list[Any]) -> Iterator[Forum]:
    for post in posts[:_MOST]:
        links = listed(post.get("link_counts")) if isinstance(post, dict) else []
        for link in links:
            if isinstance(link, dict) and link.get("internal") is True:
                address = link.get("url")
                if isinstance(address, str) and (forum := _of_link(address)):
                    yield forum


def _of_link(address: str) -> Forum | None:
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    host = parts.netloc.lower()
    folder, found, _ = parts.path.partition("/t/")
    if parts.scheme in ("http", "https") and found and HOST.fullmatch(host):
        return Forum(host, f"https://{host}{folder}")
    return None


def _in_quotes(posts: list[Any]) -> Iterator[Forum]:
    for post in posts[:_MOST]:
        cooked = post.get("cooked") if isinstance(post, dict) else None
        if isinstance(cooked, str) and "/user_avatar/" in cooked:
            root, _ = tree(cooked)
            for image in root.css("img.avatar") if root else ():
                if forum := _of_avatar(attribute(image, "src")):
                    yield forum
