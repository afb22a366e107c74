"""Loading a theme: where it is found, what it extends, and what its options may be."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen import __version__
from sitegen.errors import ConfigError, ThemeError
from sitegen.theme import Theme, bundled, load

Write = Callable[..., Path]


def option(name: str, **keys: object) -> str:
    values = {"type": "int", "default": 1, "help": "A test.", **keys}
    lines = [f"{key} = {value!r}".replace("True", "true") for key, value in values.items()]
    return f"\n[options.{name}]\n" + "\n".join(lines) + "\n"


def theme_with(write: Write, text: str, *, extends: str = "") -> Path:
    head = 'name = "mine"\nversion = "1"\n' + (f'extends = "{extends}"\n' if extends else "")
    return write("mine", {"theme.toml": head + text}).parent


def test_the_bundled_default_theme_stands_alone(default: Theme) -> None:
    assert [folder.name for folder in default.folders] == ["default"]
    assert default.folders[0].path == bundled() / "default"
    assert default.options["max_nesting"] == 30


def test_a_wheel_holds_its_themes_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = sys.modules[load.__module__]
    (tmp_path / "sitegen" / "theme").mkdir(parents=True)
    (tmp_path / "themes").mkdir()
    monkeypatch.setattr(module, "__file__", str(tmp_path / "sitegen" / "theme" / "theme.py"))
    assert bundled() == tmp_path / "themes"
    (tmp_path / "sitegen" / "themes").mkdir()
    assert bundled() == tmp_path / "sitegen" / "themes"


def test_folders_go_from_the_site_through_the_theme_to_the_last_parent(
    write: Write, tmp_path: Path
) -> None:
    write("light", extends="default")
    roots = [write("evening", extends="light").parent]
    (tmp_path / "templates").mkdir()
    theme = load("evening", roots, {}, tmp_path)
    assert [folder.name for folder in theme.folders] == ["site", "evening", "light", "default"]


def test_a_site_without_files_of_its_own_is_no_folder(write: Write, tmp_path: Path) -> None:
    theme = load("alone", [write("alone").parent], {}, tmp_path)
    assert [folder.name for folder in theme.folders] == ["alone"]


def test_the_first_root_with_a_theme_of_that_name_holds(write: Write, tmp_path: Path) -> None:
    mine = write("default")
    assert load("default", [tmp_path / "nowhere", mine.parent], {}).folders[0].path == mine


def test_options_are_inherited_and_set_by_the_site(write: Write) -> None:
    roots = [theme_with(write, option("rows", default=7), extends="default")]
    theme = load("mine", roots, {"max_indent": 2})
    assert theme.options["rows"] == 7
    assert theme.options["max_indent"] == 2
    assert theme.options["show_scores"] is True


def test_a_theme_gives_an_inherited_option_another_default(write: Write) -> None:
    roots = [theme_with(write, "[options.max_indent]\ndefault = 3\n", extends="default")]
    assert load("mine", roots, {}).options["max_indent"] == 3
    with pytest.raises(ConfigError, match="must be 12 or less"):
        load("mine", roots, {"max_indent": 13})


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"max_indnt": 3}, "has no option 'max_indnt': did you mean 'max_indent'"),
        ({"max_indent": "3"}, "must be a whole number, not '3'"),
        ({"max_indent": True}, "must be a whole number"),
        ({"max_nesting": 0}, "must be 1 or more"),
        ({"show_scores": 1}, "must be true or false"),
        ({"accent": "red; } body {"}, "must be a colour such as"),
        ({"accent": "#12345"}, "must be a colour such as"),
    ],
)
def test_a_wrong_option_of_the_site_is_named(given: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigError, match="theme's options") as caught:
        load("default", [], given)
    assert message in str(caught.value)
    assert "sitegen.toml" in caught.value.where


def test_all_wrong_options_are_told_at_once() -> None:
    with pytest.raises(ConfigError, match="2 mistakes") as caught:
        load("default", [], {"accent": 3, "show_score": True})
    assert len(caught.value.where.splitlines()) == 2


def test_a_theme_that_is_not_there_gets_the_nearest_name() -> None:
    with pytest.raises(ConfigError, match="there is no theme 'defualt'") as caught:
        load("defualt", [], {})
    assert "did you mean 'default'?" in caught.value.hint


@pytest.mark.parametrize("name", ["", "../default", "site", "a/b", "Default", "."])
def test_a_name_that_is_no_folder_name_finds_nothing(name: str) -> None:
    with pytest.raises(ConfigError, match="there is no theme"):
        load(name, [], {})


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ('extend = "default"', "theme.toml has no 'extend'", "did you mean 'extends'?"),
        ('extends = "defalt"', "there is no theme 'defalt' to extend", "did you mean 'default'?"),
        ('extends = "mine"', "in a loop", ""),
        ("extends = 3", "expected `str`, got `int` - at `$.extends`", ""),
        ("options = 3", "expected `object`, got `int` - at `$.options`", ""),
        ("options.a = 3", "expected `object`, got `int` - at `$.options[...]`", ""),
        ("= 3", "not valid TOML", ""),
        ('sitegen = ">=99"', "the theme needs sitegen >=99", ""),
        ('sitegen = "newest"', "'newest' is no condition on a version", ">=0.1"),
        (option("a", typ="int"), "an option has no 'typ'", "did you mean 'type'?"),
        (option("a", type="integer"), "invalid enum value 'integer' - at `$.type`", ""),
        (option("a", default="x"), "default that it does not allow: it must be a whole", ""),
        (option("a", default=0, minimum=1), "it must be 1 or more", ""),
        (option("a", type="choice", default="x"), "must have choices", ""),
        (option("a", choices=["x"]), "has choices, but is not of type 'choice'", ""),
        (option("a", type="choice", default="y", choices=["x"]), "it must be one of 'x'", ""),
        (option("a", type="str", default="x", maximum=3), "but is not of type 'int'", ""),
        (option("a", type="bool", default="x"), "it must be true or false", ""),
        ("[options.a]\ntype = 'int'\ndefault = 1\n", "missing required field `help`", ""),
        (option("A-b"), "'A-b' cannot be the name of an option", "small letters"),
    ],
)
def test_a_wrong_theme_toml_is_told_with_its_file(
    write: Write, text: str, message: str, hint: str
) -> None:
    root = theme_with(write, text)
    with pytest.raises(ThemeError) as caught:
        load("mine", [root], {})
    assert message in str(caught.value)
    assert hint in caught.value.hint
    assert str(root / "mine" / "theme.toml") in caught.value.where


def test_the_type_of_an_inherited_option_stays(write: Write) -> None:
    root = theme_with(write, option("max_indent", type="str", default="x"), extends="default")
    with pytest.raises(ThemeError, match="of the parent theme is of type 'int'"):
        load("mine", [root], {})


def test_a_name_and_a_version_are_needed_and_the_name_is_the_folders(write: Write) -> None:
    root = write("mine", {"theme.toml": 'name = "mine"\n'}).parent
    with pytest.raises(ThemeError, match="missing required field `version`"):
        load("mine", [root], {})
    write("mine", {"theme.toml": 'name = "other"\nversion = "1"\n'})
    with pytest.raises(ThemeError, match="calls itself 'other'"):
        load("mine", [root], {})


def test_themes_that_extend_one_another_are_a_loop_with_all_names(write: Write) -> None:
    write("one", extends="two")
    root = write("two", extends="one").parent
    with pytest.raises(ThemeError, match="in a loop") as caught:
        load("one", [root], {})
    assert "one -> two -> one" in caught.value.where


def test_a_theme_toml_in_another_encoding_is_told(write: Write) -> None:
    folder = write("mine")
    (folder / "theme.toml").write_bytes(b'name = "\xff"')
    with pytest.raises(ThemeError, match=r"theme.toml is not UTF-8"):
        load("mine", [folder.parent], {})


@pytest.mark.parametrize(
    ("wanted", "holds"),
    [
        (f"=={__version__}", True),
        (f"!={__version__}", False),
        (f">={__version__}, <99", True),
        (f">{__version__}", False),
        (f"<{__version__}", False),
        (f"<={__version__}", True),
        (">=0", True),
        ("", True),
    ],
)
def test_the_version_of_sitegen_must_satisfy_every_clause(
    write: Write, wanted: str, holds: bool
) -> None:
    root = write("mine", sitegen=wanted).parent
    if holds:
        assert load("mine", [root], {}).name == "mine"
    else:
        with pytest.raises(ThemeError, match=f"and this is {__version__}"):
            load("mine", [root], {})
