"""Times as the pages of any site print them: ages, whole dates and parts of them, "3d".

Nothing is worked out of them; they tell a line of a copy, or a label, that is one.
"""

import re
from functools import cache, lru_cache

from sitegen.ages import AGE

_MONTH = (
    r"(?=j[au]|f[eé]|m[aä]|a[bgopuv]|se|o[cku]|no|d[eéi]|en)"
    r"(?:jan(?:uary|uar|vier|eiro)?|feb(?:ruary|ruar)?|mar(?:ch|s|zo)?|märz|apr(?:il)?|may|mai|jun[ei]?"
    r"|jul[yi]?|aug(?:ust)?|sep(?:t(?:ember)?)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?"
    r"|février|avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|abril|mayo"
    r"|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|fevereiro|março|maio|junho|julho"
    r"|setembro|outubro|novembro|dezembro)\.?"
)
_DAY = r"(?:(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_DATE = (  # what each may begin with is looked at first: most lines of a copy are no times
    rf"(?:(?=[adefjlmnostw])(?:on |am |le |el )?{_DAY}{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,?"
    rf" (?:\d{{4}}|['’]\d\d)"
    rf"|(?=[\daelfmstw])(?:am |le |el |em )?{_DAY}\d{{1,2}}\.?(?: de)? {_MONTH}(?: de)?,? \d{{4}}"
    rf"|{_MONTH} (?:\d{{4}}|['’]\d\d)"
    rf"|{_MONTH} \d{{1,2}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}"
    rf"|\d{{1,2}}-\d{{1,2}}-\d{{4}}|today|yesterday)"
)
_TIME = (
    r"(?:(?:,| at| @| um| à| às| a las|,? -)? ?\d{1,2}[:h]\d\d(?::\d\d)?"
    r" ?(?:[ap]\.?m\.?)?(?: uhr| utc)?)?"
)
_SHORT = r"\d{1,3} ?(?:s|m|min|h|hr|d|w|mo|y|yr|std|t|j)\.?"
MOMENT = rf"(?:{AGE}|{_DATE}{_TIME}|{_SHORT})"


@cache
def _pattern() -> re.Pattern[str]:  # compiled when first asked for: it takes 3 ms
    return re.compile(MOMENT, re.IGNORECASE)


@lru_cache(maxsize=1024)
def is_moment(text: str) -> bool:
    """Whether a text is nothing but a time."""
    return _pattern().fullmatch(text) is not None
