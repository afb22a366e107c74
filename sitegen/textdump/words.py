"""What can be seen in one block of text without understanding it.

Everything here is worked out once for each block, in time linear in its length.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from math import log

import msgspec

_WORD = re.compile(r"[^\W_]+(?:'[a-z]+)?")
# For text of ASCII: all that is neither of a word nor an apostrophe becomes a space.
_GAPS = bytes([n if n < 128 and (chr(n).isalnum() or n == 39) else 32 for n in range(256)])
_URL = re.compile(r"https?://\S+")
_ONLY_URL = re.compile(r"(?:[-*•(\[\d\]). :]{0,8})https?://\S+\s*\)?")
_FOOTNOTE = re.compile(r"(\[\d{1,2}\]|\(\d\)|\*+(?= ?\S)|[¹²³])")
_ITEM = re.compile(r"(?:[-*•–—]|\(?(\d{1,2})[.):]|[a-z]\)) ?")
_SENTENCE = re.compile(r"[.!?](?:\s|$)")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][A-Za-z0-9]{2,}")
_LABEL = re.compile(r"[A-Z][\w' ]{0,25}:")
_SMALL_I = re.compile(r"\bi\b(?!\.)")
_LARGE_I = re.compile(r"\bI\b")
_INLINE = re.compile(r"[\"“]([^\"“”]{12,300})[\"”]")
_TERM = re.compile(r"[\"“]([^\"“”]{2,40})[\"”]")
_DIGIT = re.compile(r"\d")


def set_of(text: str) -> frozenset[str]:
    """The words of a list written as one line."""
    return frozenset(text.split())


COMMON = set_of(
    "the a an and or but if then so of to in on at by for with from as is are was were be been"
    " being it its it's this that these those there here i i'm i've i'd i'll you your you're"
    " you've he she they them their we our us my me his her not no do does did don't doesn't"
    " didn't can can't could would should will won't have has had having just more most very much"
    " many some any all one two what which who when where why how about than into out up down"
    " over only also even like get got make made because think know really still other others"
    " people way thing things something want need use used using time good see now well too such"
    " own same new going go say said isn't aren't that's there's they're could never might without"
    " though both start sure different first while find happen few before back feel already bad"
    " someone every call part less enough example after come fact etc around read anything long"
    " pretty always least doing believe off instead talk hard done either side give maybe between"
    " through yes far anyone may since down big another against everyone am certain kind nothing"
    " last able right seem seems mean means look looks take case point problem reason probably"
    " actually year years lot makes day such being wasn't wouldn't we're you'd let put try trying"
)
PERSONS: dict[str, frozenset[str]] = {
    "you": set_of("you your you're you've yourself you'd you'll yours"),
    "I": set_of("i i'm i've i'd i'll my me myself mine"),
    "he": set_of("he his him he's she her hers she's"),
    "they": set_of("they their them they're they've"),
    "we": set_of("we our us we're we've"),
}


_ENDINGS = ("'s", "ies", "ing", "ed", "es", "ly", "s", "e")
_STEM = 7  # letters
BARE = 40  # characters; shorter blocks are often the same
_NONE: frozenset[str] = frozenset()


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """What a word has in common with its other forms, as far as one needs to know here.

    An empty string for words that say nothing about a subject.
    """
    if len(word) < 2 or word in COMMON or (len(word) == 2 and word.isdigit()):
        return ""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)] + ("y" if ending == "ies" else "")
            break
    return word[:_STEM]


class Facts(msgspec.Struct, frozen=True, gc=False):
    """One block: its words, and the marks that hint at who wrote it and what it follows."""

    text: str
    words: tuple[str, ...]
    rare: frozenset[str]
    names: frozenset[str]
    persons: frozenset[str]
    style: dict[str, str]
    sentences: int
    digits: bool
    quote: bool
    url: bool
    item: bool
    label: bool
    code: bool
    footnote: str
    number: int


def words_of(text: str) -> list[str]:
    """Lower-case words without URLs; curly apostrophes are made straight."""
    if "http" in text:
        text = _URL.sub(" ", text)
    text = text.lower()
    if not text.isascii():
        return _WORD.findall(text.replace("’", "'"))
    words = (
        text.encode().translate(_GAPS).decode().split()
    )  # as the pattern, in a third of its time
    if "'" in text:
        return [
            own for word in words for own in ((word,) if word.isalnum() else _WORD.findall(word))
        ]
    return words


def facts(raw: str, *, code: bool = False) -> Facts:
    """All that is kept of a block."""
    text = raw.strip()
    words = words_of(text)
    own = set(words)
    footnote = _FOOTNOTE.match(text)
    item = None if footnote else _ITEM.match(text)
    quote = text.startswith(">")
    url = "http" in text and bool(_ONLY_URL.fullmatch(text))
    plain = not (quote or url or footnote or code)
    return Facts(
        text=text,
        words=tuple(words),
        rare=frozenset(map(stem, own)) - {""},
        names=frozenset([name.lower() for name in _NAME.findall(text)]),
        persons=frozenset([p for p, forms in PERSONS.items() if not forms.isdisjoint(own)]),
        style=_style(text, plain=plain),
        sentences=len(_SENTENCE.findall(text)),
        digits=bool(_DIGIT.search(text)),
        quote=quote,
        url=url,
        item=item is not None,
        label=bool(_LABEL.match(text)),
        code=code,
        footnote=footnote[1] if footnote else "",
        number=int(item[1]) if item and item[1] else 0,
    )


def bare_facts(raw: str) -> Facts:
    """What quotations are matched by, and nothing else: for pages too large to be weighed."""
    text = raw.strip()
    return Facts(
        text=text,
        words=tuple(words_of(text)),
        rare=_NONE,
        names=_NONE,
        persons=_NONE,
        style={},
        sentences=0,
        digits=False,
        quote=text.startswith(">"),
        url=False,
        item=False,
        label=False,
        code=False,
        footnote="",
        number=0,
    )


known_bare_facts = lru_cache(maxsize=1 << 12)(bare_facts)  # of lines of at most BARE characters


def _style(text: str, *, plain: bool) -> dict[str, str]:
    """Habits of a hand: each has one of two or three values, or is not seen here."""
    seen: dict[str, str] = {}
    if ("’" in text) != ("'" in text):
        seen["apostrophe"] = "curly" if "’" in text else "straight"
    if _LARGE_I.search(text):
        seen["I"] = "large"
    elif _SMALL_I.search(text):
        seen["I"] = "small"
    if "--" in text:
        seen["dash"] = "--"
    elif "—" in text or " – " in text or " - " in text:
        seen["dash"] = "—" if "—" in text else "-"
    if "“" in text or '"' in text:
        seen["quotes"] = "curly" if "“" in text else "straight"
    if plain and text:
        if text[0].isalpha():
            seen["capital"] = "small" if text[0].islower() else "large"
        seen["end"] = "point" if text[-1] in '.!?)"”:' else "none"
    return seen


def inline_quotes(text: str) -> list[list[str]]:
    """The words of each passage of four words and more that stands between quotation marks."""
    if '"' not in text and "“" not in text:
        return []
    found = [words_of(match) for match in _INLINE.findall(text)]
    return [words for words in found if len(words) >= 4]


def quoted_terms(text: str) -> list[str]:
    """The passages of one to three words that stand between quotation marks."""
    if '"' not in text and "“" not in text:
        return []
    found = [words_of(match) for match in _TERM.findall(text)]
    return [" ".join(words) for words in found if 0 < len(words) < 4]


def weights(blocks: Iterable[Facts]) -> dict[str, float]:
    """How much a word tells on this page: the logarithm of its rarity among the blocks."""
    count: Counter[str] = Counter()
    total = 2
    for block in blocks:
        count.update(block.rare)
        total += 1
    return {word: log(total / (seen + 0.5)) for word, seen in count.items()}
