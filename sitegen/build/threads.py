"""A thread → what thread.html sees. This is the hot path: it runs for every comment there is.

Bodies do not go through the template: their place is held by a token, and they are put in after
the page's frame has been minified, so that nothing ever changes a body.
"""

from collections.abc import Sequence

from sitegen import bodies
from sitegen.build import reconstruction, words
from sitegen.build.contexts import Frame, community_link, page_view
from sitegen.build.engine import Text, token
from sitegen.build.nesting import nesting, next_threads
from sitegen.model import Comment, Post, Thread, community_of, site_of, title_of
from sitegen.pages import ThreadPage, urls
from sitegen.pages.sites import site_name
from sitegen.theme import context as view

_DESCRIPTION = 160  # characters; what search engines show
_GONE = ("deleted", "removed", "dead", "missing")


def thread_context(
    frame: Frame, page: ThreadPage, thread: Thread, texts: list[Text]
) -> view.ThreadContext:
    """What thread.html sees. Each body with a text is appended to `texts`; its token is shown."""
    root = thread.root
    told = title_of(root, (comment.post for comment in thread.comments))
    title = words.title(told, root.author, root.state, root.id)
    description = bodies.plain_text(root.body, _DESCRIPTION) if root.body.text else ""
    shown = thread_view(page, thread, title, texts)
    if not description:
        description = f"{shown.count:,} comment{'s' * (shown.count != 1)}, {shown.site_name}"
    deepest = frame.site.options.get("max_nesting", 30)
    assert isinstance(deepest, int)
    return view.ThreadContext(
        site=frame.site,
        page=page_view(frame, page.path, page.site, title, description),
        thread=shown,
        comments=comment_views(page.id, thread, deepest, texts),
    )


def thread_view(page: ThreadPage, thread: Thread, title: str, texts: list[Text]) -> view.ThreadView:
    root = thread.root
    ghosts = sum(comment.note == "ghost" for comment in thread.comments)
    count = len(thread.comments) - ghosts
    link = words.web_link(root.link)
    community = community_of(root, (comment.post for comment in thread.comments))
    return view.ThreadView(
        title=title,
        author=words.line(root.author),
        when=words.moment(root.created),
        edited=words.moment(root.edited),
        score=root.score,
        body=_token(root, texts, reconstruction.Copied.of(thread, [])),
        state=root.state,
        link=link,
        domain=words.domain(link) if link else "",
        permalink=words.web_link(root.permalink),
        site_name=site_name(site_of(page.id)),
        community=community_link(page.path, site_of(page.id), community),
        labels=tuple(map(words.line, root.labels)),
        count=count,
        claimed=root.claimed if root.claimed is not None and root.claimed != count else None,
        ghosts=ghosts,
        missing=thread.missing,
        notices=tuple(map(words.line, root.evidence.notices)) if root.evidence else (),
    )


def comment_views(
    thread_id: str, thread: Thread, deepest: int, texts: list[Text]
) -> list[view.CommentView]:
    comments = thread.comments
    names: dict[str | None, str] = {None: ""}
    anchors = _anchors(thread_id, comments)
    op = words.line(thread.root.author)
    following = next_threads(comments)
    copied = reconstruction.Copied.of(thread, anchors)
    result = []
    for comment, (capped, opens, closes) in zip(comments, nesting(comments, deepest), strict=True):
        post = comment.post
        author = names.get(post.author)
        if author is None:
            author = names[post.author] = words.line(post.author)
        parent = comment.parent
        reading = copied.reading(post) if copied else None
        if reading and reading.loose:
            parent = -1
        after = following.get(comment.number)
        result.append(
            view.CommentView(
                anchors[comment.number],
                author,
                author == op != "",
                words.moment(post.created),
                words.moment(post.edited) if post.edited else None,
                post.score,
                _token(post, texts, copied),
                post.state,
                comment.note,
                words.web_link(post.permalink),
                tuple(map(words.line, post.labels)) if post.labels else (),
                comment.parent < 0,
                capped,
                comment.depth,
                anchors[parent] if parent >= 0 else "",
                names[comments[parent].post.author] if parent >= 0 else "",
                anchors[after] if after is not None else "",
                comment.descendants,
                comment.missing,
                opens,
                closes,
                len(post.body.text) + 40 * post.body.text.count("\n"),
                reading,
            )
        )
    return result


def _anchors(thread_id: str, comments: Sequence[Comment]) -> list[str]:
    return [urls.anchor(comment.post.id, thread_id) for comment in comments]


def _token(post: Post, texts: list[Text], copied: reconstruction.Copied | None = None) -> str:
    """The token that stands for a post's body; empty where there is no text."""
    if not post.body.text or post.body.text.isspace():
        return ""
    texts.append(copied.body(post) if copied else post.body)
    return token(len(texts) - 1)
