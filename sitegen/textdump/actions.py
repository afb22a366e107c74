"""The words that sites have below a comment: "Reply", "Share", "12 likes", "Antworten".

In English, German, French, Spanish, Portuguese and Italian. A number or a sign alone is such a
line, too: votes, or what a picture became.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from sitegen.textdump.words import set_of

_ANSWER = (  # what invites an answer
    r"repl(?:y|ies)(?: to \S{1,40}| to this| with quote)?|log in to reply|antwort(?:en)?"
    r"|répon(?:dre|ses?)|responder|respuestas?|respostas?|rispondi|quote|zitieren|citer|citar"
    r"|comment on this"
)
_OTHER = (
    r"(?:un)?likes?|shares?|report|flag(?: as inappropriate)?|edit|delete|permalink|(?:copy )?link"
    r"|up ?vote|down ?vote|votes?|award|give award|save|follow|bookmark|more|show (?:more|less)"
    r"|read (?:more|less)|see more|top|thanks?|helpful|solution|translate to english"
    r"|(?:view|hide|show|load)(?: \d{1,6})?(?: more)? (?:repl(?:y|ies)|comments?)"
    r"|(?:gif|add to|multi)[ -]?quote|reactions?:?|react|go to comments?|track me|source|share this"
    r"|parent|sign in to reply online|use email software"
    r"|teilen|melden|speichern|gefällt mir|auszeichnen|bearbeiten|link kopieren|abstimmen"
    r"|hochstimmen|runterstimmen|positive stimme|negative stimme|mehr anzeigen"
    r"|partager|signaler|j[’']aime|enregistrer|récompenser|vote positif|vote négatif"
    r"|compart(?:ir|ilhar)|me gusta|curtir|denunciar|reportar|guardar|salvar|premiar|recompensar"
    r"|voto (?:positivo|negativo)|votar(?: a favor| en contra)?|condividi|segnala|mi piace"
    r"|best|newest|oldest|am besten|neueste|sort(?:ed)? by:?.{0,30}|sortieren nach:?.{0,30}"
    r"|created|last reply|views?|users?|links?|comments?|kommentare?"
    r"|boosts?|favou?rites?|activity|copy (?:original )?url|open (?:original )?url|reduce"
)
_JOIN = r"[\s•·|,/()–-]{1,6}"
_TAIL = r"[\s›↓→»]{0,3}"
_SUM = r"(?: ?\(\d{1,6}\))?"
_COUNT = r"(?:[•·] ?)?(?:[\d.,]{1,9}[km]?[\s•·|]{0,4}){0,2}"
_LETTER = r"(?=[^\W\d_])"  # all words begin with one, so none is looked for among digits
_WORD = rf"{_COUNT}{_LETTER}(?:{_ANSWER}|{_OTHER}){_SUM}"
# Rows of lines in lower case: that is a third of what `re.I` takes.
_ROW = re.compile(rf"{_WORD}(?:{_JOIN}{_WORD}){{0,12}}{_TAIL}")
_INVITES = re.compile(
    rf"(?:{_COUNT}{_LETTER}(?:{_OTHER}){_JOIN}){{0,6}}{_COUNT}{_LETTER}(?:{_ANSWER}){_SUM}"
    rf"(?:{_JOIN}{_WORD}){{0,6}}{_TAIL}"
)
_HINT = re.compile(  # what such a line has in lower case: of most lines nothing else is asked
    "repl|antw|répo|resp|risp|quot|zitier|cita|cite|comment on"
)
_GLUE = re.compile(r"(?<=[a-zà-ÿ)])(?=[A-Z\d])|(?<=\d)(?=[A-Z])")
_SEAM = re.compile(r"[A-Z\d]")  # without these nothing of that is there
_EMOJI = "[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?"
_NUMBER = re.compile(
    rf"(?:{_EMOJI} ?\d{{1,6}} ?){{1,8}}|[−+–-]?[\d.,]{{1,9}} ?[kKmM]?(?: ?/ ?\d{{1,9}})?"
    r"|\d{1,9} (?:__)?\d{1,9}|[^\w\s](?: ?[^\w\s]){0,3}"
)
# The letters with which all these words begin, as they are and where a space is gone ("meGusta").
_BEGINNINGS = set_of(
    " abs act add amb ant aus awa bea bes boo cit com con cop cre cur del den dow edi enr"
    " fav fla fol gef gif giv got gua hel hid hoc j'a j’a kom las lik lin loa log meg meh"
    " mel mip mor mul neg neu new old ope par per pos pre quo rea rec red rep res ris run"
    " réc rép sal sav see seg sha sho sig sol sor sou spe tei tha top tra unl upv use vie"
    " vot zit"
) | {"am ", "go ", "me ", "mi ", "up "}
_COUNTED = re.compile(r"[\d.,]{1,9}[km]? (?:reply|(?i:replies))(?: .{0,40})?")
_LONGEST = 120  # characters
SHORT = 40  # characters of a line of which is kept what it is, for many of these are the same
_KEPT = 1 << 12  # lines of which it is known, for a page's own are the same below all comments


def is_talk(line: str) -> bool:
    """Whether a line begins as no line of a site's own does, or is a word with a number behind it
    ("user12"): it is not looked at any further.
    """
    if not line[:1].isalpha():
        return False
    if line[:3].lower() not in _BEGINNINGS:
        return True
    return line[-1].isdigit() and line.isalnum() and line[1:].islower()


def is_words(line: str) -> bool:
    """Whether a line is words of the site's, such as stand below a comment."""
    return len(line) <= _LONGEST and not is_talk(line) and _is_row(line)


