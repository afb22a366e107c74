"""The rules of the house that a machine can check.

A rule that must be broken somewhere is broken with a reason beside it, in the code.
"""

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "sitegen").rglob("*.py"))
ALL = [
    *MODULES,
    *sorted((ROOT / "tests").rglob("*.py")),
    *sorted((ROOT / "benchmarks").glob("*.py")),
]
CODE = {path: path.read_text("utf-8").splitlines() for path in MODULES}

_MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
_BANNED_NAMES = re.compile(
    r"(^|_)(utils?|helpers?|common|misc)($|_)|(Manager|Handler|Helper|Processor|Util|Base|Impl)$"
)


@cache
def trees() -> dict[Path, ast.Module]:
    """All modules, parsed. Not at import: every process that runs tests imports this."""
    return {path: ast.parse(path.read_text("utf-8")) for path in MODULES}


@cache
def nodes() -> dict[Path, list[ast.AST]]:
    """All that stands in each module: to walk the trees takes longer than to parse them."""
    return {path: list(ast.walk(tree)) for path, tree in trees().items()}


def places(*kinds: type[ast.AST]) -> Iterator[tuple[str, Path, ast.AST]]:
    for path, every in nodes().items():
        for found in every:
            if isinstance(found, kinds):
                line = getattr(found, "lineno", 1)
                yield f"{path.relative_to(ROOT)}:{line}", path, found


# A file past 300 lines needs a reason; none of sitegen's own modules has one.
LONG = {
    "tests/sources/test_mail.py": "cases of one subject: three formats that share all their code",
}


def test_modules_of_tests_have_names_of_their_own() -> None:
    """Outside of packages pytest tells them apart by their names, and reads no second one."""
    alone = [p for p in (ROOT / "tests").rglob("*.py") if not (p.parent / "__init__.py").exists()]
    names = Counter(path.name for path in alone)
    assert [name for name, count in names.items() if count > 1] == ["conftest.py"]


def test_files_are_short() -> None:
    long = {str(p.relative_to(ROOT)): len(p.read_text("utf-8").splitlines()) for p in ALL}
    assert {path for path, lines in long.items() if lines > 300} == LONG.keys()
    assert not any(path.startswith("sitegen/") for path in LONG)


def test_functions_are_short() -> None:
    long = [
        f"{where}: {found.name} has {found.end_lineno - found.lineno + 1} lines"
        for where, _, found in places(ast.FunctionDef, ast.AsyncFunctionDef)
        if isinstance(found, ast.FunctionDef) and found.end_lineno - found.lineno >= 60
    ]
    assert long == []


def test_every_module_says_what_is_in_it() -> None:
    silent = [str(path) for path, tree in trees().items() if not ast.get_docstring(tree)]
    assert silent == []


def test_names_say_something() -> None:
    vague = [str(path) for path in MODULES if _BANNED_NAMES.search(path.stem)]
    vague += [
        f"{where}: {found.name}"
        for where, _, found in places(ast.ClassDef)
        if isinstance(found, ast.ClassDef) and _BANNED_NAMES.search(found.name)
    ]
    assert vague == []


def test_only_one_file_prints() -> None:
    printing = [
        where
        for where, path, found in places(ast.Call)
        if isinstance(found, ast.Call)
        and ast.unparse(found.func) in ("print", "click.echo", "click.secho", "sys.stdout.write")
        and path != ROOT / "sitegen/cli/output.py"
    ]
    assert [where for where in printing if not where.startswith("sitegen/cli/")] == []
    assert len(printing) <= 1  # the JSON report is not a line for people


def test_imports_stand_at_the_top() -> None:
    """One inside a function loads something heavy late, and says so."""
    inside = []
    for where, path, function in places(ast.FunctionDef):
        for found in ast.walk(function):
            if isinstance(found, ast.Import | ast.ImportFrom):
                line = CODE[path][found.lineno - 1]
                above = CODE[path][found.lineno - 2]
                reason = re.search(r"# noqa: PLC0415 - \w", line) or re.match(r"\s*# \w", above)
                if "noqa: PLC0415" not in line or not reason:
                    inside.append(where)
    assert inside == []


def test_no_import_is_for_types_only() -> None:
    """But in packages that load their names late, which test_lazily.py holds against these."""
    typed = [path for path in MODULES if "TYPE_CHECKING" in "\n".join(CODE[path])]
    late = [path for path in MODULES if "= lazily.names(" in "\n".join(CODE[path])]
    assert typed == late
    assert {path.name for path in late} == {"__init__.py"}


