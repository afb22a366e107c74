"""What the elements of a page of Stack Exchange tell: questions, answers, comments, counts.

All of it becomes rows of a data dump; see _stackexchange.py. Classes of 2009 stand before those of
later designs where they differ: `post-text` and `js-post-body`, `vote-count-post` and
`js-vote-count`. Comments have been rows of a table, and are items of a list.
"""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from sitegen.model import Body, Post, Problem, Record
from sitegen.sources import _stackexchange
from sitegen.sources._html import Node, attribute, classes, inside, outermost, text_of, walk
from sitegen.sources._html_write import rewritten
from sitegen.sources._stackexchange import Site, number
from sitegen.sources._xml_rows import Row

_COUNT = re.compile(r"\d[\d,.]{0,15}")
_CLOSED = re.compile(r"\s\[(?:closed|duplicate|on hold|migrated)\]$")
_BEFORE_NAME = re.compile(r"(?:&nbsp;|[\s\u2013-]){1,40}\Z")
_PUT_BESIDE = frozenset({"post-notice", "js-post-notice", "question-status",
                         "question-originals-of-duplicate"})  # fmt: skip
_TEXTS = ".js-post-body, .post-text"
_TOLD = "told by the page"  # that something happened, not when


# Which elements are what


def is_post(node: Node) -> bool:
    """Whether an element is a question or an answer with all that belongs to it."""
    if node.tag != "div":
        return False
    named, own = classes(node), attribute(node, "id")
    if "answer" in named:
        return own.startswith("answer-") or bool(attribute(node, "data-answerid"))
    return "question" in named and (own == "question" or bool(attribute(node, "data-questionid")))


def answer(node: Node) -> int | None:
    """The number of an answer; None for a question."""
    own = attribute(node, "id")
    told = own.removeprefix("answer-") if own.startswith("answer-") else ""
    return positive(attribute(node, "data-answerid") or told)


def is_accepted(node: Node) -> bool:
    return "accepted-answer" in classes(node)


def comments_in(node: Node) -> Iterator[Node]:
    return outermost(node, _is_comment)


def _is_comment(node: Node) -> bool:
    return "comment" in classes(node) and attribute(node, "id").startswith("comment-")


def astray(root: Node, posts: list[Node]) -> Iterator[Problem]:
    """What of a damaged page stands in no post or comment, or in one that has its text already."""
    comments_ = [comment for post in posts for comment in comments_in(post)]
    for what, owners, texts in (("posts", posts, _TEXTS), ("comments", comments_, ".comment-copy")):
        held = sum(1 for owner in owners if owner.css_first(texts))
        count = len({node.mem_id for node in root.css(texts)}) - held
        if count > 0:
            yield Problem("", f"{count:,} texts of {what} stand in none: the page is damaged")


def positive(told: str) -> int | None:
    found = number(told)
    return found if found and found > 0 else None


# Questions and answers


def post(
    node: Node, native: int, question: int, site: Site, accepted: set[int], root: Node | None
) -> Post | Problem:
    """A question or an answer. `root` is the page of a question, where its title stands."""
    row: Row = {"Id": str(native), "PostTypeId": "1" if root else "2", "Score": _score(node)}
    if root:
        row |= _of_question(root, node)
        if accepted:
            row["AcceptedAnswerId"] = str(min(accepted))
    else:
        row["ParentId"] = str(question)
    body = node.css_first(_TEXTS)
    if body is None:
        return Problem(f"post {native}", "a post without a text")
    row["Body"] = inside(body, _PUT_BESIDE)
    row |= _signed(node)
    if "deleted-answer" in classes(node):
        row["DeletionDate"] = _TOLD
    made = _stackexchange.post(row, site, _nobody, set(accepted))
    return Problem(f"post {native}", made) if isinstance(made, str) else made


def _of_question(root: Node, node: Node) -> Row:
    heading = root.css_first("#question-header h1") or root.css_first("a.question-hyperlink")
    title = text_of(heading) if heading else ""
    row = {"Title": _CLOSED.sub("", title)}
    if _CLOSED.search(title) or node.css_first(".question-status"):
        row["ClosedDate"] = _TOLD
    tags = [text_of(tag) for tag in node.css(".post-taglist a.post-tag")]
    return row | {"Tags": "|".join(dict.fromkeys(tags))}