@lru_cache(maxsize=_KEPT)
def _is_row(line: str) -> bool:
    return _is(_ROW, line)


def _is(row: re.Pattern[str], line: str) -> bool:
    """Whether a line is such a row, or one in which programs left nothing between the words:
    "ReplyAwardShare".
    """
    if row.fullmatch(line.lower()) is not None:
        return True
    if _SEAM.search(line) is None:
        return False
    apart = _GLUE.sub(" ", line)
    return apart != line and row.fullmatch(apart.lower()) is not None


def is_count(line: str) -> bool:
    """Whether a line is a number or signs alone."""
    return not line[:1].isalpha() and len(line) <= _LONGEST and _NUMBER.fullmatch(line) is not None


def is_action(line: str) -> bool:
    """Whether a line is the site's own, of those that stand below a comment."""
    if len(line) <= SHORT:
        return _is_own(line)
    return is_words(line) or is_count(line)


@lru_cache(maxsize=_KEPT)
def _is_own(line: str) -> bool:
    return not is_talk(line) and (_is_row(line) or is_count(line))


def invites(line: str) -> bool:
    """Whether a line invites an answer, as people do not write it; "5 replies" counts some."""
    if len(line) <= SHORT:
        return _short_invites(line)
    return len(line) <= _LONGEST and _HINT.search(line.lower()) is not None and _is_invitation(line)


@lru_cache(maxsize=_KEPT)
def _short_invites(line: str) -> bool:
    return _HINT.search(line.lower()) is not None and _is_invitation(line)


@lru_cache(maxsize=_KEPT)
def _is_invitation(line: str) -> bool:
    return _is_row(line) and _is(_INVITES, line) and _COUNTED.fullmatch(line) is None


def _asks(line: str) -> bool:
    return not is_talk(line) and invites(line)


_known_asks = lru_cache(maxsize=_KEPT)(_asks)


def invited(told: Sequence[tuple[int, str]], starts: Sequence[int]) -> bool:
    """Whether below most of the comments, whose bodies begin at the lines `starts`, stands what
    invites an answer.
    """
    inviting = [n for n, text in told if (_known_asks(text) if len(text) <= SHORT else _asks(text))]
    below = {bisect_right(starts, number) for number in inviting} - {0}
    return len(below) * 5 >= len(starts) * 3
