"""Posts of Twitter (X) as other programs shape them, told as version 1.1 of the API would.

Of version 2 (pages with what they name in `includes`, as twarc keeps them, or flattened with it in
the post), and of snscrape and twscrape, whose objects are the same.

Objects: https://docs.x.com/x-api/fundamentals/data-dictionary; modules/twitter.py of
https://github.com/JustAnotherArchivist/snscrape
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sitegen.sources._chat import dicts, text_of
from sitegen.sources._json_records import listed

OF_V2 = frozenset(
    {"edit_history_tweet_ids", "referenced_tweets", "public_metrics", "in_reply_to_user_id"}
)
NO_POSTS = "pages without posts"
_SNSCRAPE = "snscrape.modules.twitter."
_Object = Mapping[str, Any]


def is_v2(keys: frozenset[str]) -> bool:
    return keys >= {"id", "text"} and not keys.isdisjoint(OF_V2) and "id_str" not in keys


def is_scraped(keys: frozenset[str]) -> bool:
    """Whether an object with these keys is a post as snscrape and twscrape tell it."""
    return keys >= {"id", "date", "user", "conversationId"} and not keys.isdisjoint(
        ("rawContent", "content")
    )


def shaped(value: object) -> Iterator[dict[str, Any]]:
    """The posts that a document holds; none where it holds none."""
    if not isinstance(value, dict):
        return
    keys = frozenset(value)
    if is_scraped(keys):
        yield from _scraped(value)
    elif is_v2(keys):
        yield from _flat(value)
    elif "data" in value or "includes" in value:
        yield from _page(value)


def without_text(value: object) -> str:
    """What an object without a post tells of, in words; empty where that is not known."""
    kind = text_of(value, "_type") if isinstance(value, dict) else ""
    if kind in (f"{_SNSCRAPE}Tombstone", f"{_SNSCRAPE}TweetRef"):
        return "posts that are gone or not told"
    if kind.startswith(_SNSCRAPE) and kind != f"{_SNSCRAPE}Tweet":
        return "people and lists"
    if isinstance(value, dict) and "meta" in value and not value.get("data"):
        return NO_POSTS
    return ""


# snscrape


def _scraped(told: _Object) -> Iterator[dict[str, Any]]:
    waiting = [told]
    while waiting:
        one = waiting.pop()
        for key in ("retweetedTweet", "quotedTweet"):
            inner = one.get(key)
            if isinstance(inner, dict) and is_scraped(frozenset(inner)):
                waiting.append(inner)
        if not isinstance(one.get("retweetedTweet"), dict):
            yield _of_scraped(one)


def _of_scraped(told: _Object) -> dict[str, Any]:
    links = [
        {"url": text_of(link, "tcourl"), "expanded_url": text_of(link, "url")}
        for link in dicts(told.get("links"))
    ]
    pairs = zip(listed(told.get("tcooutlinks")), listed(told.get("outlinks")), strict=False)
    links += [{"url": short, "expanded_url": meant} for short, meant in pairs]
    return {
        "id": told.get("id"),
        "created_at": told.get("date"),
        "full_text": told.get("content") if told.get("rawContent") is None else told["rawContent"],
        "entities": {"urls": [link for link in links if isinstance(link["url"], str)]},
        "extended_entities": {"media": list(_scraped_media(told.get("media")))},
        "in_reply_to_status_id": told.get("inReplyToTweetId"),
        "in_reply_to_screen_name": _username(told.get("inReplyToUser")),
        "user": {"screen_name": _username(told.get("user"))},
        "favorite_count": told.get("likeCount"),
        "retweet_count": told.get("retweetCount"),
    }


def _scraped_media(media: object) -> Iterator[dict[str, Any]]:
    kinds = {"photos": "photo", "videos": "video", "animated": "animated_gif"}
    if isinstance(media, dict):
        found = [(one, kinds[key]) for key in kinds for one in dicts(media.get(key))]
    else:
        found = [(one, text_of(one, "_type").removeprefix(_SNSCRAPE)) for one in dicts(media)]
    for one, kind in found:
        address = text_of(one, "fullUrl") or text_of(one, "url") or text_of(one, "thumbnailUrl")
        named = {"Photo": "photo", "Video": "video", "Gif": "animated_gif"}.get(kind, kind)
        yield {"media_url_https": address, "type": named, "ext_alt_text": text_of(one, "altText")}


def _username(user: object) -> str:
    return text_of(user, "username") if isinstance(user, dict) else ""


# Version 2


def _page(page: _Object) -> Iterator[dict[str, Any]]:
    beside = page.get("includes")
    beside = beside if isinstance(beside, dict) else {}
    users = {text_of(user, "id"): user for user in dicts(beside.get("users"))}
    media = {text_of(one, "media_key"): one for one in dicts(beside.get("media"))}
    data = page.get("data")
    for told in [
        *([data] if isinstance(data, dict) else listed(data)),
        *dicts(beside.get("tweets")),
    ]:
        if isinstance(told, dict):
            yield from of_v2(told, users, media)
        else:
            yield {}  # which is no post


def _flat(told: _Object) -> Iterator[dict[str, Any]]:
    """A post with what it names in it, and the posts that it names."""
    about = told.get("attachments")
    media = dicts(about.get("media")) if isinstance(about, dict) else []
    users = [told.get("author"), told.get("in_reply_to_user")]
    known = {text_of(user, "id"): user for user in users if isinstance(user, dict)}
    yield from of_v2(told, known, {text_of(one, "media_key"): one for one in media})
    for inner in dicts(told.get("referenced_tweets")):
        if "text" in inner:
            author = inner.get("author")
            named = {text_of(author, "id"): author} if isinstance(author, dict) else {}
            yield from of_v2(inner, known | named, {})


def of_v2(
    told: _Object, users: Mapping[str, Any], media: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    """The post that an object tells, with what is known of people and media that it names."""
    named = dicts(told.get("referenced_tweets"))
    above = [text_of(one, "id") for one in named if one.get("type") == "replied_to"]
    longer = told.get("note_tweet")
    said = longer if isinstance(longer, dict) and text_of(longer, "text") else told
    entities = said.get("entities")
    entities = entities if isinstance(entities, dict) else {}
    links = dicts(entities.get("urls"))
    counts = told.get("public_metrics")
    counts = counts if isinstance(counts, dict) else {}
    whom, who = text_of(told, "in_reply_to_user_id"), text_of(told, "author_id")
    mentioned = {text_of(one, "id"): one for one in dicts(entities.get("mentions"))}
    about = told.get("attachments")
    keys = listed(about.get("media_keys")) if isinstance(about, dict) else []
    short = {text_of(link, "media_key"): text_of(link, "url") for link in links}
    yield {
        "id": told.get("id"),
        "created_at": told.get("created_at"),
        "full_text": said.get("text"),
        "entities": {"urls": [link for link in links if not text_of(link, "media_key")]},
        "extended_entities": {"media": [_of_media(key, media, short) for key in keys]},
        "in_reply_to_status_id": above[0] if above else None,
        "in_reply_to_screen_name": _username(mentioned.get(whom)) or _username(users.get(whom)),
        "user": {"screen_name": _username(users.get(who)) or who},
        "favorite_count": counts.get("like_count"),
        "retweet_count": counts.get("retweet_count"),
    }


def _of_media(key: object, media: Mapping[str, Any], short: Mapping[str, str]) -> dict[str, Any]:
    told = media.get(key) if isinstance(key, str) else None
    told = told if isinstance(told, dict) else {}
    return {
        "url": short.get(key, "") if isinstance(key, str) else "",
        "media_url_https": text_of(told, "url") or text_of(told, "preview_image_url"),
        "type": text_of(told, "type"),
        "ext_alt_text": text_of(told, "alt_text"),
    }
