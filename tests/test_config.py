"""sitegen.toml: what is read from it, and every mistake at once with its line and a hint."""

import os
from pathlib import Path

import msgspec
import pytest

from sitegen import config
from sitegen.config import Config
from sitegen.errors import ConfigError, UsageError


def load(folder: Path, text: str | bytes) -> Config:
    path = folder / "sitegen.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return config.load(path)


def mistakes(folder: Path, text: str | bytes) -> list[str]:
    """The places of a ConfigError, without the folder; its message first."""
    with pytest.raises(ConfigError) as caught:
        load(folder, text)
    error = caught.value
    return [error.message, *error.where.replace(f"{folder}/sitegen.toml:", "").splitlines()]


def test_nothing_need_be_said(tmp_path: Path) -> None:
    assert config.load(None) == load(tmp_path, "") == load(tmp_path, "# nothing\n") == Config()


def test_everything_can_be_said(tmp_path: Path) -> None:
    said = load(
        tmp_path,
        """
        [site]
        title = "Alte Fäden"
        description = "d"
        url = "https://example.org/a/"
        language = "de-AT"
        [build]
        content = "in"
        output = "out"
        jobs = 2
        minify = false
        fingerprints = false
        static = ["*.pdf"]
        per_page = 5
        thread_comments = 50
        thread_kilobytes = 100
        feed_entries = 1
        order = "best"
        orders = ["flat"]
        twins = ["md"]
        authors = true
        domains = false
        subthreads = true
        images = "lazy"
        captured = "file"
        ignore = ["*.txt"]
        [theme]
        name = "other"
        [theme.options]
        accent = "#000"
        [formats]
        "a/*.json" = "hn-algolia"
        [redirects]
        "old/" = "new/"
        [search]
        enabled = true
        [publish]
        branch = "web"
        [privacy]
        anonymise = true
        [mail]
        attachments = "save"
        [communities."r/*"]
        theme = "forum"
        points = ["upvote", "upvotes"]
        [tables."forum/*.csv"]
        site = "forum"
        """,
    )
    assert said.site.title == "Alte Fäden"
    assert said.build.ignore == ("*.txt",)
    assert said.theme.options == {"accent": "#000"}
    assert said.formats == {"a/*.json": "hn-algolia"}
    told = msgspec.to_builtins(said)
    plain = msgspec.to_builtins(Config())
    assert all(told[section] != plain[section] for section in plain)
    assert not [k for k in plain["build"] if told["build"][k] == plain["build"][k]]


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = (
        '\ufeff[site]\ntitel = "x"\nurl = "example.org"\n\n[build]\njobs = -1\nminify = "no"\n'
        + ('order = "worst"\n[bild]\nx = 1\n[formats]\na = 1\n')
    )
    assert mistakes(tmp_path, text) == [
        "7 mistakes in the configuration",
        "2: unknown key site.titel: did you mean 'title'?",
        "6: build.jobs: expected `int` >= 0",
        "7: build.minify: expected `bool`, got `str`",
        "8: build.order: invalid enum value 'worst'",
        "9: unknown section [bild]: did you mean 'build'?",
        "12: a: expected `str`, got `int`",
        "3: site.url: must be absolute, such as https://example.org/archive/",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("site = 1", "1: site must be a section: write [site] on a line of its own"),
        ("[[site]]\ntitle = 'x'", "1: site must be a section: write [site] on a line of its own"),
        ("\n\nsite.title = 5", "3: site.title: expected `str`, got `int`"),
        ('["build"]\n"jobs" = 9999', "2: build.jobs: expected `int` <= 1024"),
        ("[build]\njobs = 1.5", "2: build.jobs: expected `int`, got `float`"),
        ("[build]\njobs = 99999999999999999999999", "2: build.jobs: expected `int` <= 1024"),
        ("[build]\nignore = 'x'", "2: build.ignore: expected `array`, got `str`"),
        ("[build]\nignore = [1]", "2: build.ignore: expected `str`, got `int` - at `$[0]`"),
        ("[build]\ncaptured = 'June'", "2: build.captured: invalid enum value 'June'"),
        ("[theme]\noptions = 1", "2: theme.options: expected `object`, got `int`"),
        ("[build]\n# jobs = 1\njobs = true", "3: build.jobs: expected `int`, got `bool`"),
        (
            "[a]\njobs = 1",
            "1: unknown section [a]: known: build, communities, formats,"
            " mail, privacy, publish, redirects, search, site, tables, theme",
        ),
    ],
)
def test_a_mistake_has_its_line(text: str, expected: str, tmp_path: Path) -> None:
    assert mistakes(tmp_path, text)[1:] == [expected]


