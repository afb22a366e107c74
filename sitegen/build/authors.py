"""What pages of authors show: posts, each with its thread and a line of what it answers."""

from collections.abc import Sequence

from sitegen import bodies
from sitegen.build import tongues
from sitegen.build.contexts import community_link
from sitegen.build.engine import Text, token
from sitegen.build.site_view import Frame, page_view
from sitegen.model import Body, precision_of, site_of
from sitegen.model.attachments import SAVED
from sitegen.model.written import Written
from sitegen.pages import AuthorPage, urls
from sitegen.pages.sites import site_name
from sitegen.theme import context as view

_EXCERPT = 120  # characters


def author_context(
    frame: Frame, page: AuthorPage, written: Sequence[Written], texts: list[Text]
) -> view.AuthorContext:
    """What author.html sees. Each body with a text is appended to `texts`; its token is shown."""
    name = frame.author(page.name) or frame.text("Unknown author")
    title = f"{name}{frame.on_page(page.number)}" if page.number else name
    links = [
        view.Link(urls.relative(page.path, path), frame.text(text)) if path else None
        for path, text in ((page.newer, "Newer"), (page.older, "Older"))
    ]
    return view.AuthorContext(
        site=frame.site,
        page=page_view(frame, page.path, page.site, title, ""),
        name=name,
        where=site_name(page.of),
        posts=[_post(frame, page.path, of, texts) for of in reversed(written)],
        total=page.total,
        newer=links[0],
        older=links[1],
        heading=title,
    )


def _post(frame: Frame, path: str, of: Written, texts: list[Text]) -> view.WrittenView:
    post, site = of.post, site_of(of.thread)
    body = ""
    if post.body.text and not post.body.text.isspace():
        texts.append(Body(SAVED.sub("", post.body.text), post.body.markup))
        body = token(len(texts) - 1)
    return view.WrittenView(
        href=urls.post(path, post.id, of.thread, of.number),
        title=frame.title(of.title, None, "visible", of.thread),
        community=community_link(path, site, of.community),
        when=frame.moment(post.created, precision_of(post)),
        score=post.score,
        body=body,
        opening=post.id == of.thread,
        parent=_parent(frame, path, of),
        lang=tongues.tongue(post.body.text, frame.site.language),
    )


def _parent(frame: Frame, path: str, of: Written) -> view.Above | None:
    if of.parent is None:
        return None
    body = of.parent.body
    text = bodies.plain_text(body, _EXCERPT) if body.text else ""
    href = urls.post(path, of.parent.id, of.thread, of.above)
    return view.Above(href, frame.author(of.parent.author), text)
