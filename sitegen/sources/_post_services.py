"""Posts as some services write them, told in the names that all others use.

What a program says in its own way: which of two parents holds, in which object a name lies, what
is a thread. Each is known by keys that no other has together; how the shapes are known is said in
docs/formats/posts-table.md.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from sitegen.entities import unescape

Row = Mapping[str, object]
Told = dict[str, object]

_SAID = "comment text"  # of YouTube, in Takeout
_segments = msgspec.json.Decoder(list[dict[str, Any]]).decode
_GONE = 4  # what Isso calls a comment that is deleted
_LONGEST = 2_000  # characters of a passage that an annotation is about
_BUG = re.compile(r"(https://[^\s]{1,200}/\+bug/\d{1,12})/comments/(\d{1,9})")  # of Launchpad


def told(row: Row) -> Row:
    """A row with what one program says of it in its own way; most rows are what they were."""
    if _MARKS.isdisjoint(row):
        return row
    for keys, tell in _SERVICES:
        if row.keys() >= keys:
            changed = dict(row)
            tell(changed)
            return changed
    return row


def _inside(value: object, *names: str) -> Any:
    """What lies in an object in an object; None where there is none."""
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _rename(row: Told, name: str, new: str) -> None:
    if row.get(name) is not None:
        row[new] = row.pop(name)


def _box(row: Told) -> None:
    """Waline, Valine, Twikoo: the address is that of the page."""
    if ("objectId" in row or "_id" in row) and type(row.get("url")) is str:
        row.setdefault("article_id", row["url"])
        if row.get("status") in ("spam", "waiting"):
            row.setdefault("removed", True)


def _nodebb_topic(row: Told) -> None:
    """A topic of NodeBB: of whom and in which category tell only numbers; its first post stands
    in the list of all."""
    row.pop("cid", None)
    row.pop("uid", None)
    _unescape(row, "title")
    if name := _inside(row.get("category"), "name"):
        row["category"] = name
        _unescape(row, "category")
    posts = row.get("posts")
    first = posts[0] if isinstance(posts, list) and posts else None
    if isinstance(first, dict) and "content" in first and first.get("pid") == row["mainPid"]:
        kept = {name: row[name] for name in row if name in ("title", "category")}
        row |= first | kept | {"posts": posts[1:] if isinstance(posts, list) else []}


def _nodebb_post(row: Told) -> None:
    """A post of NodeBB that answers another: the object only names who wrote that."""
    if isinstance(row.get("parent"), Mapping):
        del row["parent"]


def _gag(row: Told) -> None:
    """9gag: plain words, written as HTML."""
    _unescape(row, "text")


def _takeout(row: Told) -> None:
    row[_SAID] = _of_segments(row[_SAID])


def _isso(row: Told) -> None:
    if row.get("mode") == _GONE:
        row.setdefault("deleted", True)


def _mbin(row: Told) -> None:
    """Mbin and kbin: Markdown; what a vote is called there, and what is gone."""
    _rename(row, "entryId" if "entryId" in row else "postId", "article_id")
    if "commentId" not in row:
        row["id"] = row.get("article_id")
    row.pop("rootId", None)
    row.pop("slug", None)
    _rename(row, "body", "body_markdown")
    up, down = row.get("favourites"), row.get("dv")
    if isinstance(up, int):
        row["score"] = up - (down if isinstance(down, int) else 0)
    if name := _inside(row.get("magazine"), "name"):
        row["community"] = name
    row.setdefault("permalink", row.get("apId"))
    seen = row.get("visibility")
    row["deleted"], row["removed"] = seen == "soft_deleted", seen == "trashed"


def _ghost(row: Told) -> None:
    """Ghost: an answer to an answer stands below the first one, and names the second."""
    row["parent_id"] = row.get("in_reply_to_id") or row.get("parent_id")
    if (likes := _inside(row.get("count"), "likes")) is not None:
        row["likes"] = likes
    row["deleted"], row["removed"] = row.get("status") == "deleted", row.get("status") == "hidden"


def _substack(row: Told) -> None:
    """Substack: its score is how the site sorts; a name is told, or there is none."""
    row["score"] = row["reaction_count"]
    row.pop("user_id", None)


def _bitbucket(row: Told) -> None:
    """Bitbucket's cloud: the request that comments are of is no comment."""
    row.setdefault("permalink", _inside(row["links"], "html", "href"))
    row.setdefault("issue_id", _inside(row.get("pullrequest"), "id"))
    row.setdefault("title", _inside(row.get("pullrequest"), "title"))


def _bitbucket_server(row: Told) -> None:
    row.pop("severity")  # whether a comment is a task


