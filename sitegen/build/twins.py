"""A thread in other forms, for machines: JSON, Markdown, a feed of its newest comments."""

import re

import msgspec

from sitegen import bodies
from sitegen.build import said, words
from sitegen.build.contexts import NO_FEED_DATE, iri
from sitegen.build.parts import Whole
from sitegen.build.site_view import Frame
from sitegen.entities import unescape
from sitegen.model import Comment, Post, community_of, precision_of, title_of
from sitegen.model.attachments import SAVED
from sitegen.pages import TwinPage, urls
from sitegen.theme import context as view

_SUMMARY = 300  # characters of a comment in a feed
_LINK = re.compile(r'<a [^>]*href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_END = re.compile(r"</(?:p|pre|li|blockquote|tr|h\d|ul|ol|table|summary)>|<br>|<hr>")
_TAG = re.compile(r"<[^>]*>")


def json_twin(whole: Whole, frame: Frame, first: int = 0) -> bytes:
    """The thread as one JSON object; comments lie flat, in reading order, each with its depth."""
    root = whole.thread.root
    posts = [comment.post for comment in whole.thread.comments]
    told = {
        **_post(root, ""),
        "title": title_of(root, posts),
        "link": root.link,
        "community": community_of(root, posts),
        "url": urls.absolute(frame.config.site.url, urls.thread(whole.id)) or None,
        "comments": [
            {
                **_post(comment.post, anchor),
                "parent": comment.post.parent or root.id,
                "depth": comment.depth,
                **_page(whole.list_of(comment.number, first)),
            }
            for comment, anchor in zip(whole.thread.comments, whole.anchors, strict=True)
        ],
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=1)


def _page(number: int) -> dict[str, str]:
    """The page, from that of the thread, to which links to a comment lead where it is another."""
    return {"page": f"comments-{number}/index.html"} if number else {}


def _post(post: Post, anchor: str) -> dict[str, object]:
    said = {
        "id": post.id,
        "anchor": anchor or None,
        "author": post.author,
        "created": words.iso(post.created) or None,
        "precision": precision_of(post) or None,
        "edited": words.iso(post.edited) or None,
        "score": post.score,
        "state": post.state,
        "labels": post.labels or None,
        "original": words.web_link(post.permalink) or None,
        "text": _shown(post),
        "markup": post.body.markup,
    }
    return {
        key: _sound(value) if isinstance(value, str) else value
        for key, value in said.items()
        if value is not None
    }


def _shown(post: Post) -> str:
    """A text as it may be read by anybody: pages do not show addresses in mail either."""
    text = post.body.text
    if post.body.markup not in ("mail", "mail-html"):
        return text
    return bodies.without_addresses(SAVED.sub("", text))


def _sound(text: str) -> str:
    """The text with half characters, which JSON cannot hold, replaced."""
    return text.encode("utf-8", "replace").decode()


def markdown_twin(whole: Whole, frame: Frame) -> bytes:
    """The thread as Markdown; each comment says its place, author, time and whom it answers."""
    thread = whole.thread
    root = thread.root
    lines = [f"# {frame.of_thread(thread)}", "", byline(frame, root), ""]
    if words.web_link(root.link):
        lines += [f"<{root.link}>", ""]
    lines += [_text(root), "", f"## {frame.comments(len(thread.comments))}", ""]
    place: list[int] = []
    for comment in thread.comments:
        del place[comment.depth + 1 :]
        if len(place) == comment.depth + 1:
            place[-1] += 1
        else:
            place.append(1)
        lines += [
            f"### {_place(place)} {byline(frame, comment.post)}{answers(frame, comment, whole)}",
            "",
        ]
        lines += [_text(comment.post), ""]
    return "\n".join(lines).encode("utf-8", "replace")


def _place(place: list[int]) -> str:
    """The way to a comment: 2.1 is the first reply to the second one. Long ways are shortened."""
    shown = [str(number) for number in place]
    return ".".join(shown if len(shown) < 9 else [*shown[:2], f"({len(shown) - 4})", *shown[-2:]])


def byline(frame: Frame, post: Post) -> str:
    told = [frame.author(post.author) or frame.text("Unknown author")]
    when = frame.moment(post.created, precision_of(post))
    told += [when.text] if when else []
    told += [frame.count(post.score, "point")] if post.score is not None else []
    told += [frame.text(said.STATES[post.state])] if post.state != "visible" else []
    return ", ".join(told)


def answers(frame: Frame, comment: Comment, whole: Whole) -> str:
    if comment.parent < 0:
        return ""
    author = frame.author(whole.thread.comments[comment.parent].post.author)
    return f", {frame.text('in reply to')} {author or frame.text('Unknown author')}"


def _text(post: Post) -> str:
    """A body as text, with blank lines between its paragraphs, and links as Markdown has them."""
    html = bodies.render(post.body) if post.body.text else ""
    html = _LINK.sub(lambda m: m[2] if m[1] == m[2] else f"[{m[2]}]({m[1]})", html)
    text = unescape(_TAG.sub("", _END.sub("\n\n", html)))
    return re.sub(r"\n\s*\n", "\n\n", text).strip()


def feed_twin(whole: Whole, frame: Frame, page: TwinPage) -> view.FeedContext:
    """What feed.xml sees: the newest comments of the thread."""
    url = frame.config.site.url
    thread = whole.thread
    title = frame.of_thread(thread)
    dated = [comment for comment in thread.comments if comment.post.created]
    dated.sort(key=lambda comment: (comment.post.created, comment.number), reverse=True)
    entries = [
        _entry(frame, comment.post, title, page.id, whole.list_of(comment.number, page.first))
        for comment in dated[: frame.config.build.feed_entries]
    ]
    path = urls.thread(page.id)
    return view.FeedContext(
        site=frame.site,
        title=f"{title} · {frame.site.title}",
        id=urls.absolute(url, page.path) or iri("feed", page.id),
        self_url=urls.absolute(url, page.path),
        home_url=urls.absolute(url, path) or "index.html",
        updated=max((entry.updated for entry in entries), default=NO_FEED_DATE),
        entries=entries,
    )


def _entry(frame: Frame, post: Post, title: str, thread_id: str, number: int) -> view.Entry:
    url = frame.config.site.url
    anchor = urls.anchor(post.id, thread_id)
    path, place = urls.thread(thread_id), urls.index(thread_id, number)
    page = urls.absolute(url, place) or urls.relative(path, place)
    author = frame.author(post.author)
    return view.Entry(
        # an entry's id stays, also where older comments or the settings change what leads there
        id=f"{urls.absolute(url, path)}#{anchor}" if url else iri("post", post.id),
        href=f"{page}#{anchor}",
        title=frame.text("{author} on {title}", author=author, title=title)
        if author
        else frame.text("A comment on {title}", title=title),
        author=author,
        published=words.iso(post.created) or NO_FEED_DATE,
        updated=words.iso(post.edited) or words.iso(post.created) or NO_FEED_DATE,
        summary=bodies.plain_text(post.body, _SUMMARY) if post.body.text else "",
    )
