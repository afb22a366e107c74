"""What single lines around the head of a card are: times, names, pictures, the page's own words.

Short lines are the same again and again, so what they are is kept.
"""

import re
from functools import lru_cache

from sitegen.moments import MOMENT
from sitegen.textdump.actions import SHORT, is_action, is_count, is_talk, is_words

_WHEN = re.compile(
    rf"(?:[·•] ?)?(?P<age>{MOMENT})(?: ?[·•(]? ?(?:edited|bearbeitet|modifié|editado)\b.{{0,40}})?"
    r"(?: #(?P<n>\d{1,6}))?",
    re.I,
)
# What a time has, in lower case: a word or a digit that does not stand right behind a letter.
_SIGN = re.compile(r"ago|day|now|vor|il y a|hace|há")
_DIGIT = re.compile(r"\d(?<![a-z\d]\d)")
_AFTER = re.compile(  # lines of a head below its time
    r"\(?edited\)?.{0,40}|[·•]|OP|#\d{1,6}|(?:Top \d+% )?(?:Commenter|Poster)|Add bookmark|Author"
    r"|Liked by .{1,60}"
    r"|[·•] ?(?:edited|bearbeitet|modifié|editado).{0,40}"
    r"|(?P<time>\d{1,2}:\d\d(?::\d\d)? ?(?:[ap]\.?m\.?)?|\d{1,2} [ap]\.m\.|noon|midnight)",
    re.I,
)
_NAME = re.compile(r"(?:u/|@)?(?P<who>[^\W_][^\n]{0,48}|_[\w-]{1,40})")
_NO_NAME = re.compile(  # words of forums
    r"level \d{1,3}|Continue this thread|.*\[/u(?:ser)?/.*"
    r"|(?:Reaction score|Messages|Posts|Points|Joined|Join date|Location)(?:\b|[A-Z]).*|"
    r"(?:post )?by .*|.*[»›]|(?:r/|by\b|posted\b).*|.*[|*\[\]].*|.*[.!?:;,…]|.*https?://.*|(?:\S+\s+){4,}\S+"
)
_TWICE = re.compile(r"(?:u/)?(?P<who>\S{1,40}) avatar ?(?P=who)")  # a picture, and the name
_PICTURE = re.compile(
    r"(?:user |profile )?(?:avatar|picture|photo|image)"
    r"|u/\S{1,40} avatar|.{1,40}[’']s avatar|.{1,40} avatar"
    r"|(?:avatar|avatarbild) (?:de|von|of|do) .{1,40}|pinned by .{1,60}|pinned|featured"
    r"|verified|op|author|mod|[·•]|\[(?!deleted|removed)[\w.-]{1,40}\]",
    re.I,
)
BOUND = re.compile(  # the page's own, below one comment and above the next
    r"reactions?: .{1,120}|show replies by (?:date|thread)", re.I
)
COUNTED = re.compile(  # above comments that are not the page's own first words
    r"(?P<n>\d{1,6}|one) (?:thoughts? on|responses? to|replies to|comments? on) .{1,300}"
    r"|(?P<m>[\d.,]{1,9}[km]?) comments?(?: .{0,60})?|comments(?: \(\d{1,6}\))?"
    r"|(?:join the discussion|add a comment|start the discussion)\W{0,3}|kommentare|commentaires",
    re.I,
)
# With what lines begin and end, in lower case, that are none of what somebody wrote or is called.
_BOUNDS = frozenset(["rea", "sho", "one", "com", "joi", "add", "sta", "kom"])
_AFTERS = frozenset(["edi", "op", "top", "com", "pos", "add", "aut", "lik", "noo", "mid"])
_PICTURES = (
    "avatar", "picture", "photo", "image", "pinned", "featured", "verified", "op", "author", "mod",
    "·", "•", "]",
)  # fmt: skip
_PICTURED = ("avatar", "pinned by ")
_PLAIN = re.compile(r"[^\W_][\w-]{0,20}(?: [\w-]{1,13}){0,2}")  # a name, if it begins with no word
_WORDS = (
    "level ", "Continue", "Reaction", "Messages", "Posts", "Points", "Join", "Location", "by",
    "post",
)  # fmt: skip
_MOST_EDITS = 3  # digits
_SHORT = 60  # characters of a line of a head
_LONGEST = 120  # of a line that is a time
_KEPT = 1 << 12  # lines of which it is known what they are


def when(text: str) -> tuple[str, int] | None:
    """The time that a line is, and the number of the post behind it, 0 for none; None for a line
    that is no time.
    """
    if len(text) > _LONGEST:
        return None
    low = text.lower()
    if _DIGIT.search(low) is None and _SIGN.search(low) is None:
        return None
    match = _WHEN.fullmatch(text)
    return (match["age"], int(match["n"] or 0)) if match else None


known_when = lru_cache(maxsize=_KEPT)(when)  #: of lines of at most SHORT characters


def after_time(text: str) -> str | None:
    """What a line below a time says of it, "" where that is nothing; None for a line that is of no
    head.
    """
    if text[:3].lower() not in _AFTERS and text[:1].isalpha():
        return None
    return _known_after(text) if len(text) <= SHORT else _after_time(text)


def _after_time(text: str) -> str | None:
    more = _AFTER.fullmatch(text)
    return None if more is None else more["time"] or ""


_known_after = lru_cache(maxsize=_KEPT)(_after_time)


def is_short(text: str, numbered: bool) -> bool:
    """Whether a line may be of a head; `numbered`: forums count there what people wrote."""
    if is_talk(text) and text[:3].lower() not in _BOUNDS:
        return len(text) <= _SHORT and (numbered or text[-1] not in ".!")
    return len(text) <= _SHORT and _is_of_head(text, numbered)


known_short = lru_cache(maxsize=_KEPT)(is_short)  #: of lines of at most SHORT characters


@lru_cache(maxsize=_KEPT)
def _is_of_head(text: str, numbered: bool) -> bool:
    loose = not numbered and text not in "•·"
    if loose and (text.endswith((".", "!")) or is_count(text)):
        return False
    return not (is_words(text) or _bounds(text))


def named(text: str) -> str | None:
    """The name that a short line is; None where it is none."""
    if _PLAIN.fullmatch(text) and not text.startswith(_WORDS) and " avatar" not in text:
        return text
    return _named(text)


@lru_cache(maxsize=_KEPT)
def _named(text: str) -> str | None:
    twice = _TWICE.fullmatch(text)
    text = twice["who"] if twice else text
    name = _NAME.fullmatch(text.removesuffix(" says:").removeprefix("@"))
    return None if name is None or _NO_NAME.fullmatch(name["who"]) else name["who"]


def is_picture(text: str) -> bool:
    """Whether a short line stands for a picture, or counts edits."""
    low = text.lower()
    if low.endswith(_PICTURES) or low.startswith(_PICTURED):
        return _is_picture(text)
    return is_edits(text)


@lru_cache(maxsize=_KEPT)
def _is_picture(text: str) -> bool:
    return _PICTURE.fullmatch(text) is not None


def is_edits(text: str) -> bool:
    """Whether a line counts how often a post was edited."""
    return len(text) <= _MOST_EDITS and text.isdecimal()


def is_bound(text: str) -> bool:
    """Whether a line is the site's own, of those between two comments."""
    return is_action(text) or _bounds(text)


def _bounds(text: str) -> bool:
    """Whether a line is what stands between comments, or counts them."""
    if text[:3].lower() not in _BOUNDS and not (text[:1].isdecimal() or text[:1] in ".,"):
        return False
    return bool(BOUND.fullmatch(text) or COUNTED.fullmatch(text))
