"""Comments on a page of WordPress, in the marks that it writes itself, whatever the theme.

`comment_class()` writes "comment even thread-even depth-1" on what holds a comment and the answers
to it; the list and most themes write its number into ids ("comment-12", "li-comment-12",
"div-comment-12"). What a comment says stands in an element that the theme names, or in none: then
it is all that is neither its author nor its time.

Markup: class-walker-comment.php and the blocks of comments of WordPress, Twenty Ten to Twenty
Twenty-Three, Kubrick; the parts of other themes and of WooCommerce by their templates.
"""

import re

from sitegen.sources._html import Node, attribute, child_of, classes, walk

_ID = re.compile(r"(?:li-|div-)?comment-(\d{1,15})|wpd-comm-(\d{1,15})_\d{1,15}", re.ASCII)
_POST = re.compile(r"post-(\d{1,15})", re.ASCII)
_LINK = re.compile(r"#(?:li-|div-)?comment-(\d{1,15})", re.ASCII)
_DEPTH = re.compile(r"depth-(\d{1,3})", re.ASCII)
_PINGS = frozenset({"pingback", "trackback"})
_KINDS = frozenset({"comment", "pingback", "trackback", "review", "comments"})

_TEXTS = frozenset(
    {"comment-content", "wp-block-comment-content", "comment-text", "comment_text", "commenttext",
     "comment_content", "commentcontent", "comment__content", "comment-body", "comment_body",
     "comment-entry", "wpd-comment-text", "w-comments-item-text"}
)  # fmt: skip
_NAMES = frozenset(
    {"fn", "comment-author-name", "wp-block-comment-author-name", "comment-author-link",
     "comment_author_name", "comment__author-name", "woocommerce-review__author",
     "wpd-comment-author", "w-comments-item-author"}
)  # fmt: skip
_AUTHORS = frozenset({"comment-author", "comment_author", "commentauthor", "vcard"})
_TIMES = frozenset(
    {"comment-metadata", "commentmetadata", "comment-date", "comment_date", "comment-time",
     "wpd-comment-date", "w-comments-item-date", "wp-block-comment-date"}
)  # fmt: skip
_ALWAYS = frozenset({"comment-content", "wp-block-comment-content"})  # texts of nothing else
_BOXES = frozenset({"comment-meta", "meta", "description"})
_WORDLESS = frozenset(
    {"reply", "comment-reply", "comment-reply-link", "comment-reply-login", "avatar", "says",
     "wp-block-comment-reply-link", "wp-block-comment-edit-link", "comment-edit-link", "edit-link",
     "wp-block-avatar", "comment-respond", "comment-actions", "star-rating", "sharedaddy",
     "comment-likes", "w-comments-item-icon", "wpd-comment-footer", "wpd-comment-share",
     "wpd-form-wrap"}
)  # fmt: skip
_WAITING = "comment-awaiting-moderation"
_COMMENT = "[class*='depth-'][id*='comment-']"
_NOT_BEGUN = "the tag that begins it is missing"
_NOT_ENDED = "the tag that ends the text before it is missing"
_NOT_ENTERED = frozenset({"form", "script", "style", "template", "svg", "button", "select"})

_BARE = _NOT_ENTERED | {"time", "cite"}  # elements that are something even without attributes


class Said:
    """A comment: `number` as the page tells it, or ""; what it stands below; its parts by name.

    `torn` says which tag is missing around it; `cut` is the child of its text that holds another
    comment, as the text's end is missing; `open` whether a link to answer it stands in it.
    """

    __slots__ = (
        "above",
        "cut",
        "depth",
        "kind",
        "node",
        "number",
        "open",
        "parts",
        "swallows",
        "torn",
    )

    def __init__(self, node: Node, above: "Said | None", number: str = "") -> None:
        self.node, self.above, self.number = node, above, number
        self.depth, self.kind = 0, ""
        self.parts: dict[str, Node] = {}
        self.torn = ""
        self.open = self.swallows = False
        self.cut: Node | None = None


