"""What videos and the comments below them become, whoever saved them."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from sitegen.ages import dated
from sitegen.model import Body, Evidence, Post

YOUTUBE = "youtube"
_SITE = re.compile(r"[a-z][a-z0-9]{0,30}")
_LONGEST = 200  # characters of an id
_ANY_DAY = datetime(2000, 1, 1, tzinfo=UTC)
_COUNT = re.compile(r"(\d{1,12}(?:[.,]\d{1,3})?)\s?([KMB]?)")
_TIMES = {"": 1, "K": 1000, "M": 1_000_000, "B": 1_000_000_000}


def site_of(extractor: str | None) -> str:
    """What ids begin with: the name of the site, from that of the program's part for it."""
    site = (extractor or YOUTUBE).lower().partition(":")[0]
    return site if _SITE.fullmatch(site) else "video"


def usable(native: str | None) -> bool:
    """Whether an id can be one: of no more than 200 characters, none of them white space."""
    return (
        bool(native) and len(native or "") <= _LONGEST and not re.search(r"[\s\x00]", native or "")
    )


def video_id(site: str, native: str) -> str:
    """The id of the thread below a video."""
    return f"{site}:{native}"


def comment_id(site: str, video: str, native: str) -> str:
    """The id of a comment. Those of YouTube are one of a kind; other sites count for each video."""
    return f"{site}:{native}" if site == YOUTUBE else f"{site}:{video}/{native}"


def address(site: str, video: str, comment: str | None = None) -> str | None:
    """Where a video of YouTube, or a comment below it, is to be seen; None for other sites."""
    if site != YOUTUBE or not re.fullmatch(r"[\w-]{11}", video):
        return None
    below = f"&lc={comment}" if comment and re.fullmatch(r"[\w.-]+", comment) else ""
    return f"https://www.youtube.com/watch?v={video}{below}"


def made(
    site: str,
    video: str | None,
    native: str,
    *,
    body: Body,
    parent: str | None,
    author: str | None,
    created: datetime | None,
    edited: datetime | None = None,
    score: int | None = None,
    labels: Iterable[str] = (),
    age: str = "",
) -> Post:
    """A comment. `parent` is the native id of the one it answers, None where it answers none.
    `video` is None where only the parent is told, as answers of YouTube's API to `comments` do.

    `age` is what the page said of its time ("2 years ago"). Where `created` was worked out from it,
    that is as exact as it; where it was not, the age is shown as it is.
    """
    root = video_id(site, video) if video else None
    above = comment_id(site, video or "", parent) if parent else root
    age = age.replace("(edited)", "").strip()
    told = dated(age, _ANY_DAY) if age else None
    return Post(
        id=comment_id(site, video or "", native),
        parent=above,
        root=root,
        body=body,
        author=author or None,
        created=created,
        edited=edited,
        score=score,
        permalink=address(site, video or "", native),
        labels=tuple([label for label in (*labels, "" if created else age) if label]),
        evidence=Evidence(precision=told[1]) if told and told[1] and created else None,
    )


def count_of(told: str | int | None) -> int | None:
    """A number of votes as pages print it: "12", "1.2K"; None where it is none."""
    if isinstance(told, int):
        return told
    found = _COUNT.fullmatch((told or "").strip())
    if not found:
        return None
    if not found[2]:  # 1.234 and 1,234 are thousands
        return int(re.sub("[.,]", "", found[1]))
    return round(float(found[1].replace(",", ".")) * _TIMES[found[2]])
