"""Made-up threads as the lines and documents of real formats.

Shapes are those of the Hacker News APIs (Firebase items, Algolia items/ID) and of the Reddit dumps
by Pushshift and Arctic Shift. Nothing recurses: a thread may be one chain of thousands of replies.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random
from typing import Any

import prose
from threads import EPOCH, Made, Post

_NAMES = ("selfmade", "typesetters", "foundmaps", "smallhours", "tidetables", "brokenclocks")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

Line = tuple[int, str]  # when it was written, in seconds since 2016, and the line


def community(number: int) -> str:
    """The name of a community; 1 is the largest."""
    name = _NAMES[number % len(_NAMES)]
    return name if number < len(_NAMES) else f"{name}{number}"


def base36(number: int) -> str:
    """As Reddit writes its ids."""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits or "0"


def firebase(rng: Random, thread: Made) -> Iterator[Line]:
    """Items of the Firebase API, one a line: the story, then each comment."""
    children = thread.children()
    for number, post in enumerate(thread.posts):
        item: dict[str, Any] = {"by": post.author, "id": post.id}
        if number == 0:
            item |= _opening(rng, "url", "text")
            item |= {"descendants": len(thread.posts) - 1, "score": max(post.score, 1)}
        else:
            item["parent"] = thread.posts[post.parent].id
            item["text"] = prose.hn(rng)
        if children[number]:
            item["kids"] = _ranked(rng, [thread.posts[child].id for child in children[number]])
        item |= {"time": EPOCH + post.id, "type": "comment" if number else "story"}
        if post.deleted:
            item = {"deleted": True} | {k: item[k] for k in ("id", "parent", "time", "type")}
        yield post.id, _encode(item)


def algolia(rng: Random, thread: Made) -> str:
    """The document of items/ID: replies nested in replies, to any depth."""
    children = thread.children()
    story = thread.posts[0]
    parts: list[str] = []
    todo: list[int | str] = [0]
    while todo:
        number = todo.pop()
        if isinstance(number, str):
            parts.append(number)
            continue
        parts.append(_node(rng, thread.posts, number, story.id)[:-1] + ',"children":[')
        todo.append("]}")
        for place, child in enumerate(reversed(children[number]), 1):
            todo.append(child)
            if place < len(children[number]):
                todo.append(",")
    return "".join(parts)


def _node(rng: Random, posts: list[Post], number: int, story_id: int) -> str:
    post = posts[number]
    moment = datetime.fromtimestamp(EPOCH + post.id, UTC)
    node: dict[str, Any] = {
        "id": post.id,
        "created_at": moment.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "created_at_i": EPOCH + post.id,
        "type": "comment" if number else "story",
        "author": None if post.deleted else post.author,
        "title": None,
        "url": None,
        "text": None if post.deleted or not number else prose.hn(rng),
        "points": None if number else max(post.score, 1),
        "parent_id": posts[post.parent].id if number else None,
        "story_id": story_id,
        "options": [],
    }
    if number == 0:
        node |= _opening(rng, "url", "text")
    return _encode(node)


def _opening(rng: Random, link: str, text: str) -> dict[str, Any]:
    head: dict[str, Any] = {"title": prose.title(rng)}
    return head | ({text: prose.hn(rng)} if rng.random() < 0.2 else {link: prose.url(rng)})


def _ranked(rng: Random, kids: list[int]) -> list[int]:
    """The site's own order: by votes, which differs a little from the order of time."""
    if len(kids) > 1 and rng.random() < 0.4:
        rng.shuffle(kids)
    return kids


def submission(rng: Random, thread: Made) -> Line:
    """A line of a dump of Reddit submissions (RS)."""
    post = thread.posts[0]
    name, key, is_self = community(thread.community), base36(post.id), rng.random() < 0.6
    heading = prose.title(rng)
    slug = "_".join(part for part in heading.lower().split() if part.isalnum())[:50]
    path = f"/r/{name}/comments/{key}/{slug}/"
    line = _encode(
        {
            "author": post.author,
            "author_flair_text": "regular" if rng.random() < 0.1 else None,
            "created_utc": EPOCH + post.id,
            "distinguished": None,
            "edited": False,
            "id": key,
            "is_self": is_self,
            "link_flair_text": rng.choice((None, None, "Question", "Show and tell")),
            "locked": False,
            "num_comments": len(thread.posts) - 1,
            "over_18": False,
            "permalink": path,
            "retrieved_on": EPOCH + post.id + 900_000,
            "score": max(post.score, 0),
            "selftext": prose.reddit(rng) if is_self else "",
            "stickied": False,
            "subreddit": name,
            "subreddit_id": f"t5_{base36(thread.community + 70_000)}",
            "title": heading,
            "url": f"https://www.reddit.com{path}" if is_self else prose.url(rng),
        }
    )
    return post.id, line


def comments(rng: Random, thread: Made) -> Iterator[Line]:
    """The lines of a dump of Reddit comments (RC) for one thread."""
    root, name = thread.posts[0], community(thread.community)
    for post in thread.posts[1:]:
        kind = "t1_" if post.parent else "t3_"
        body = prose.reddit(rng)
        if post.deleted:
            body = "[deleted]" if rng.random() < 0.6 else "[removed]"
        record = {
            "author": "[deleted]" if post.deleted else post.author,
            "author_flair_text": None,
            "body": body,
            "controversiality": 0,
            "created_utc": EPOCH + post.id,
            "distinguished": None,
            "edited": EPOCH + post.id + 600 if rng.random() < 0.03 else False,
            "id": base36(post.id),
            "is_submitter": post.author == root.author,
            "link_id": f"t3_{base36(root.id)}",
            "parent_id": kind + base36(thread.posts[post.parent].id),
            "permalink": f"/r/{name}/comments/{base36(root.id)}/_/{base36(post.id)}/",
            "retrieved_on": EPOCH + post.id + 900_000,
            "score": post.score,
            "stickied": False,
            "subreddit": name,
            "subreddit_id": f"t5_{base36(thread.community + 70_000)}",
        }
        yield post.id, _encode(record)
