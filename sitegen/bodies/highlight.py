"""Colours for code whose language was told, by Pygments, as spans with short classes.

The language is never guessed. Nearly every lexer of Pygments takes quadratic time on some text,
so a body has a budget of characters, smaller for the languages whose lexers are slowest; code
beyond it is shown without colours. What a lexer would change is shown without colours too.
"""

from collections.abc import Callable
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from pygments.lexers import LEXERS, find_lexer_class
from pygments.token import (
    Comment,
    Generic,
    Keyword,
    Literal,
    Name,
    Number,
    Operator,
    String,
    Token,
    _TokenType,
)

from sitegen.bodies.characters import escape
from sitegen.bodies.code import block

_ORDINARY = 4000  # characters of code in a body; hostile code of this size takes about 0.15 s
_SLOW: Final = MappingProxyType(
    {"C#": 1200, "Java": 1800, "Makefile": 2000, "Terraform": 2000}
    | dict.fromkeys(("C", "C++", "Objective-C", "Nix"), 2400)
    | dict.fromkeys(("Groovy", "INI", "TypeScript", "TSX"), 3000)
)
_KNOWN = """
Ada|Awk|Bash|Bash Session|Batchfile|C|C#|C++|CMake|CSS|Clojure|Common Lisp|D|Dart|Delphi|Diff
Docker|Elixir|Elm|EmacsLisp|Erlang|F#|Fish|Fortran|GAS|GLSL|Go|GraphQL|Groovy|HTML|HTTP|Haskell
INI|JSON|JSX|Java|JavaScript|Julia|Kotlin|LessCss|Lua|Makefile|Matlab|NASM|Nix|OCaml|Objective-C
Octave|PHP|Perl|PostgreSQL SQL dialect|PowerShell|Prolog|Protocol Buffer|Python
Python console session|Racket|Ruby|Rust|S|SCSS|SQL|Scala|Scheme|Standard ML|Swift|TOML|TSX|Tcl
TeX|Terraform|Transact-SQL|TypeScript|VimL|XML|YAML|Zig|systemverilog|verilog|vhdl
"""
_NAMES = frozenset(_KNOWN.strip().replace("\n", "|").split("|"))
# By alias. Names are looked up in Pygments' own table alone: asked for one that it does not know,
# it would search the environment for plugins.
_LANGUAGES: Final = MappingProxyType(
    {alias.lower(): name for _, name, aliases, *_ in LEXERS.values() if name in _NAMES
     for alias in aliases}
)  # fmt: skip

_CLASSES: Final = MappingProxyType(
    {
        Comment: "c",
        Comment.Preproc: "cp",
        Keyword: "k",
        Keyword.Type: "kt",
        Operator.Word: "k",
        String: "s",
        Literal: "m",
        Number: "m",
        Name.Builtin: "nb",
        Name.Class: "nc",
        Name.Exception: "nc",
        Name.Function: "nf",
        Name.Decorator: "nd",
        Name.Tag: "nt",
        Name.Attribute: "na",
        Name.Variable: "nv",
        Generic.Deleted: "gd",
        Generic.Heading: "gh",
        Generic.Subheading: "gh",
        Generic.Inserted: "gi",
        Generic.Prompt: "gp",
    }
)


def painter() -> Callable[[str, str], str]:
    """A function (code, language) -> a block of code, with the budget of one body."""
    spent = 0.0

    def paint(code: str, language: str) -> str:
        nonlocal spent
        name = _LANGUAGES.get(language.strip().lower())
        if name is not None:
            spent += len(code) / _SLOW.get(name, _ORDINARY)
            if spent <= 1:
                return block(highlighted(code, name))
        return block(escape(code))

    return paint


def highlighted(code: str, name: str) -> str:
    """Escaped code with spans. `name` is the name of a lexer in Pygments' table."""
    spans: list[str] = []
    lexed: list[str] = []
    held, held_class, space = "", "", ""
    try:
        for _, kind, value in _lexer(name).get_tokens_unprocessed(code):
            lexed.append(value)
            css = _class_of(kind)
            if css == held_class:
                held, space = held + space + value, ""
            elif value.isspace():
                space += value
            else:
                spans += (_span(held, held_class), space)
                held, held_class, space = value, css, ""
    except Exception:  # lexers are code of many hands; without colours the text is still whole
        return escape(code)
    spans += (_span(held, held_class), space)
    return "".join(spans) if "".join(lexed) == code else escape(code)


def _span(text: str, css: str) -> str:
    return f'<span class="{css}">{escape(text)}</span>' if css and text else escape(text)


@lru_cache(maxsize=64)
def _lexer(name: str) -> Any:
    return find_lexer_class(name)()


@lru_cache(maxsize=512)
def _class_of(kind: _TokenType) -> str:
    while kind not in _CLASSES:
        if kind is Token:
            return ""
        kind = kind.parent
    return _CLASSES[kind]