def _peertube(row: Told) -> None:
    """PeerTube: Markdown, below a video."""
    who = row.get("account")
    row["author"] = _inside(who, "displayName") or _inside(who, "name")
    _rename(row, "text", "text_markdown")
    if row.get("videoId") is not None:
        row.pop("threadId")  # of the comment that opens this part of the talk


def _scored(row: Told) -> None:
    """Scored: what is called the parent is the post."""
    if "commentParentId" in row:
        _rename(row, "parentId", "article_id")
        _rename(row, "commentParentId", "parent_id")
    else:
        row["article_id"] = row.get("id")


def _annotation(row: Told) -> None:
    """Hypothes.is: Markdown on a passage of a page; all that an answer stands below is named."""
    above, user, title = row.get("references"), row["user"], _inside(row.get("document"), "title")
    if isinstance(above, list) and above:
        row["parent_id"] = above[-1]
    row["article_id"] = row["uri"]
    name = _inside(row.get("user_info"), "display_name")
    row["author"] = name or str(user).removeprefix("acct:").partition("@")[0]
    if isinstance(title, list) and title:
        row["title"] = title[0]
    row.setdefault("permalink", _inside(row.get("links"), "html"))
    quoted = "\n".join(f"> {line}" for line in _passage(row["target"]).splitlines())
    row["text_markdown"] = "\n\n".join(filter(None, (quoted, str(row.pop("text") or ""))))


def _passage(target: object) -> str:
    """The words of a page that an annotation is about."""
    for one in target if isinstance(target, list) else ():
        chosen = _inside(one, "selector")
        for how in chosen if isinstance(chosen, list) else ():
            if isinstance(words := _inside(how, "exact"), str):
                return words[:_LONGEST]
    return ""


def _launchpad(row: Told) -> None:
    """Launchpad: messages of a bug, known by their addresses; the first is the report."""
    if found := _BUG.fullmatch(str(row["self_link"])):
        row["thread_id"], row["id"] = found[1], f"{found[1]}/{found[2]}"
        row.setdefault("permalink", row.get("web_link"))
        row.setdefault("author", str(row["owner_link"]).rpartition("~")[2])


def _vanilla(row: Told) -> None:
    """Vanilla: a discussion is no comment, and is named by each; what has a name is no person."""
    _rename(row, "discussionID", "article_id")
    if isinstance(name := row.get("name"), str):
        row["title"] = name.removeprefix("Re: ")
        del row["name"]


def _habr(row: Told) -> None:
    row["author"] = _inside(row["author"], "fullname") or _inside(row["author"], "alias")


def _product_hunt(row: Told) -> None:
    row["title"] = row["name"]
    said = [row["tagline"], row.get("description")]
    row["text"] = "\n\n".join(one for one in said if isinstance(one, str) and one)


def _unescape(row: Told, name: str) -> None:
    if isinstance(words := row.get(name), str):
        row[name] = unescape(words)


def _of_segments(said: object) -> object:
    """The text that objects with parts of it tell, {"text": …},{"text": …}; else what is told."""
    if not (isinstance(said, str) and said.startswith("{")):
        return said
    try:
        parts = _segments(f"[{said}]")
    except (msgspec.DecodeError, RecursionError):
        return said
    return "".join([text for part in parts if isinstance(text := part.get("text"), str)]) or said


#: The keys by which a service is known, the first of them rare, and what it says in its own way.
_NAMED: tuple[tuple[str, str, Callable[[Told], None]], ...] = (
    ("nick", "comment", _box),
    ("mainPid", "", _nodebb_topic),
    ("toPid", "pid", _nodebb_post),
    ("magazine", "favourites visibility user", _mbin),
    ("magazine", "visibility user commentId", _mbin),
    ("commentId", "level parent text", _gag),
    (_SAID, "", _takeout),
    ("mode", "website", _isso),
    ("in_reply_to_id", "member html status", _ghost),
    ("ancestor_path", "reaction_count body", _substack),
    ("created_on", "content links user", _bitbucket),
    ("severity", "version createdDate text author", _bitbucket_server),
    ("inReplyToCommentId", "threadId account text", _peertube),
    ("rawContent", "author created scoreUp", _scored),
    ("target", "uri user text document", _annotation),
    ("self_link", "owner_link content date_created", _launchpad),
    ("insertUserID", "commentID discussionID", _vanilla),
    ("timePublished", "message author parentId", _habr),
    ("tagline", "votesCount name", _product_hunt),
)
_SERVICES = tuple((frozenset({rare, *more.split()}), tell) for rare, more, tell in _NAMED)
_MARKS = frozenset(rare for rare, *_ in _NAMED)