class Comments:
    """The comments of a page in its order, and how many other posts with comments it has."""

    def __init__(self, root: Node, own: str = "") -> None:
        self.others = 0
        self._own = own
        self.found: list[Said] = []
        self._open: list[tuple[int, Said]] = []  # elements around, and whose they are
        self._ended: dict[int, Said] = {}  # the last comment that ended right in an element
        self._left = -1  # the element that is not looked into
        self._boxes: set[int] = set()  # what holds parts or comments, and so is no text
        self._known: set[int] = set()  # parts, and elements that hold a comment
        for node, begins in walk(root, lambda node: node.mem_id != self._left):
            if node.is_element_node:
                if begins:
                    self._begin(node)
                elif self._open and self._open[-1][0] == node.mem_id:
                    _, ended = self._open.pop()
                    if ended.node.mem_id == node.mem_id and node.parent:
                        self._ended[node.parent.mem_id] = ended

    def loose(self, said: Said) -> str:
        """The HTML of a comment that stands in no element known to hold what one says."""
        parts: list[Node] = []
        todo = [said.node]
        while todo:
            node = todo.pop()
            inside = []
            child = node.first_child
            while child is not None:
                inside.append(child)
                child = child.next
            if node.mem_id == said.node.mem_id or node.mem_id in self._boxes:
                todo += [each for each in reversed(inside) if each.mem_id not in self._known]
            elif node.is_text_node or node.is_element_node:
                parts.append(node)
        parts = [
            node for node in parts if node.is_element_node or (node.text_content or "").strip()
        ]
        while parts and parts[0].tag == "br":
            del parts[0]
        if len(parts) == 1 and parts[0].tag in ("div", "section"):
            return (parts[0].inner_html or "").strip()
        return "".join([node.html or "" for node in parts])

    def _begin(self, node: Node) -> None:
        if not node.attributes and node.tag not in _BARE:
            return
        kinds = set(classes(node))
        if node.tag in _NOT_ENTERED or attribute(node, "id") == "respond" or kinds & _WORDLESS:
            self._left = node.mem_id
            if self._open:
                self._mark(node)
                linked = "comment-reply-link" in kinds or node.css_first("a.comment-reply-link")
                if node.tag not in _NOT_ENTERED and linked:
                    self._open[-1][1].open = True
            return
        if self._is_other(node):
            self._left = node.mem_id
            return
        told = _ID.fullmatch(attribute(node, "id"))
        number = (told[1] or told[2]) if told else ""
        depth = next((found for kind in kinds if (found := _DEPTH.fullmatch(kind))), None)
        around = self._open[-1][1] if self._open else None
        begun = (depth and kinds & _KINDS) or (kinds & _PINGS and node.tag in ("li", "div"))
        if begun or (number and not (around and around.number in ("", number))):
            self._comment(node, number, kinds, depth)
        elif number and around:
            around.number = number
        elif node.parent and any("child" in kind for kind in kinds):
            before = self._ended.get(node.parent.mem_id)
            if before:  # the theme ends a comment before the answers to it
                self._open.append((node.mem_id, before))
        self._part(node, kinds)

    def _is_other(self, node: Node) -> bool:
        """Whether an element holds another post than the page's own; counted if it has comments."""
        found = _POST.fullmatch(attribute(node, "id")) if self._own and not self._open else None
        if not found or found[1] == self._own:
            return False
        self.others += node.css_first(_COMMENT) is not None
        return True

    def _comment(
        self, node: Node, number: str, kinds: set[str], depth: re.Match[str] | None
    ) -> None:
        said = Said(node, self._open[-1][1] if self._open else None, number)
        said.depth = int(depth[1]) if depth else 0
        if (around := said.above) and around.swallows:
            around.cut = around.cut or child_of(around.parts["text"], node)
            said.above, said.torn = around.above, _NOT_ENDED
        said.kind = next((kind for kind in sorted(_PINGS) if kind in kinds), "")
        self._mark(node)
        self.found.append(said)
        if node.first_child is not None:
            self._open.append((node.mem_id, said))

    def _part(self, node: Node, kinds: set[str]) -> None:
        name = _name_of(node, kinds)
        if not name:
            return
        if not self._open:
            if not kinds.isdisjoint(_ALWAYS):
                said = Said(node, None)
                said.torn, said.parts["text"] = _NOT_BEGUN, node
                self.found.append(said)
                self._left = node.mem_id
            return
        around = self._open[-1][1]
        if around.node.mem_id == node.mem_id:
            return
        parts = around.parts
        if "text" in parts and (name == "text" or (name == "name" and "name" in parts)):
            around = self._torn(node)
        if name == "link":
            told = _LINK.search(attribute(node, "href"))
            if told and not around.number and self._is_dated(node):
                around.number = told[1]
            if not told or told[1] != around.number:
                return
        if node.tag == "cite" and name in parts:
            return  # a work that a comment names
        if node.tag == "cite" and node.next and _says(node.next):
            self._known.add(node.next.mem_id)
        around.parts.setdefault(name, node)
        if name != "site":
            self._mark(node)
        if name == "text":
            around.swallows = node.css_first(_COMMENT) is not None
            if not around.swallows:
                self._left = node.mem_id

    def _torn(self, node: Node) -> Said:
        """A comment whose own tag is missing: it stands in the one before it."""
        element, before = self._open[-1]
        said = Said(node, before.above)
        said.torn, said.depth = _NOT_BEGUN, before.depth
        self.found.append(said)
        self._open[-1] = (element, said)
        return said

    def _is_dated(self, link: Node) -> bool:
        """Whether a link stands with the time of a comment, and so leads to it."""
        inner = link.first_child
        while inner is not None:
            if inner.tag == "time":
                return True
            inner = inner.next
        return link.parent is not None and link.parent.mem_id in self._known

    def _mark(self, node: Node) -> None:
        """Notes what is no text, and all around it up to the comment."""
        self._known.add(node.mem_id)
        above = node.parent
        while above is not None:
            element = above.mem_id
            if element in self._boxes or element in self._known:
                return
            self._boxes.add(element)
            above = above.parent


def _name_of(node: Node, kinds: set[str]) -> str:
    """Which part of a comment an element is; "" where it is none."""
    if node.tag == "time":
        return "time"
    if kinds & _TEXTS:
        return "" if _is_box(node) else "text"
    if attribute(node, "itemprop") in ("text", "commentText"):
        return "text"
    if kinds & _NAMES:
        return "name"
    if _WAITING in kinds:
        return "waiting"
    if kinds & _TIMES:
        return "when"
    if node.tag == "cite" or kinds & _AUTHORS:
        return "author"
    if node.tag == "a" and "#" in attribute(node, "href"):
        return "link"
    if "description" in kinds:
        return "text"
    if node.tag == "a" and "url" in kinds:
        return "site"
    return ""


def _is_box(node: Node) -> bool:
    """Whether an element named as a text holds the other parts of a comment too."""
    if _ID.fullmatch(attribute(node, "id")):
        return True
    parts = _TEXTS | _NAMES | _AUTHORS | _TIMES | _BOXES
    child = node.first_child
    while child is not None:
        if child.is_element_node and (child.tag == "time" or not parts.isdisjoint(classes(child))):
            return True
        child = child.next
    return False


def _says(node: Node) -> bool:
    """Whether a text is what old themes put behind a name: "Says:"."""
    return node.is_text_node and (node.text_content or "").strip()[-20:].endswith(":")
