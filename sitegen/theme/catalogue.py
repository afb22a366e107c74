"""The words of a theme in another language: `words/LANG.toml`, over the theme's chain of folders.

English needs no file, for the templates are in English. Plurals, numbers and dates are those of the
Unicode CLDR, by Babel; the language is that of sitegen.toml and never the machine's.
"""

import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import msgspec

from sitegen.errors import ThemeError

FOLDER = "words"


class Catalogue(msgspec.Struct, frozen=True, dict=True):
    """`texts` by the English ones; `counted` by noun, a form with {n} for each plural category."""

    language: str
    texts: dict[str, str] = {}
    counted: dict[str, dict[str, str]] = {}

    @cached_property
    def _locale(self) -> Any:
        return locale(self.language)

    def text(self, english: str) -> str:
        """A text in this language; as it is where the catalogue lacks it."""
        return self.texts.get(english, english)

    def number(self, value: int) -> str:
        """As the language writes numbers."""
        from babel.numbers import format_decimal  # noqa: PLC0415 - no English site pays for it

        told: str = format_decimal(value, locale=self._locale)
        return told.replace("-", "\N{MINUS SIGN}")

    def count(self, value: int, one: str) -> str:
        """How many of something; empty where the catalogue does not know the noun."""
        forms = self.counted.get(one)
        if not forms:
            return ""
        form = forms.get(self._locale.plural_form(value), forms["other"])
        return form.replace("{n}", self.number(value))

    def day(self, when: date) -> str:
        """A date in the language's medium length."""
        return _day(self._locale, when)

    @cached_property
    def before_clock(self) -> str:
        """What stands between a date and a time of day."""
        pattern = str(self._locale.datetime_formats["medium"])
        return pattern[3:-3] if pattern[:3] == "{1}" and pattern[-3:] == "{0}" else ", "

    def month(self, when: date) -> str:
        """A month and its year."""
        from babel.dates import format_skeleton  # noqa: PLC0415 - no English site pays for it

        return str(format_skeleton("yMMMM", when, locale=self._locale))


@lru_cache(maxsize=4096)
def _day(locale: Any, when: date) -> str:
    from babel.dates import format_date  # noqa: PLC0415 - no English site pays for it

    return str(format_date(when, "medium", locale=locale))


def locale(language: str) -> Any:
    """Babel's locale of a BCP 47 tag, or of the nearest there is; None for English and if none."""
    if language.split("-")[0].lower() == "en":
        return None
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - no English site pays for it

    parts = language.split("-")
    for end in range(len(parts), 0, -1):
        try:
            return Locale.parse("-".join(parts[:end]), sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


def direction(language: str) -> str:
    """ "ltr" or "rtl"."""
    found = locale(language)
    return str(found.text_direction) if found else "ltr"


def load(folders: Sequence[Path], language: str) -> Catalogue | None:
    """The words of a language, nearest folder first; None for English, and where there are none.

    "de-AT" has those of "de" too. Raises ThemeError for a file that is not as it should be.
    """
    base = language.split("-")[0].lower()
    if base == "en" or locale(language) is None:
        return None
    texts: dict[str, str] = {}
    counted: dict[str, dict[str, str]] = {}
    for folder in reversed(folders):
        for name in dict.fromkeys((base, language)):
            path = folder / FOLDER / f"{name}.toml"
            if path.is_file():
                found = _read(path, language)
                texts |= found.texts
                counted |= found.counted
    return Catalogue(language, texts, counted) if texts or counted else None


def _read(path: Path, language: str) -> Catalogue:
    try:
        table = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
        found = msgspec.convert({"language": language, **table}, Catalogue)
    except (OSError, ValueError, msgspec.ValidationError) as error:
        raise ThemeError(f"the words cannot be read: {error}", str(path)) from None
    for noun, forms in found.counted.items():
        if "other" not in forms:
            raise ThemeError(f"{noun!r} lacks the form 'other'", f"{path}: counted.{noun}")
    return found
