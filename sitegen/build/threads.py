"""A thread → what thread.html sees. This is the hot path: it runs for every comment there is.

Bodies do not go through the template: their place is held by a token, and they are put in after
the page's frame has been minified, so that nothing ever changes a body.
"""

from collections.abc import Iterable, Mapping, Sequence

from sitegen import bodies
from sitegen.build import originals, parts, reconstruction, said, tongues, words
from sitegen.build.contexts import community_link
from sitegen.build.engine import Text, token
from sitegen.build.mail_texts import MailTexts
from sitegen.build.nesting import nesting, ways
from sitegen.build.orders import order_links, with_twins
from sitegen.build.people import people_view
from sitegen.build.site_view import Frame, page_view
from sitegen.model import Comment, Post, precision_of, site_of
from sitegen.moments import is_moment
from sitegen.pages import Listed, ThreadIndexPage, ThreadPage, urls
from sitegen.pages.sites import original_name, site_name
from sitegen.theme import context as view
from sitegen.theme.comments import Comments

_DESCRIPTION = 160  # characters; what search engines show
_STICKY = frozenset(("stickied", "pinned"))  # labels of a site's own
_UNLABELLED: tuple[tuple[str, ...], str] = ((), "")
_GONE = ("deleted", "removed", "dead", "missing")


def thread_context(
    frame: Frame, page: ThreadPage, whole: parts.Whole, texts: list[Text]
) -> view.ThreadContext:
    """What thread.html sees. Each body with a text is appended to `texts`; its token is shown."""
    thread = whole.thread
    root = thread.root
    title = frame.of_thread(thread)
    description = bodies.plain_text(root.body, _DESCRIPTION) if root.body.text else ""
    links = parts.links(page, whole)
    mail = MailTexts.of(frame, page, thread, links)
    shown = thread_view(frame, page, whole, title, texts, mail)
    if not description:
        description = f"{frame.comments(shown.count)}, {shown.site_name}"
    if page.top >= 0:
        author = frame.author(thread.comments[page.top].post.author)
        title = f"{author or frame.text('Unknown author')}, {title}"
    elif page.part:
        title = f"{title}{frame.on_page(page.part + 1)}"
    if page.order:
        title = frame.text(said.IN_ORDER[page.order], title=title)
    head = page_view(frame, page.path, page.site, title, description, noindex=page.noindex)
    comments = comment_views(frame, page, whole, links, texts, mail)
    return view.ThreadContext(
        site=frame.site,
        page=with_twins(frame, head, page, shown.count),
        thread=shown,
        comments=comments,
        part=parts.part_view(page, whole, links),
        within=parts.within_view(page, whole, links),
        people=None
        if page.part or page.order or page.top >= 0
        else people_view(frame, page, thread, links),
        orders=order_links(frame, page),
        nested=any(comments.column("opens")),
        originals=originals.pattern(comments.picked(("anchor", "permalink", "state"))),
    )


def index_context(
    frame: Frame, page: ThreadIndexPage, whole: parts.Whole
) -> view.ThreadIndexContext:
    """What thread-index.html sees."""
    title = frame.of_thread(whole.thread)
    about = frame.text("{title}, where comments stand", title=title)
    others = parts.index_links(page, whole)
    return view.ThreadIndexContext(
        site=frame.site,
        page=page_view(frame, page.path, page.site, about, "", noindex=page.noindex),
        thread=view.Link(urls.relative(page.path, urls.thread(page.id)), title),
        comments=parts.indexed(page, whole),
        indexes=others,
        next=others[page.part].href if page.part < len(others) else "",
    )


def thread_view(
    frame: Frame,
    page: ThreadPage,
    whole: parts.Whole,
    title: str,
    texts: list[Text],
    mail: MailTexts | None,
) -> view.ThreadView:
    thread, count = whole.thread, whole.written
    root, ghosts = thread.root, len(thread.comments) - count
    copied = reconstruction.Copied.of(frame, page, whole, [])
    link, permalink = words.web_link(root.link), words.web_link(root.permalink)
    labels, age = _labels(root)
    return view.ThreadView(
        title=title,
        author=frame.author(root.author),
        when=frame.moment(root.created, precision_of(root)),
        edited=frame.moment(root.edited),
        score=root.score,
        body="" if page.part or page.top >= 0 else _token(root, -1, texts, copied or mail),
        state=root.state,
        link=link,
        domain=words.domain(link) if link else "",
        permalink=permalink,
        original=original_name(site_of(page.id), words.domain(permalink)) if permalink else "",
        site_name=site_name(site_of(page.id)),
        community=community_link(page.path, site_of(page.id), whole.community, frame.look.title),
        labels=labels,
        count=count,
        claimed=root.claimed if root.claimed is not None and root.claimed != count else None,
        ghosts=ghosts,
        missing=thread.missing,
        missing_deep=thread.missing_deep,
        notices=tuple(frame.notice(words.line(told)) for told in root.evidence.notices)
        if root.evidence
        else (),
        found=copied.found if copied else 0,
        copy_href=copied.source if copied else "",
        others=tuple(_other(page.path, of) for of in page.others),
        author_href=_author_link(page, root.author),
        domain_href=urls.relative(page.path, urls.domain(page.domain)) if page.domain else "",
        age=age,
        lang=tongues.tongue(root.body.text, frame.site.language),
    )


def _other(path: str, of: Listed) -> view.Link:
    """The link to a thread about the same page of the web."""
    where = words.line(of.community) or site_name(site_of(of.id))
    return view.Link(urls.relative(path, urls.thread(of.id)), where, of.count)


