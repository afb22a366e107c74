"""Where in a TOML file a mistake is: tomllib tells of keys and values, not of lines."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

_INSIDE = re.compile(  # an address of the site, such as about-us/ or /t/hn/1/
    r"/?(?:(?!\.{1,2}/)[^\s\\\x00-\x1f/#?:]+/)*(?:[^\s\\/#?:]+\.html)?"
)


def line_of(text: str, section: str, key: str) -> int:
    """The line, from 1, where `key` is set in [section] (or where [key] begins); 1 if hidden."""
    current = ""
    quoted = [rf'\s*["\']?{re.escape(name)}["\']?\s*' for name in (section, key)]
    wanted, dotted = re.compile(f"{quoted[1]}[=.]"), re.compile(rf"{quoted[0]}\.{quoted[1]}[=.]")
    for number, line in enumerate(text.split("\n"), 1):
        header = re.match(r"\s*\[+(.+?)\]+\s*(?:#.*)?$", line)
        if header:
            current = re.sub(r"[\"'\s]", "", header[1])
            if current in (key if not section else f"{section}.{key}", f"{section}.{key}"):
                return number
        elif (current == section and wanted.match(line)) or (not current and dotted.match(line)):
            return number
    return 1


def place(file: Path, section: str, key: str) -> str:
    """Where `section`.`key` is set in a file that was read before: "file:line: section.key".

    The key may be set in a table of its own, or by a dotted name in the one around it.
    """
    told = f"{file}: {section}.{key}" if section else f"{file}: {key}"
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return told
    around, _, last = (bare := section.replace('"', "")).rpartition(".")
    for of, name in ((bare, key), (around, f"{last}.{key}"), (around, last)):
        line = line_of(text, of, name)
        if line > 1 or re.match(rf"[\s\[\"']*{re.escape(name)}\b", text):
            return f"{file}:{line}{told.removeprefix(str(file))}"
    return told


def syntax(error: Exception, text: str, path: Path, what: str = "configuration") -> tuple[str, str]:
    """(what is wrong, file and place) of a file that is no TOML."""
    if not isinstance(error, tomllib.TOMLDecodeError):
        fault = "it nests too deep" if isinstance(error, RecursionError) else "a number is too long"
        return f"the {what} cannot be read: {fault}", str(path)
    at = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    where = f"{path}:{at[1]}:{at[2]}" if at else f"{path}:{len(text.splitlines())}"
    reason = re.sub(r"\s*\(at .*\)", "", str(error))
    return f"the {what} is not valid TOML: {reason[:1].lower()}{reason[1:]}", where


def url_problem(url: str) -> str:
    """Why this cannot be a site's public URL; empty when it can."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        return str(error)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return "must be absolute, such as https://example.org/archive/"
    return "must not have a query or a fragment" if parts.query or parts.fragment else ""


def redirect_problems(told: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(address, what is wrong) of the lines of [redirects] that cannot be."""
    for old, new in told.items():
        if fault := _redirect_problem(old, new):
            yield old, fault


def _redirect_problem(old: str, new: str) -> str:
    """What is wrong with a line of [redirects]; empty when nothing is."""
    if not _INSIDE.fullmatch(old) or not old.strip("/"):
        return 'it must be an address below the site\'s, such as "about-us/"'
    if (
        new
        and not re.match(r"https?://[^\s/]", new)
        and not _INSIDE.fullmatch(new.partition("#")[0])
    ):
        return 'it must lead to such an address, to a URL or, where the page is gone, to ""'
    return ""
