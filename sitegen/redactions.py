"""redactions.toml → Redactions: what must not be shown of what the dumps hold, and how.

The file lies beside sitegen.toml. All its mistakes are listed at once.
"""

import re
import tomllib
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from sitegen.errors import ConfigError, nearest
from sitegen.toml_faults import syntax

FILE_NAME = "redactions.toml"

Action = Literal["tombstone", "drop", "pseudonym", "replace", "noindex"]
_OF = ("post", "author", "thread", "community", "pattern")
_KEYS = (*_OF, "action", "note")
_SALT = 16  # characters, at least


class Rule(msgspec.Struct, frozen=True, array_like=True):
    """What a rule is about (`kind`: post, author, thread, community, pattern) and what is done."""

    kind: str
    value: str
    action: Action


class Redactions(msgspec.Struct, frozen=True, array_like=True):
    """All rules. `anonymise`: every author has a pseudonym, kept from being guessed by `salt`.

    `quotes` are sentences that rules take out of their posts and that are looked for in other
    threads too; the store works them out.
    """

    rules: tuple[Rule, ...] = ()
    anonymise: bool = False
    salt: str = ""
    quotes: tuple[str, ...] = ()


def load(folder: Path, *, anonymise: bool = False) -> Redactions | None:
    """The redactions of the site in `folder`; None where nothing is hidden. Raises ConfigError."""
    path = folder / FILE_NAME
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        text = ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"the redactions cannot be read: {error}", str(path)) from None
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigError(*syntax(error, text, path, "list of redactions")) from None
    errors: list[str] = []
    unknown = sorted(set(table) - {"salt", "redact"})
    errors += [f"{path}: unknown key {key}: {nearest(key, ('salt', 'redact'))}" for key in unknown]
    told = table.get("redact", [])
    told = told if isinstance(told, list) else [told]
    rules = tuple(filter(None, (_rule(path, n, of, errors) for n, of in enumerate(told, 1))))
    salt = table.get("salt", "")
    if not isinstance(salt, str):
        errors.append(f"{path}: salt must be text")
        salt = ""
    if len(salt) < _SALT and (anonymise or any(rule.action == "pseudonym" for rule in rules)):
        errors.append(
            f'{path}: pseudonyms need salt = "…" at the top, {_SALT} characters or more of chance:'
            " without it anyone can try names"
        )
    if errors:
        raise ConfigError("a mistake in the redactions", "\n".join(errors))
    return Redactions(rules, anonymise, salt) if rules or anonymise else None


def _rule(path: Path, number: int, table: Any, errors: list[str]) -> Rule | None:
    """A rule; None and an error when it cannot be meant."""
    where = f"{path}: [[redact]] {number}"
    if not isinstance(table, dict):
        errors.append(f"{where}: write [[redact]] on a line of its own")
        return None
    for key in sorted(set(table) - set(_KEYS)):
        errors.append(f"{where}: unknown key {key}: {nearest(key, _KEYS)}")
    of = [key for key in _OF if key in table]
    if len(of) != 1 or not isinstance(table[of[0]], str) or not table[of[0]]:
        errors.append(f"{where}: name one of {', '.join(_OF)}")
        return None
    kind, value = of[0], table[of[0]]
    action = table.get("action", "replace" if kind == "pattern" else "tombstone")
    if action not in get_args(Action):
        errors.append(
            f"{where}: unknown action {action!r}: {nearest(str(action), get_args(Action))}"
        )
    elif action == "replace" and kind != "pattern":
        errors.append(f'{where}: "replace" is for patterns')
    elif kind == "pattern" and not _compiles(value):
        errors.append(f"{where}: the pattern is no regular expression, or fits nothing at all")
    elif kind in ("post", "thread") and ":" not in value:
        errors.append(f'{where}: an id is such as "hn:8863"')
    else:
        return Rule(kind, value, action)
    return None


def _compiles(pattern: str) -> bool:
    try:
        return re.compile(pattern).match("") is None
    except (re.error, RecursionError, OverflowError):
        return False
