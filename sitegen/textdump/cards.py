r"""Copies of pages whose comments are cards: a name, a time, the text, and the site's row of words.

    bo / 3d / The pump froze. / 12 / Reply / Share

So Discourse, Disqus, YouTube, XenForo and many blogs come out of a browser. No site is looked for:
a head is a line that is nothing but a time, below a name that stands at the end of the row of the
comment above. "Reply" (or its like) must stand below most of the comments, which tells them from
lists of articles, logs and talks.
"""

import re
from collections.abc import Sequence

import msgspec

from sitegen.textdump.actions import invited, is_action
from sitegen.textdump.cardheads import FEWEST, heads_of
from sitegen.textdump.cardlines import BOUND, COUNTED
from sitegen.textdump.discussions import is_discussion
from sitegen.textdump.disqus import answering, is_disqus
from sitegen.textdump.heads import Head, bodies
from sitegen.textdump.ladder import inset
from sitegen.textdump.lists import is_list
from sitegen.textdump.plainly import plainly
from sitegen.textdump.reading import Part, Sheet
from sitegen.textdump.text import spoken
from sitegen.textdump.titles import signed_title, title_of

_END = re.compile(  # where what stands below all comments begins
    r"(?:leave|post|write|add) a (?:reply|comment|response).{0,40}|your email address will not .*"
    r"|you (?:must|need to) .{0,40}(?:log(?:ged)? ?in|sign in|register).*"
    r"|(?:log|sign) in (?:or \w+ )?to (?:reply|comment).*|sign up for free(?: .*)?"
    r"|related topics|suggested topics|new & unread topics|powered by .*|topic\s+replies\s+views.*"
    r"|(?:show|load|view) more (?:replies|comments)|post navigation|comments are closed\W?"
    r"|\S{1,80} is part of the decentralized social network.*"
    r"|\d{1,6} more (?:replies|comments?).{0,5}|(?:older|newer) comments.*|similar threads|share:"
    r"|reply all(?: ?reply to author)?(?: ?forward)?"
    r"|(?:facebook|twitter)(?:\s+\w+){0,8}",
    re.I,
)
_MINUTES = re.compile(r"\d{0,2}(\d) min(?:ute)?s?\.?", re.I)
_LONG = 100  # characters that no line of a page's own between an article and its comments has
_MARKED = 2  # heads with links, which show that the text is Markdown
_DATED = ("created", "last reply")
_REACTED = re.compile(r"reactions?:(?: .{1,80} and .{1,40})?", re.I)  # below a post of XenForo
NEVER = re.compile(r"(?!)")
_TOP = 80  # lines that are not blank, within which the first head must stand


def read(lines: tuple[str, ...], told: Sequence[tuple[int, str]]) -> Sheet | None:
    """The page, of which `told` are the lines' words, or None for a text that is none of such."""
    if is_discussion(text for _, text in told):
        return None
    found = heads_of(told, len(lines) + 1, answering=is_disqus(lines))
    if len(found) < FEWEST or not invited(told, [each.head.body for each in found]):
        return None
    if all((time := _MINUTES.fullmatch(each.head.age)) and time[1] in "05" for each in found):
        return None  # how long recipes take
    reacted = "reaction" in "\n".join([text for _, text in told]).lower()
    event = _REACTED if reacted else NEVER
    return sheet_of(lines, [each.head for each in found], "cards", event=event)


def sheet_of(
    lines: tuple[str, ...],
    heads: Sequence[Head],
    shape: str,
    *,
    opens: bool | None = None,
    titled: bool = True,
    event: re.Pattern[str] = NEVER,
    depth_first: bool = False,
    signed: re.Pattern[str] = NEVER,
) -> Sheet | None:
    """A page with these heads; None where most have no words below them, or those of a list.

    `titled`: the page begins with a title. `opens`: the first is the opening post's. None: unless
    a line above counts comments; what stands above that line is what they are about, whose author
    a `signed` line below it names.
    """
    top = [(n, plainly(line)) for n, line in spoken(lines, 1, heads[0].first - 1)]
    long = max((n for n, line in top if len(line) > _LONG), default=0)
    start, counts = next(
        ((n, m) for n, line in top if n > long and (m := COUNTED.fullmatch(line))), (0, None)
    )
    opens = counts is None if opens is None else opens
    if (opens and len(top) > _TOP) or is_list(lines, heads):
        return None
    dates = _dates(lines)
    told = bodies(lines, heads, lambda line: line in dates or _is_furniture(line))
    ended = _all_ended(lines, told.parts, event)
    parts = _marked(lines, heads, [part for part, _ in ended])
    if sum(part.last >= part.first for part in parts) * 2 <= len(parts):
        return None
    above = [] if opens else [n for n, _ in top if n < (start or heads[0].first)]
    titled = titled and bool(top) and (bool(above) or opens)
    title = _title(lines, top, shape, article=bool(above) and signed is NEVER) if titled else None
    said = signed_title([plainly(lines[n - 1]) for n in above]) if titled else None
    title = said[0] if said else title
    above = _below_title(lines, above, title, said[1] if said else None)
    opening, above = _signed(lines, above, signed)
    if opens:
        opening, *parts = parts
    else:
        parts = list(inset(lines, heads, parts))
        if is_disqus(lines):
            parts, depth_first = list(answering(parts)), True
    return Sheet(
        site="web",
        shape=shape,
        lines=lines,
        opening=opening,
        comments=tuple(parts),
        title=title,
        claimed=_claimed(counts),
        depth_first=depth_first,
        furniture=(
            *sorted({n for n, _ in top}.difference(above)),
            *told.furniture,
            *(n for _, rest in ended for n in rest),
        ),
    )