def comment_views(
    frame: Frame,
    page: ThreadPage,
    whole: parts.Whole,
    links: Sequence[str],
    texts: list[Text],
    mail: MailTexts | None,
) -> Comments:
    """The comments that stand on the page; `links` lead to those of the whole thread."""
    thread, anchors, comments = whole.thread, whole.anchors, whole.thread.comments
    options, moment, person = frame.site.options, frame.moment, frame.person
    fold, site = bool(options.get("fold_stickied")), site_of(page.id) if page.site.authors else ""
    op, apart, flat = frame.author(thread.root.author), _apart(page, whole), _flat(page, options)
    copied = reconstruction.Copied.of(frame, page, whole, links)
    (start, end), rows = parts.extent(page, whole), []
    last = end - 1 if end < len(comments) and page.top < 0 else -1
    placed = _placed(whole, start, end, _nesting(options))
    for comment, (level, capped, opens, closes), (root, before, after) in placed:
        post, number = comment.post, comment.number
        author, folded, by = person(post.author, site)
        reading = copied.reading(post) if copied else None
        parent = -1 if reading and reading.loose else comment.parent
        rows.append(
            (
                anchors[number],
                author,
                author == op != "",
                moment(post.created, post.evidence.precision if post.evidence else ""),
                moment(post.edited) if post.edited else None,
                post.score,
                _token(post, number, texts, copied or mail),
                post.state,
                comment.note,
                words.web_link(post.permalink),
                *(_labels(post) if post.labels else _UNLABELLED),
                comment.parent < 0,
                capped,
                level,
                comment.depth,
                links[parent] if parent >= 0 else "",
                person(comments[parent].post.author, site).name if parent >= 0 else "",
                links[root] if root >= 0 else "",
                links[before] if before >= 0 else "",
                links[after] if after >= 0 else "",
                comment.descendants,
                comment.missing,
                opens,
                opens and _duet(comments, number),
                folded or (fold and not _STICKY.isdisjoint(post.labels)),
                closes,
                links[end] if number == last and comment.descendants else "",
                len(post.body.text) + 40 * post.body.text.count("\n"),
                reading,
                _quote(comments, comment.parent, number) if flat else "",
                *_spoken(frame, post.body.text),
                urls.root(page.path) + by if by else "",
                apart.get(number, ""),
            )
        )
    return Comments(rows)


def _spoken(frame: Frame, text: str) -> tuple[bool, str]:
    """Whether a body may turn, and its language, where that is not the page's."""
    turns = frame.site.direction == "rtl" or words.may_turn(text)
    return turns, tongues.tongue(text, frame.site.language)


def _labels(post: Post) -> tuple[tuple[str, ...], str]:
    """The labels of a post and, where no time is told, its age, which is one of them, apart."""
    labels = tuple(map(words.line, post.labels))
    age = "" if post.created else next(filter(is_moment, labels), "")
    return tuple(label for label in labels if label != age) if age else labels, age


def _placed(
    whole: parts.Whole, start: int, end: int, deepest: int
) -> Iterable[tuple[Comment, tuple[int, bool, bool, int], tuple[int, int, int]]]:
    """The comments of a page, how each nests there, and where one may want to go from it."""
    comments = whole.thread.comments
    shown = comments[start:end]
    to = ways(whole.thread, whole.before, start, end)
    return zip(shown, nesting(shown, deepest), to, strict=True)


def _apart(page: ThreadPage, whole: parts.Whole) -> dict[int, str]:
    """By number, links to the pages of comments that have one with all their replies."""
    ids = {number: whole.thread.comments[number].post.id for number in page.tops}
    return {
        number: urls.relative(page.path, urls.subthread(page.id, post_id))
        for number, post_id in ids.items()
        if number != page.top
    }


def _flat(page: ThreadPage, options: Mapping[str, object]) -> bool:
    """Whether no comment of the page lies in the one that it answers."""
    return page.order == "flat" or _nesting(options) == 1


def _quote(comments: Sequence[Comment], number: int, below: int) -> str:
    """How a comment begins that another one answers; empty for none, and where it stands right
    above that."""
    body = comments[number].post.body if number >= 0 and number != below - 1 else None
    return bodies.plain_text(body, _DESCRIPTION) if body and body.text else ""


def _nesting(options: Mapping[str, object]) -> int:
    """How many levels there may be; a theme that stands alone need not have the option."""
    deepest = options.get("max_nesting", 30)
    assert isinstance(deepest, int)
    return deepest


def _author_link(page: ThreadPage, told: str | None) -> str:
    """The link to the page of an author; empty where there is none."""
    if not (told and page.site.authors):
        return ""
    return urls.relative(page.path, urls.author(site_of(page.id), told))


def _duet(comments: Sequence[Comment], number: int) -> bool:
    """Whether a comment's only reply is by the one whom it replies to, alone in that as well."""
    comment, child = comments[number], comments[number + 1]
    if comment.parent < 0 or child.descendants + 1 != comment.descendants:
        return False
    parent = comments[comment.parent]
    alone = parent.descendants == comment.descendants + 1
    return alone and child.post.author is not None and child.post.author == parent.post.author


def _token(
    post: Post, number: int, texts: list[Text], shown: reconstruction.Copied | MailTexts | None
) -> str:
    """The token that stands for a post's body; empty where there is no text.

    `shown` knows more of the thread's texts than they say themselves.
    """
    if not post.body.text or post.body.text.isspace():
        return ""
    texts.append(shown.body(post, number) if shown else post.body)
    return token(len(texts) - 1)
