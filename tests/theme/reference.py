"""The tables of docs/themes.md, from what they speak of: contexts, options, filters.

`pytest --golden tests/theme/test_docs.py` writes them into the page.
"""

import re
import tomllib
from inspect import signature
from pathlib import Path
from typing import Any

from sitegen.theme import available, bundled, context, views
from sitegen.theme.filters import FILTERS

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "themes.md"
_FIELD = re.compile(r"    (\w+): (.+?)(?: = .+?)?  #: (.+)")
_CLASS = re.compile(r'class (\w+)\([^)]*\):\n    """((?s:.+?))"""\n\n((?:    .*\n)+)')


def tables() -> dict[str, str]:
    """Name of a part of the page → what stands there."""
    return {
        "contexts": contexts(),
        "options": options(),
        "options of themes": options_of_themes(),
        "filters": filters(),
    }


def contexts() -> str:
    files = (str(views.__file__), str(context.__file__))
    source = "".join(Path(file).read_text("utf-8") for file in files)
    parts = []
    for name, about, fields in _CLASS.findall(source):
        text = " ".join(about.split())
        rows = [
            f"| `{field}` | `{kind.replace('|', chr(92) + '|')}` | {escaped(told)} |"
            for field, kind, told in _FIELD.findall(fields)
        ]
        head = f"#### {name}\n\n{escaped(text)}\n\n| field | type | what it is |\n|---|---|---|\n"
        parts.append(head + "\n".join(rows))
    return "\n\n".join(parts)


def options() -> str:
    rows = ["| option | type | default | what it does |", "|---|---|---|---|"]
    rows += [_option(name, option) for name, option in _declared("default").items()]
    return "\n".join(rows)


def options_of_themes() -> str:
    """What the other themes declare: options of their own, and defaults that differ."""
    rows = ["| theme | option | type | default | what it does |", "|---|---|---|---|---|"]
    known = _declared("default")
    for theme in available([bundled()]):
        if theme != "default":
            rows += [
                f"| `{theme}` {_option(name, {**known.get(name, {}), **option})}"
                for name, option in _declared(theme).items()
            ]
    return "\n".join(rows)


def _declared(theme: str) -> dict[str, dict[str, Any]]:
    with (bundled() / theme / "theme.toml").open("rb") as file:
        declared: dict[str, dict[str, Any]] = tomllib.load(file)["options"]
    return declared


def _option(name: str, option: dict[str, Any]) -> str:
    default = str(option["default"]).lower()
    limits = [str(option[key]) for key in ("minimum", "maximum") if key in option]
    kind = option["type"] + (f", {' to '.join(limits)}" if limits else "")
    return f"| `{name}` | {kind} | `{default}` | {option['help']} |"


def filters() -> str:
    rows = ["| filter | what comes out |", "|---|---|"]
    for name, function in sorted(FILTERS.items()):
        about = "Pairs of two sequences, for one loop over both."
        if name != "zip":
            about = " ".join(str(function.__doc__).split("\n\n")[0].split())
        given = ", ".join(list(signature(function).parameters)[1:]) if name != "zip" else "other"
        rows.append(f"| `{name}{f'({given})' if given else ''}` | {about} |")
    return "\n".join(rows)


def escaped(text: str) -> str:
    """Text in a table: tags as code, bars as bars."""
    return re.sub(r"(<[^>]+>)", r"`\1`", text).replace("|", "\\|")


def filled(page: str) -> str:
    """The page with every table as it must be."""
    for name, table in tables().items():
        mark = f"<!-- {name} -->\n", f"\n<!-- end of {name} -->"
        start = page.index(mark[0]) + len(mark[0])
        page = page[:start] + "\n" + table + "\n" + page[page.index(mark[1]) :]
    return page
