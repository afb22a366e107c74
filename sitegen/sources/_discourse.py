"""From Discourse's posts and topics to Posts: ids, states, notices, likes, labels.

A post's id is its topic and its number in it, as in its address, for replies and quotes name
others in no other way. The host stands before them; where nothing tells it, the topic's slug.

Fields: app/serializers/{post,topic_view}_serializer.rb of https://github.com/discourse/discourse
"""

from collections.abc import Mapping
from html import escape
from typing import Any

import msgspec

from sitegen.model import Body, Post, State
from sitegen.sources._discourse_cooked import Place, portable
from sitegen.sources._forum_names import Forum
from sitegen.sources._json import utc_iso

_LARGEST = 1 << 53
LIKE = 2  # the id of that kind of action
_MODERATOR, _NOTICE, _WHISPER = 2, 3, 4  # kinds of posts
_LONGEST_SLUG = 200

# What a notice says: the site's own words are made in the browser, from these codes.
_NOTICES = {
    "archived.enabled": "Archived the topic.",
    "archived.disabled": "Took the topic out of the archive.",
    "autobumped": "The topic was bumped automatically.",
    "autoclosed.enabled": "The topic was closed automatically.",
    "autoclosed.disabled": "The topic was opened automatically.",
    "banner.enabled": "Made the topic a banner.",
    "banner.disabled": "Took the banner down.",
    "category_changed": "Changed the category.",
    "closed.enabled": "Closed the topic.",
    "closed.disabled": "Opened the topic again.",
    "forwarded": "Forwarded the message above.",
    "invited_group": "Invited {who}.",
    "invited_user": "Invited {who}.",
    "open_topic": "Made the message a topic.",
    "pinned.enabled": "Pinned the topic.",
    "pinned.disabled": "Unpinned the topic.",
    "pinned_globally.enabled": "Pinned the topic on all lists.",
    "pinned_globally.disabled": "Unpinned the topic.",
    "private_topic": "Made the topic a message.",
    "public_topic": "Made the topic public.",
    "removed_group": "Removed {who}.",
    "removed_user": "Removed {who}.",
    "split_topic": "Split the topic.",
    "tags_changed": "Changed the tags.",
    "user_left": "{who} left.",
    "visible.enabled": "Listed the topic.",
    "visible.disabled": "Took the topic off the lists.",
}


class Action(msgspec.Struct, gc=False):
    id: int | None = None
    count: int | None = None


class _Option(msgspec.Struct, gc=False):
    id: str | None = None
    votes: int | None = None


class _Poll(msgspec.Struct, gc=False):
    options: list[_Option] | None = None


class _Tag(msgspec.Struct, gc=False):
    name: str | None = None


class Facts(msgspec.Struct, gc=False):
    """A post. `cooked` is its HTML, `raw` its Markdown, which some answers give besides."""

    post_number: int
    topic_id: int | None = None
    id: int | None = None
    username: str | None = None
    created_at: str | None = None
    updated_at: str | None = None
    version: int | None = None
    cooked: str | None = None
    raw: str | None = None
    post_type: int | None = None
    reply_to_post_number: int | None = None
    topic_slug: str | None = None
    topic_title: str | None = None
    posts_count: int | None = None
    actions_summary: list[Action] | None = None
    polls: list[_Poll] | None = None
    action_code: str | None = None
    action_code_who: str | None = None
    hidden: bool | None = None
    cooked_hidden: bool | None = None
    user_deleted: bool | None = None
    deleted_at: str | None = None
    accepted_answer: bool | None = None
    admin: bool | None = None
    moderator: bool | None = None
    wiki: bool | None = None


class Topic(msgspec.Struct, gc=False):
    id: int | None = None
    title: str | None = None
    slug: str | None = None
    posts_count: int | None = None
    highest_post_number: int | None = None
    tags: list[str | _Tag] | None = None
    closed: bool | None = None
    archived: bool | None = None
    pinned: bool | None = None
    pinned_globally: bool | None = None
    featured_link: str | None = None


def post_id(forum: Forum, topic: int, slug: str, number: int) -> str:
    """ "discourse:meta.example.org/42/1", or "discourse:its-slug/42/1" without a host."""
    return f"discourse:{forum.host or slug[:_LONGEST_SLUG] or 'topic'}/{topic}/{number}"


def usable(number: int | None) -> bool:
    return number is not None and 0 < number < _LARGEST


