"""What a theme can be told: options with a type, declared in theme.toml, set in sitegen.toml.

A value is checked once, when the theme is loaded; templates and style sheets may rely on it.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

from sitegen.errors import ConfigError, ThemeError, nearest
from sitegen.toml_faults import place

_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One [options.NAME] of theme.toml.

    A "colour" is written #rgb or #rrggbb, and style sheets see it as the custom property --NAME.
    """

    type: Literal["bool", "int", "str", "choice", "colour"]
    default: bool | int | str
    help: str
    choices: tuple[str, ...] = ()  #: for "choice", at least one
    minimum: int | None = None  #: for "int"
    maximum: int | None = None  #: for "int"


Declared = dict[str, dict[str, Any]]


def merge(inherited: Declared, own: Declared, file: Path) -> Declared:
    """The options of a theme: those of its parent, with what it declares anew.

    A theme may give an inherited option another default, help or range by naming these alone; its
    type it may not change, for the parent's templates rely on it. Raises ThemeError.
    """
    merged = dict(inherited)
    for name, table in own.items():
        if not _NAME.fullmatch(name):
            raise ThemeError(
                f"{name!r} cannot be the name of an option",
                place(file, "options", name),
                "names are small letters, digits and _, and begin with a letter",
            )
        before = inherited.get(name, {})
        if before and table.get("type", before["type"]) != before["type"]:
            raise ThemeError(
                f"the option {name!r} of the parent theme is of type {before['type']!r}",
                place(file, f"options.{name}", "type"),
                "give an option of another type another name",
            )
        merged[name] = {**before, **table}
        declare(name, merged[name], file)
    return merged


def declare(name: str, table: Mapping[str, Any], file: Path) -> Option:
    """[options.NAME] as an Option whose default is a value it allows. Raises ThemeError."""
    for key in table:
        if key not in Option.__struct_fields__:
            known = nearest(key, Option.__struct_fields__)
            raise ThemeError(
                f"an option has no {key!r}", place(file, f"options.{name}", key), known
            )
    try:
        option = msgspec.convert(table, Option)
    except msgspec.ValidationError as error:
        message = str(error)
        at = place(file, "options", name)
        raise ThemeError(f"{message[:1].lower()}{message[1:]}", at) from None
    fault = _declaration_fault(option)
    if fault:
        raise ThemeError(f"the option {name!r} {fault}", place(file, "options", name))
    return option


def _declaration_fault(option: Option) -> str:
    if (option.type == "choice") != bool(option.choices):
        return (
            "must have choices, as it is of type 'choice'"
            if not option.choices
            else ("has choices, but is not of type 'choice'")
        )
    ranged = option.minimum is not None or option.maximum is not None
    if ranged and option.type != "int":
        return "has a minimum or a maximum, but is not of type 'int'"
    wrong = fault(option, option.default)
    return f"has a default that it does not allow: it {wrong}" if wrong else ""


def fault(option: Option, value: object) -> str:
    """What is wrong with a value, as the end of a sentence; empty when nothing is."""
    if option.type == "bool":
        return "" if isinstance(value, bool) else "must be true or false"
    if option.type == "int":
        if not isinstance(value, int) or isinstance(value, bool):
            return "must be a whole number"
        if option.minimum is not None and value < option.minimum:
            return f"must be {option.minimum} or more"
        if option.maximum is not None and value > option.maximum:
            return f"must be {option.maximum} or less"
        return ""
    if not isinstance(value, str):
        return "must be a string"
    if option.type == "colour":
        return "" if _COLOUR.fullmatch(value) else "must be a colour such as #0b6e6e"
    if option.type == "choice" and value not in option.choices:
        return f"must be one of {', '.join(map(repr, option.choices))}"
    return ""


def settle(
    theme: str,
    options: Mapping[str, Option],
    given: Mapping[str, object],
    at: Callable[[str], str],
) -> dict[str, object]:
    """Every option with the site's value or its default. `at` is where one is set.

    Raises ConfigError for all faults.
    """
    faults: list[str] = []
    for name, value in given.items():
        if name not in options:
            hint = nearest(name, options) if options else "it has none"
            faults.append(f"{at(name)}: the theme {theme!r} has no option {name!r}: {hint}")
        elif wrong := fault(options[name], value):
            faults.append(f"{at(name)}: the theme option {name!r} {wrong}, not {value!r}")
    if faults:
        message = "a mistake" if len(faults) == 1 else f"{len(faults)} mistakes"
        raise ConfigError(f"{message} in the theme's options", "\n".join(faults))
    return {name: given.get(name, option.default) for name, option in options.items()}
