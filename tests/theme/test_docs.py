"""docs/themes.md says all there is: every context and field, option, filter, block, hook, key."""

import re
import tomllib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.theme import Theme, cases, context, load, stylesheet
from sitegen.theme.check import check
from sitegen.theme.env import environment
from sitegen.theme.filters import FILTERS
from sitegen.theme.options import Option

from . import reference
from .pages import rendered

SAID = reference.PAGE.read_text("utf-8")


def test_the_tables_are_those_of_the_code(golden: Callable[[Path, str], None]) -> None:
    golden(reference.PAGE, reference.filled(SAID))


def test_every_field_of_every_context_has_a_line() -> None:
    classes = [kind for kind in vars(context).values() if isinstance(kind, type)]
    views = [kind for kind in classes if issubclass(kind, msgspec.Struct)]
    assert len(views) > 12
    for view in views:
        table = SAID.partition(f"#### {view.__name__}\n")[2].partition("####")[0]
        assert re.findall(r"^\| `(\w+)` \|", table, re.M) == list(view.__struct_fields__)


def test_every_block_and_hook_is_there(default: Theme) -> None:
    folder = default.folders[0].path / "templates"
    for path in folder.rglob("*.html"):
        for block in re.findall(r"{% block (\w+)", path.read_text("utf-8")):
            assert f"| `{block}` |" in SAID, f"{block} in {path.name}"
    hooks = {path.name for path in (folder / "partials" / "hooks").iterdir()}
    assert set(re.findall(r"^\| `([\w-]+\.html)` \|", SAID, re.M)) == hooks


def test_every_custom_property_is_there(default: Theme) -> None:
    folder = default.folders[0].path / "static/css"
    sheet = "".join(path.read_text("utf-8") for path in folder.glob("10-*.css"))
    table = SAID.partition("### The palette")[2].partition("### Copies")[0]
    assert set(re.findall(r"^\| `(--\w+)` \|", table, re.M)) == set(
        re.findall(r"^ +(--\w+):", sheet, re.M)
    )


def test_every_hook_is_included(default: Theme) -> None:
    folder = default.folders[0].path / "templates"
    said = "".join(path.read_text("utf-8") for path in folder.rglob("*.html"))
    for hook in (folder / "partials" / "hooks").iterdir():
        assert f'{{% include "partials/hooks/{hook.name}" %}}' in said


def test_every_type_of_option_and_every_filter_is_there() -> None:
    types = Option.__annotations__["type"].__args__
    assert f'type = "str"              # {", ".join(types)}' in SAID
    assert all(re.search(rf"\| `{name}(\(.*\))?` \|", SAID) for name in FILTERS)


def _blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", SAID, re.S)


@pytest.fixture
def described(tmp_path: Path) -> Theme:
    """The theme and the site that the page makes up, as a reader would type them in."""
    _, _, options, _, toml, name, _ = _blocks("toml")
    theme = tmp_path / "themes" / "evening"
    (theme / "templates").mkdir(parents=True)
    (theme / "theme.toml").write_text(toml)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "thread.html").write_text(_blocks("html")[1])
    assert 'name = "evening"' in name
    assert "max_indent = 5" in options
    return load("evening", [tmp_path / "themes"], {"max_indent": 5}, tmp_path)


def test_what_the_page_shows_works(described: Theme) -> None:
    assert [folder.name for folder in described.folders] == ["site", "evening", "default"]
    assert described.options["max_indent"] == 5
    assert described.options["motto"] == ""
    template = environment(described).get_template("thread.html")
    made = cases.conversation(described)
    page = template.render({field: getattr(made, field) for field in made.__struct_fields__})
    assert "Read the house rules" in page
    assert page.index("</h1>") < page.index("Read the house rules") < page.index("11 comments")


def test_ten_minutes_with_the_page_lead_to_a_look_of_ones_own(tmp_path: Path) -> None:
    """What `theme new` makes, changed as the page says: an accent, comments, the foot."""
    starter = files("sitegen.cli").joinpath("starter", "theme")
    told = SAID.partition("## Your own look in ten minutes")[2].partition("\n## ")[0]
    accent, css, hook, options = re.findall(r"   ```(?:css|toml)?\n(.*?)   ```", told, re.S)
    top = tmp_path / "themes" / "evening"
    toml = starter.joinpath("theme.toml").read_text("utf-8")
    for word, value in (("NAME", "evening"), ("PARENT", "default"), ("VERSION", "0.1")):
        toml = toml.replace(word, value)
    changed = re.sub(r'default = "#\w+"', accent.strip(), toml, count=1)
    for path, text in {
        "theme.toml": changed,
        "static/css/15-evening.css": starter.joinpath("colours.css").read_text("utf-8"),
        "static/css/56-evening.css": css,
        "templates/partials/footer.html": starter.joinpath("footer.html").read_text("utf-8"),
        "templates/partials/hooks/before-comment.html": hook,
    }.items():
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_text(text, "utf-8")
    motto = tomllib.loads(options)["theme"]["options"]
    theme = load("evening", [tmp_path / "themes"], motto)
    assert check(theme) == []
    assert stylesheet(theme).startswith(":root{--accent:#b4371e}")
    assert "border-radius: 0.5rem" in stylesheet(theme)
    page = LexborHTMLParser(rendered(theme)["conversation"])
    assert page.css_first("#c1 > .label").text() == "much liked"
    assert "Kept by the harbour office." in page.css_first("footer").text()
