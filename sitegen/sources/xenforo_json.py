"""xenforo-json: threads of XenForo 2 as its REST API answers them, a page of posts an answer.

Posts and threads have the ids that saved pages of the forum give them (`forum-html`). A post that
begins by quoting another one answers that.

API: https://xenforo.com/docs/dev/rest-api/ (/api/threads/ID/posts, /api/posts/ID)
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sitegen.model import Body, Continuation, Evidence, Post, Problem, Record
from sitegen.sources import _web
from sitegen.sources._chat import text_of
from sitegen.sources._forum_names import forum_in_name
from sitegen.sources._json import members
from sitegen.sources._json_records import not_listed, objects
from sitegen.sources._post_values import author, number
from sitegen.sources._times import utc_unix
from sitegen.sources.source import Dump, Head, Source

_OF_POSTS = frozenset({"post_id", "thread_id", "message", "post_date"})
_OWN = frozenset({"message_parsed", "message_state", "is_first_post", "view_url", "position"})
_SURE = 2  # of these keys
_BASE = re.compile(
    r"(https?://[^\s\"<>/?#]{1,253}(?:/[\w.-]{1,60}){0,5}?)/(?:index\.php\?)?(?:threads|posts)/"
)
_CITED = re.compile(r'\s*\[QUOTE="[^"\]\n]{0,200}?\bpost: (\d{1,12})[,"]', re.I)
_QUOTES = Evidence(parent_rule="the post begins with a quote that names the post it is from")
_GONE = frozenset({"deleted", "moderated"})


def _sniff(head: Head) -> bool:
    told = members(head.data)
    post = members(told.get("posts", told.get("post", b""))) or told
    return post.keys() >= _OF_POSTS and len(post.keys() & _OWN) >= _SURE


def _read(dump: Dump) -> Iterator[Record]:
    known = forum_in_name(dump.name)
    base, is_noted = known.base if known else "", False
    threads: dict[str, str] = {}
    with dump.open() as stream:
        for found in objects(stream, "no answer of XenForo"):
            if isinstance(found, Problem):
                yield found
                continue
            answer: dict[str, Any] = found.value
            told, path = _posts(answer)
            yield from not_listed(answer.get("posts"), found.at(".posts"))
            if not told:
                yield Problem(found.where, "no posts of XenForo: an answer with posts is needed")
                continue
            base = _base(answer, told) or base
            if not base and not is_noted:
                is_noted = True
                yield _untold(found.where)
            thread = _dict(answer.get("thread"))
            for index, post in enumerate(told):
                where = found.at(path.format(index))
                if not isinstance(post, dict):
                    yield Problem(where, "not a post")
                    continue
                about = thread or _dict(post.get("Thread"))
                yield from _records(where, post, about, base, threads)
    for topic, opening in threads.items():
        yield Continuation(topic, opening)


def _posts(answer: Mapping[str, Any]) -> tuple[list[Any], str]:
    if isinstance(listed := answer.get("posts"), list):
        return listed, ".posts[{}]"
    if isinstance(post := answer.get("post"), dict):
        return [post], ".post"
    return ([answer], "") if "post_id" in answer else ([], "")


def _records(
    where: str,
    post: Mapping[str, Any],
    thread: Mapping[str, Any],
    base: str,
    threads: dict[str, str],
) -> Iterator[Record]:
    own = number(post.get("post_id"))
    topic = number(post.get("thread_id")) or number(thread.get("thread_id"))
    html, text = text_of(post, "message_parsed"), text_of(post, "message")
    is_gone = post.get("message_state") in _GONE
    if not own or own < 0 or not topic or topic < 0:
        yield Problem(where, "a post without a usable id, or of no thread")
        return
    if not (html or text or is_gone):
        yield Problem(where, f"post {own} has no text")
        return
    body = Body(html, "html") if html else Body(text)
    place = _web.page_id(base + "/") or "web:forum"
    name = f"{place}/threads/{topic}"
    opens = post.get("is_first_post") is True or number(thread.get("first_post_id")) == own
    cited = None if opens else _CITED.match(text[:1000])
    answered = cited[1] if cited and cited[1] != str(own) else None
    if opens:
        threads[name] = f"{name}#post-{own}"
    above = f"{name}#post-{answered}" if answered else name
    yield Post(
        id=f"{name}#post-{own}",
        body=Body("") if is_gone else body,
        parent=None if opens else above,
        author=author(post.get("username")) or author(_dict(post.get("User")).get("username")),
        created=utc_unix(post.get("post_date")),
        edited=utc_unix(post.get("last_edit_date") or None),
        score=number(post.get("reaction_score")),
        state="removed" if is_gone else "visible",
        permalink=_link(post, base, topic, own),
        title=text_of(thread, "title") or None,
        community=_web.host_of(base + "/"),
        claimed=number(thread.get("reply_count")) if opens else None,
        evidence=_QUOTES if answered else None,
    )


def _link(post: Mapping[str, Any], base: str, topic: int, own: int) -> str | None:
    told = text_of(post, "view_url")
    if _web.host_of(told):
        return told
    return f"{base}/threads/{topic}/post-{own}" if base else None


def _base(answer: Mapping[str, Any], posts: list[Any]) -> str:
    """The folder of the forum, as the addresses of a thread and its posts tell it."""
    told = [answer.get("thread"), *posts]
    links = (text_of(one, "view_url") for one in told if isinstance(one, dict))
    return next((found[1] for link in links if (found := _BASE.match(link))), "")


def _untold(where: str) -> Problem:
    told = "nothing tells which forum this is of: put the file into a folder named like its host"
    return Problem(where, told, lost=False)


def _dict(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


SOURCE = Source(
    name="xenforo-json",
    title="Threads of XenForo 2, as its REST API answers them",
    version=1,
    sniff=_sniff,
    keys=frozenset({"posts", "post", "post_id"}),
    read=_read,
)
