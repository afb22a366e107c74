"""github-html: saved pages of issues, pull requests and discussions of GitHub.

Until 2024 the server wrote all of a page; since then that of an issue holds its posts as JSON,
which the page draws itself from. Both tell the same ids as the API.

What stands on a page: _github_page.py. What it holds as JSON: _github_embedded.py.
"""

import re
from collections.abc import Iterator

from sitegen.model import Post, Problem, Record
from sitegen.sources import _github as github
from sitegen.sources import _github_embedded as embedded
from sitegen.sources._github_fields import Facts
from sitegen.sources._github_page import Said, said
from sitegen.sources._github_places import Place, place_in
from sitegen.sources._html import Node, attribute, looks_like_html, page, text_of
from sitegen.sources.source import NO_OBJECT, Dump, Head, Source

_TAG = re.compile(rb"<(?:meta|link)\s[^<>]*+>")
_NAMED = re.compile(rb"og:site_name|octolytics-|github\.githubassets\.com")
_OF_THREAD = re.compile(rb"/(?:issues|pull|discussions)/\d{1,15}[\"'/?#]")
_ADDRESSES = "meta[property='og:url'], link[rel=canonical]"
_TITLES = ("h1 .js-issue-title", ".js-issue-title", "[data-testid=issue-title]",
           ".discussion-topic-title", ".gh-header-title")  # fmt: skip
_NOTHING = "No description provided."
_COMMENTS = re.compile(r"([\d,]{1,12}) comments?\b")
_KINDS = {"pull": ["pull request"], "discussions": []}


def _sniff(head: Head) -> bool:
    """By what the head of each page says of it: whose it is, and its address."""
    if not looks_like_html(head.data):
        return False
    tags = _TAG.findall(head.data)
    own = [tag for tag in tags if b"og:url" in tag or b"canonical" in tag]
    if not any(map(_OF_THREAD.search, own)):
        return False
    return any(b"GitHub" in tag or b"github" in tag for tag in tags if _NAMED.search(tag))


def _read(dump: Dump) -> Iterator[Record]:
    with dump.open() as stream:
        root, problems = page(stream, b"</html>")
    yield from problems
    place = _place(root) if root else None
    if root is None or place is None:
        yield Problem("", "the page does not tell which issue or discussion it is of")
        return
    held: set[str] = set()
    for record in embedded.thread(root, place):
        if isinstance(record, Post):
            held.add(record.id.removeprefix(place.id).removeprefix("/"))
        yield record
    found: dict[str, Said] = {}
    astray: list[Node] = []
    for each in said(root, astray):
        first = found.setdefault(each.mark, each)
        if first.body is None:
            found[each.mark] = each
        elif each.body and each.mark not in held and text_of(first.body) != text_of(each.body):
            yield Problem(each.mark, "it stands here twice; the first is kept")
    if astray:
        yield Problem("", f"{len(astray):,} texts stand in no post: of another kind, or damaged")
    reacts = any(each.reactions for each in found.values())
    for each in found.values():
        if each.mark not in held and (each.body or each.verdict or each.kind != "review"):
            above = each.above if each.above in held else ""
            yield from _said(each, root, place, above, reacts=reacts)
            held.add(each.mark)
    if not held:
        yield Problem("", "nothing that was said was found: a list, or a page that is drawn later")


def _place(root: Node) -> Place | None:
    told = (attribute(n, "content") or attribute(n, "href") for n in root.css(_ADDRESSES))
    return next((place for address in told if (place := place_in(address[:2000]))), None)


def _said(each: Said, root: Node, place: Place, above: str, *, reacts: bool) -> Iterator[Record]:
    """A post. That which opens the thread is kept for its title where it lost its text."""
    opens = each.kind == "opening"
    if each.body is None and not each.verdict:
        what = "a comment that the page hides" if each.hidden else "a post"
        yield Problem(each.mark or "the opening post", f"{what}, without a text", lost=not opens)
        if not opens:
            return
    facts = Facts(
        body_html=_body(each.body) if each.body else "",
        author=each.author or "",
        created_at=each.created,
        author_association=each.staff or None,
        reactions=each.reactions if reacts else None,
        upvote_count=each.votes,
        is_minimized=each.hidden,
        minimized_reason=each.reason,
        path=each.path or None,
        state=each.verdict or None,
    )
    if opens:
        yield _opening(facts, root, place)
        return
    labels = github.verdict(facts) if each.kind == "review" else github.passage(facts)
    labels = [*labels, *(["accepted"] if each.chosen else [])]
    yield github.comment(facts, place, each.mark, above or None, labels)


def _body(node: Node) -> str:
    html = (node.inner_html or "").strip()
    return "" if len(html) < 2 * len(_NOTHING) + 20 and text_of(node) == _NOTHING else html


def _opening(facts: Facts, root: Node, place: Place) -> Post:
    header = root.css_first(".gh-header-meta")
    count = _COMMENTS.search(text_of(header)) if header else None
    facts.title = _title(root)
    facts.state = None
    _tell_states(facts, root)
    facts.labels = [text_of(node) for node in root.css(".js-issue-labels .IssueLabel")[:100]]
    claimed = int(count[1].replace(",", "") or 0) if count else None
    return github.opening(facts, place, _KINDS.get(place.kind, []), claimed)


def _title(root: Node) -> str | None:
    """The title without its number, which the page writes behind it."""
    for selector in _TITLES:
        if (node := root.css_first(selector)) and (title := text_of(node)):
            return re.sub(r" #\d{1,15}$", "", title)
    node = root.css_first("title")
    told = text_of(node) if node else ""
    return re.split(r" (?:by \S{1,60} )?· (?:Issue|Pull Request|Discussion|\S+) ", told)[0] or None


def _tell_states(facts: Facts, root: Node) -> None:
    """Whether it is over, as the pills in the header say by their titles: "Status: Closed"."""
    for node in root.css(".gh-header-meta .State, .gh-header .State, .State[title]")[:20]:
        told = (attribute(node, "title").removeprefix("Status: ") or text_of(node)).lower()
        if told.startswith("merged"):
            facts.merged = True
        elif told.startswith(("closed", "not planned")):
            facts.state = "closed"
            reason = told.removeprefix("closed").strip().removeprefix("as ")
            facts.state_reason = reason or None
        elif told == "draft":
            facts.draft = True
        elif told == "locked":
            facts.locked = True
        elif told == "answered":
            facts.is_answered = True


SOURCE = Source(
    name="github-html",
    title="Saved pages of GitHub issues, pull requests and discussions",
    version=2,
    sniff=_sniff,
    keys=NO_OBJECT,
    read=_read,
)
