"""By what signs a language is told: letters first, of one language alone, then those that tell
languages with the same letters apart. In Latin letters it is the words that hold sentences
together: a fourth of all words, at least, must be such ones of one language, and hardly any be such
ones of any other.
"""

import re

from sitegen.build.tongue_words import FEWEST, OTHERS, WORDS

# Pages in these: words of other languages are told from theirs.
_TOLD_FROM = {*WORDS, "ar", "el", "fa", "he", "ja", "ko", "ru", "th", "uk", "zh"}

# What is nobody's sentence: code, quotes, addresses, tags, entities, names that are called.
_NO_PROSE = re.compile(
    r"<blockquote\b[^<]*(?:<(?!/blockquote)[^<]*)*|<(?:pre|code|style)\b[^<]*(?:<(?!/(?:pre|code|style))[^<]*)*"
    r"|```[^`]*(?:`(?!``)[^`]*)*|`[^`\n]*`|^[ \t]*(?:>|&gt;)[^\n]*|^(?: {4}|\t)[^\n]*"
    r"|<[^<>]*>|&#?\w{1,31};"
    r"|(?<![!-~])(?=[!-;=?-~]*[@_/\\])[!-;=?-~]+",
    re.MULTILINE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")  # a letter alone may be one of a formula
_LETTERS = re.compile(r"[^\W\d_]+")
_OF_ANY = frozenset().union(*WORDS.values())
_SHARE = 0.28  # of the words of a text, that hold its sentences together

# Patterns that are compiled when they are asked for: few sites have texts in other letters.
_KANA, _HAN, _HANGUL = "[\u3041-\u3096\u30a1-\u30fa]", "[\u4e00-\u9fff]", "[\uac00-\ud7a3]"
_CYRILLIC, _ARABIC = "[\u0400-\u052f]", "[\u0620-\u064a\u066e-\u06d3]"
# Letters in which one language is written, or all but one seldom; what that one has.
_ALONE = {
    "el": ("[\u0386-\u03ce]", "[\u1f00-\u1fff]"),  # ancient Greek
    "he": ("[\u05d0-\u05ea]", r"[\u05f0-\u05f2]|\b(?:איז|און|האט)\b"),  # Yiddish
    "th": ("[\u0e01-\u0e4e]", ""),
    "ta": ("[\u0b82-\u0bcd]", ""),
    "te": ("[\u0c01-\u0c4d]", ""),
    "kn": ("[\u0c82-\u0ccd]", ""),
    "ml": ("[\u0d02-\u0d4d]", ""),
    "gu": ("[\u0a81-\u0acd]", ""),
    "bn": ("[\u0981-\u09ce]", "[\u09f0\u09f1]"),  # Assamese
    "ka": ("[\u10d0-\u10f0]", ""),
    "hy": ("[\u0531-\u0587]", ""),
}
_RUSSIAN, _NOT_RUSSIAN = "[ыэ]", "[^а-яё]"
_UKRAINIAN, _NOT_UKRAINIAN = "[їєґ]", "[^а-щьюяіїєґ]"
_ARABIC_WORD, _NOT_ARABIC = r"\bال\w\w", "[\u066e-\u06d3]"
_PERSIAN_WORD = r"\b(?:است|این|را|که|از|به|می|های)\b"
_NOT_PERSIAN = "[\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2\u064a\u0643\u0629]"


def told_by_signs(text: str, own: str, script: bool, told: bool) -> str:
    """The language of a text on a page in `own`; `script`: most of it is in other letters than
    Latin ones; `told`: some words of it are `own`."""
    prose = _NO_PROSE.sub(" ", text)
    letters = sum(map(len, _LETTERS.findall(prose)))
    if script and (found := _by_letters(prose, letters)):
        return found
    if told or letters < FEWEST or own not in _TOLD_FROM:
        return ""
    return _by_words([word.lower() for word in _WORD.findall(prose)], own)


def _by_letters(prose: str, letters: int) -> str:
    def are(pattern: str, fewest: int = FEWEST) -> bool:
        count = len(re.findall(pattern, prose))
        return count >= fewest and count >= 0.7 * letters

    kana, han = len(re.findall(_KANA, prose)), len(re.findall(_HAN, prose))
    if kana + han >= max(FEWEST // 3, 0.7 * letters):
        return "ja" if kana >= 0.1 * han else "" if kana else "zh"
    if are(_HANGUL, FEWEST // 3):
        return "ko"
    for found, (pattern, others) in _ALONE.items():
        if are(pattern):
            return "" if others and re.search(others, prose) else found
    if are(_CYRILLIC):
        return _of_cyrillic("".join(re.findall(_CYRILLIC, prose)).lower())
    if are(_ARABIC):
        return _of_arabic(prose)
    return ""


def _of_cyrillic(letters: str) -> str:
    if re.search(_RUSSIAN, letters) and not re.search(_NOT_RUSSIAN, letters):
        return "ru"
    return "uk" if re.search(_UKRAINIAN, letters) and not re.search(_NOT_UKRAINIAN, letters) else ""


def _of_arabic(prose: str) -> str:
    if not re.search(_NOT_ARABIC, prose) and len(re.findall(_ARABIC_WORD, prose)) > 2:
        return "ar"
    persian = len(set(re.findall(_PERSIAN_WORD, prose))) > 2 and not re.search(_NOT_PERSIAN, prose)
    return "fa" if persian else ""


def _by_words(words: list[str], own: str) -> str:
    """The language of most of the words that hold sentences together, where it is one by far."""
    ours = [word for word in words if word in _OF_ANY]
    if len(ours) < max(5, _SHARE * len(words)):
        return ""
    count = {tongue: sum(map(known.__contains__, ours)) for tongue, known in WORDS.items()}
    best = max(count, key=count.__getitem__)
    distinct = len(WORDS[best].keys() & ours)
    others = [sum(map(known.__contains__, words)) for known in OTHERS]
    second = max(*others, *(count[tongue] for tongue in count if tongue != best))
    if count[best] < max(5, _SHARE * len(words)) or distinct < 5:
        return ""
    if second > 0.7 * count[best] or count.get(own, 0) > 0.6 * count[best]:
        return ""
    return best