def _below_title(
    lines: Sequence[str], above: list[int], title: str | None, signed: int | None
) -> list[int]:
    """The lines below the title, or below that at the place `signed`, which says who posted them,
    and then above the title where it stands again.
    """
    own = above if signed is None else above[signed + 1 :]
    at = next((at for at, n in enumerate(own) if plainly(lines[n - 1]) == title), -1)
    own = own[at + 1 :] if signed is None else own[: at if at >= 0 else len(own)]
    ends = (at for at, n in enumerate(own) if plainly(lines[n - 1]).lower() == "post navigation")
    return own[: next(ends, len(own))]


def _title(
    lines: Sequence[str], top: Sequence[tuple[int, str]], shape: str, *, article: bool
) -> str | None:
    above = [lines[n - 1] for n, _ in top]
    return title_of(lines, above, posts=article, numbered=shape == "github")


def _claimed(counts: re.Match[str] | None) -> int | None:
    number = (counts["n"] or counts["m"]) if counts else None
    return int(number) if number and number.isdigit() else None


def _signed(
    lines: Sequence[str], above: list[int], signed: re.Pattern[str]
) -> tuple[Part, list[int]]:
    """The opening post, of the lines `above` the comments, and which of them are its own."""
    names = ((at, signed.fullmatch(plainly(lines[n - 1]))) for at, n in enumerate(above))
    at, name = next((told for told in names if told[1]), (len(above), None))
    own = above[:at]
    part = Part(
        first=own[0] if own else 1,
        last=own[-1] if own else 0,
        head=above[at] if name else 0,
        author=name["who"] if name else None,
        age=name["age"] if name else "",
    )
    return part, own


def _marked(lines: Sequence[str], heads: Sequence[Head], parts: list[Part]) -> list[Part]:
    """The comments, as Markdown where heads have links."""
    if not any("](" in line for line in lines):
        return parts
    linked = sum(["](" in "".join(lines[head.first - 1 : head.body - 1]) for head in heads])
    marked = (msgspec.structs.replace(part, markup="markdown") for part in parts)
    return list(marked) if linked >= _MARKED else parts


def _dates(lines: tuple[str, ...]) -> frozenset[str]:
    """The lines below "created" and "last reply", which Discourse has below an opening post."""
    if not any(map("\n".join(lines).lower().__contains__, _DATED)):
        return frozenset()
    labels = [n for n, line in enumerate(lines, 1) if line.strip().lower() in _DATED]
    below = (next(spoken(lines, n + 1), None) for n in labels)
    return frozenset(told[1].strip() for told in below if told)


def _is_furniture(line: str) -> bool:
    text = plainly(line)
    return not text or is_action(text) or (text[0] in "rRsS" and BOUND.fullmatch(text) is not None)


def _all_ended(
    lines: tuple[str, ...], parts: Sequence[Part], event: re.Pattern[str]
) -> list[tuple[Part, Sequence[int]]]:
    """The comments without what the page has below them; without events that is below the last."""
    last = len(parts)
    if event is NEVER:
        return [*((part, ()) for part in parts[:-1]), _ended(lines, parts[-1], event, last=True)]
    return [_ended(lines, part, event, last=n == last) for n, part in enumerate(parts, 1)]


def _is_once(lines: Sequence[str], text: str) -> bool:
    """Whether no other line of the page has these words."""
    return sum([text in line and plainly(line) == text for line in lines]) == 1


def _ended(
    lines: tuple[str, ...], part: Part, event: re.Pattern[str], *, last: bool
) -> tuple[Part, list[int]]:
    """A comment without what the page has below it, and the lines of that.

    What a page says of an event is short: below it stands no line that is long.
    """
    if event is NEVER and not last:
        return part, []
    own = [n for n in range(part.first, part.last + 1) if lines[n - 1].strip()]
    texts = [plainly(lines[n - 1]) for n in own]
    events = [at for at, text in enumerate(texts) if len(text) <= _LONG and event.fullmatch(text)]
    if not (events or last):
        return part, []
    long = max([at for at, text in enumerate(texts) if len(text) > _LONG], default=-1)
    ends = [at for at in events if at > long]
    ends += [at for at, t in enumerate(texts) if last and len(t) <= _LONG and _END.fullmatch(t)]
    if not ends:
        return part, []
    at = min(ends)
    while at and (is_action(texts[at - 1]) or texts[at - 1] == part.author):
        at -= 1
    if last and not at and 0 not in ends and _is_once(lines, texts[0]):
        at = 1  # "thanks" and its like is what a person wrote, if it is no row of the page's
    return msgspec.structs.replace(part, last=own[at - 1] if at else part.first - 1), own[at:]