def _signed(node: Node) -> Row:
    """Who wrote a post and when, and when it was edited: two boxes, of which the last is the
    author's, and that of an edit leads to the list of them."""
    row: Row = {}
    for box in outermost(node, lambda inner: "post-signature" in classes(inner)):
        moment = box.css_first(".user-action-time [title]")
        time = attribute(moment, "title").partition(",")[0] if moment else ""
        if box.css_first(".user-action-time a[href*='/revisions']"):
            edit = box.css_first(".user-action-time .relativetime")
            row["LastEditDate"] = attribute(edit, "title") if edit else ""
            continue
        person = box.css_first(".user-details")
        row |= {"CreationDate": time, "OwnerDisplayName": _name(person) if person else ""}
        if box.css_first(".community-wiki"):
            row["CommunityOwnedDate"] = _TOLD
    if not row.get("CreationDate"):
        told = node.css_first("time[itemprop=dateCreated]")
        row["CreationDate"] = attribute(told, "datetime") if told else ""
    return {key: value for key, value in row.items() if value}


def _name(person: Node) -> str:
    """The name that links to a person's page; of one who has left, the words without a link."""
    link = person.css_first("a[href*='/users/']")
    if link:
        return text_of(link)
    words = [
        node.text_content or ""
        for node, begins in walk(person, lambda _: False)
        if begins and node.is_text_node
    ]
    return " ".join("".join(words).split())


def _score(node: Node) -> str:
    told = node.css_first(".js-vote-count, .vote-count-post")
    count = attribute(told, "data-value") or text_of(told) if told else ""
    return count.replace(",", "").replace("\u2212", "-")


# Comments


def comments(node: Node, native: int, site: Site) -> Iterator[Record]:
    """The comments on the post `native`, whose element is `node`."""
    seen: set[int] = set()
    for found in comments_in(node):
        own = positive(attribute(found, "id").removeprefix("comment-"))
        text = _text(found)
        if own is None or text is None:
            lacks = "a number" if own is None else "a text"
            yield Problem(f"post {native}", f"a comment without {lacks}")
        elif own in seen:
            yield Problem(f"comment {own}", "it stands here twice; the first is kept")
        else:
            seen.add(own)
            yield _comment(found, {"Id": str(own), "PostId": str(native)}, site, text)


def _comment(node: Node, row: Row, site: Site, text: str) -> Post | Problem:
    author, moment = node.css_first(".comment-user"), node.css_first(".comment-date [title]")
    score = node.css_first(".comment-score")
    row |= {
        "UserDisplayName": text_of(author) if author else "",
        "CreationDate": attribute(moment, "title").partition(",")[0] if moment else "",
        "Score": (text_of(score) if score else "") or "0",  # which the site does not show
    }
    made = _stackexchange.comment(row, site, _nobody)
    if isinstance(made, str):
        return Problem(f"comment {row['Id']}", made)
    return replace(made, body=Body(rewritten(text, site.base), "html"))


def _text(node: Node) -> str | None:
    """The HTML of a comment; of old it ended where its author's name begins."""
    copy = node.css_first(".comment-copy")
    if copy:
        return (copy.inner_html or "").strip()
    around = node.css_first(".comment-text > div")
    if around is None:
        return None
    parts = []
    child = around.first_child
    while child is not None and not (child.is_element_node and "comment-user" in classes(child)):
        parts.append(child.html or "")
        child = child.next
    return _BEFORE_NAME.sub("", "".join(parts)).strip()


# What a page only counts


def remaining(node: Node) -> int:
    """How many comments on a post the page keeps back."""
    told = node.css_first("[data-remaining-comments-count]")
    return _number(attribute(told, "data-remaining-comments-count")) if told else 0


def answers(root: Node) -> int:
    """How many answers a question has, on all of its pages."""
    told = root.css_first("#answers-header h2")
    return _number(attribute(told, "data-answercount") or text_of(told)) if told else 0


def _number(told: str) -> int:
    found = _COUNT.match(told)
    return number(re.sub(r"[,.]", "", found[0])) or 0 if found else 0


def _nobody(_: int) -> None:
    """Names stand in the page."""