@pytest.mark.parametrize("key", ["content", "output"])
def test_a_folder_has_a_name(key: str, tmp_path: Path) -> None:
    for name in ("", "a\\u0000b"):
        assert f"2: build.{key}: " in mistakes(tmp_path, f'[build]\n{key} = "{name}"')[1]


@pytest.mark.parametrize(
    "url",
    [
        "example.org",
        "/a/",
        "ftp://example.org",
        "https://",
        "http://[::1",
        "https:/x",
        "javascript:1",
    ],
)
def test_an_address_is_absolute(url: str, tmp_path: Path) -> None:
    [_, place] = mistakes(tmp_path, f'[site]\nurl = "{url}"')
    assert place.startswith("2: site.url: ")
    with pytest.raises(UsageError, match="the public URL"):
        config.with_url(Config(), url)


@pytest.mark.parametrize("url", ["https://example.org/?q", "https://example.org/#f"])
def test_an_address_has_no_query(url: str, tmp_path: Path) -> None:
    assert "must not have" in mistakes(tmp_path, f'[site]\nurl = "{url}"')[1]


def test_another_address_for_one_build() -> None:
    assert config.with_url(Config(), "https://example.org/").site.url == "https://example.org/"
    assert config.with_url(Config(), "").site.url == ""


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("[site\n", "not valid TOML: expected ']'", ":1:6"),
        ("a = 1\na = 2", "not valid TOML: cannot overwrite a value", ":2"),
        ("[site]\ntitle = \n", "not valid TOML: invalid value", ":2:9"),
        (b"[site]\ntitle = '\xff'", "is not UTF-8", ":2"),
        ("a = " + "[" * 20_000, "cannot be read: it nests too deep", ""),
        ("a = " + "9" * 20_000, "cannot be read: a number is too long", ""),
        ("a = \x00", "not valid TOML", ":1:5"),
    ],
)
def test_what_is_no_toml(text: str | bytes, message: str, place: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    assert message in caught.value.message
    assert caught.value.where == f"{tmp_path}/sitegen.toml{place}"


def test_a_file_that_is_none(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.toml"):
        with pytest.raises(UsageError, match="cannot be read"):
            config.load(path)


@pytest.mark.parametrize(
    "output",
    [
        ".",
        "..",
        "content",
        "content/x",
        ".sitegen",
        ".sitegen/x",
        "static",
        "themes/a",
        "templates",
    ],
)
def test_what_is_written_lies_apart_from_what_is_read(output: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="must lie apart"):
        config.site_paths(tmp_path, Config(), tmp_path / output)


@pytest.mark.parametrize("link", ["content", ".sitegen"])
def test_a_link_is_no_way_around_that(link: str, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / ".sitegen").mkdir()
    os.symlink(tmp_path / link, tmp_path / "elsewhere")
    with pytest.raises(ConfigError, match="must lie apart"):
        config.site_paths(tmp_path, Config(), tmp_path / "elsewhere" / "below")


def test_folders_are_taken_from_where_they_are_said(tmp_path: Path) -> None:
    settings = load(tmp_path, '[build]\ncontent = "../in"\noutput = "/elsewhere/out"')
    paths = config.site_paths(tmp_path / "site", settings)
    assert paths.content == tmp_path / "in"
    assert paths.output == Path("/elsewhere/out")
    assert paths.state == tmp_path / "site/.sitegen"