def test_modules_have_no_state() -> None:
    """What is assigned at the top of a module is a constant, and nothing adds to it."""
    loose = []
    for path, tree in trees().items():
        for statement in tree.body:
            targets = statement.targets if isinstance(statement, ast.Assign) else []
            if isinstance(statement, ast.AnnAssign):
                targets = [statement.target]
            for target in targets:
                value = getattr(statement, "value", None)
                named = isinstance(target, ast.Name) and re.fullmatch(
                    r"_?[A-Z][A-Z0-9_]*", target.id
                )
                if isinstance(value, _MUTABLE) and not named and ast.unparse(target) != "__all__":
                    loose.append(f"{path.relative_to(ROOT)}:{statement.lineno}")
    loose += [where for where, _, _ in places(ast.Global)]
    assert loose == []


def test_nobody_adds_to_a_constant() -> None:
    changing = {
        "append",
        "add",
        "update",
        "extend",
        "setdefault",
        "pop",
        "clear",
        "insert",
        "remove",
    }
    changed = []
    for where, _, function in places(ast.FunctionDef):
        for found in ast.walk(function):
            target = found.func if isinstance(found, ast.Call) else None
            if isinstance(found, ast.Assign) and isinstance(found.targets[0], ast.Subscript):
                target = ast.Attribute(value=found.targets[0].value, attr="update")
            if isinstance(target, ast.Attribute) and target.attr in changing:
                of = target.value
                if isinstance(of, ast.Name) and re.fullmatch(r"_?[A-Z][A-Z0-9_]{2,}", of.id):
                    changed.append(f"{where}: {of.id}.{target.attr}")
    assert changed == []


@pytest.mark.parametrize(
    ("pattern", "allowed"),
    [
        (r"\b(datetime|date)\.(now|today|utcnow)\(", ()),
        (r"\btime\.(time|localtime|gmtime|ctime|strftime)(_ns)?\(", ()),
        (r"\bos\.environ\b|\bgetenv\(", ("cli/",)),
        (r"\blocale\.", ()),
        (r"\brandom\.|\buuid\.", ()),
        (r"\b(urllib\.request|http\.client|socket)\b", ("serve/",)),
        (r"\.strftime\(", ()),
        (r"\bhash\(", ()),
    ],
)
def test_no_clock_no_locale_no_environment_no_network(
    pattern: str, allowed: tuple[str, ...]
) -> None:
    """What has a reason says so on its line: `# not in the build path`."""
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in MODULES
        if not path.relative_to(ROOT / "sitegen").as_posix().startswith(allowed or ("\0",))
        for number, line in enumerate(CODE[path], 1)
        if re.search(pattern, line.partition("#")[0]) and "# not in the build path" not in line
    ]
    assert found == []


def test_parameters_of_sql_have_no_numbers() -> None:
    """With values in a sequence Python 3.12 warns of "?1", and 3.14 is to refuse it."""
    told = [
        where
        for where, path, node in places(ast.Constant)
        if path.parent.name == "store" and re.search(r"\?\d", str(getattr(node, "value", "")))
    ]
    assert told == []


def test_files_are_opened_with_an_encoding() -> None:
    """Otherwise the locale decides."""
    loose = []
    for where, _, found in places(ast.Call):
        assert isinstance(found, ast.Call)
        name = ast.unparse(found.func).rpartition(".")[2]
        told = {keyword.arg for keyword in found.keywords}
        mode = next((a.value for a in found.args[1:2] if isinstance(a, ast.Constant)), "r")
        if name in ("read_text", "write_text") and "encoding" not in told and not found.args:
            loose.append(where)
        if ast.unparse(found.func) == "open" and "b" not in str(mode) and "encoding" not in told:
            loose.append(where)
    assert loose == []


def test_rooms_import_as_they_may() -> None:
    command = [Path(sys.executable).parent / "lint-imports", "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_project_speaks_of_itself_alone() -> None:
    """No path of one machine, no mark of a merge, nothing left to do."""
    words = re.compile(
        r"/(home|root|Users|opt|work)/\w|^(<{7}|>{7})|\b(TODO|FIXME|XXX)\b", re.MULTILINE
    )
    told = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in ALL
        if path != Path(__file__)
        for match in words.finditer(path.read_text("utf-8"))
    ]
    assert told == []