def post(facts: Facts, topic: Topic, forum: Forum, *, accepted: bool, names_topic: bool) -> Post:
    """One post. `names_topic`: it carries the title of a topic whose first post is not here."""
    number = facts.post_number
    topic_id = facts.topic_id or topic.id or 0
    slug = topic.slug or facts.topic_slug or ""
    root = post_id(forum, topic_id, slug, 1)
    above = facts.reply_to_post_number if usable(facts.reply_to_post_number) else 1
    opens = number == 1
    state, body = _state_and_body(facts, Place(forum.base, topic_id, slug, _votes(facts)))
    count = topic.posts_count if topic.posts_count is not None else facts.posts_count
    version = facts.version or 1
    return Post(
        id=post_id(forum, topic_id, slug, number),
        parent=None if opens else post_id(forum, topic_id, slug, above or 1),
        root=root,
        body=body,
        title=(topic.title if opens or names_topic else None) or facts.topic_title or None,
        link=(topic.featured_link or None) if opens else None,
        author=facts.username or None,
        created=utc_iso(facts.created_at),
        edited=utc_iso(facts.updated_at) if version > 1 else None,
        score=_likes(facts),
        state=state,
        permalink=f"{forum.base}/t/{slug or '-'}/{topic_id}/{number}" if forum.base else None,
        community=forum.host or None,
        labels=_labels(facts, topic, accepted=accepted),
        claimed=count - 1 if opens and count is not None and 0 < count < _LARGEST else None,
    )


def unseen(topic: Topic, forum: Forum) -> Post:
    """The place of the post that opens a topic of which an answer tells only what it is."""
    told = post(Facts(post_number=1), topic, forum, accepted=False, names_topic=True)
    return msgspec.structs.replace(told, state="missing")


def _state_and_body(facts: Facts, place: Place) -> tuple[State, Body]:
    """The state, and the text: what the site shows in place of one is none."""
    if facts.user_deleted:
        return "deleted", Body("", "html")
    if facts.cooked_hidden:
        return "dead", Body("", "html")
    state: State = "removed" if facts.deleted_at else "dead" if facts.hidden else "visible"
    if facts.cooked:
        return state, Body(portable(facts.cooked, place), "html")
    if facts.raw:
        return state, Body(facts.raw, "markdown")
    notice = _notice(facts) if facts.post_type == _NOTICE else ""
    return state, Body(notice, "html")


def _notice(facts: Facts) -> str:
    code = facts.action_code or ""
    words = _NOTICES.get(code) or code.replace("_", " ").replace(".", ": ") or "Changed the topic."
    return f"<p>{escape(words.replace('{who}', facts.action_code_who or 'somebody'))}</p>"


def _labels(facts: Facts, topic: Topic, *, accepted: bool) -> tuple[str, ...]:
    labels: list[str] = []
    if facts.post_number == 1:
        labels += [tag if isinstance(tag, str) else tag.name or "" for tag in topic.tags or ()]
        labels += ["pinned"] if topic.pinned or topic.pinned_globally else []
        labels += ["closed"] if topic.closed else []
        labels += ["archived"] if topic.archived else []
    if facts.post_type == _NOTICE:
        return (*labels, "notice")
    labels += ["accepted"] if accepted or facts.accepted_answer else []
    if facts.admin:
        labels.append("admin")
    elif facts.moderator or facts.post_type == _MODERATOR:
        labels.append("moderator")
    labels += ["whisper"] if facts.post_type == _WHISPER else []
    labels += ["wiki"] if facts.wiki else []
    return tuple([label for label in labels if label])


def _likes(facts: Facts) -> int | None:
    """Likes; none at all are not listed among the actions."""
    if facts.actions_summary is None:
        return None
    for action in facts.actions_summary:
        if action.id == LIKE and action.count is not None and 0 <= action.count < _LARGEST:
            return action.count
    return 0


def _votes(facts: Facts) -> Mapping[str, int]:
    votes: dict[str, int] = {}
    for poll in facts.polls or ():
        for option in poll.options or ():
            if option.id and option.votes is not None and 0 <= option.votes < _LARGEST:
                votes[option.id] = option.votes
    return votes


def accepted_number(topic: Mapping[str, Any]) -> int | None:
    """The number of the post that the topic's solution is."""
    answer = topic.get("accepted_answer")
    number = answer.get("post_number") if isinstance(answer, dict) else None
    return number if isinstance(number, int) else None
