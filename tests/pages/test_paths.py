"""Where pages lie: paths that no id and no name can bend, on any file system."""

import re
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.pages import urls

HOSTILE = (
    "", ".", "..", "../../x", "a/b", "/etc/passwd", "a\\b", "C:x", "con", "CON", "nul.txt", "COM1",
    "lpt9.tar.gz", "x" * 300, "é" * 200, "\U0001f600", "a b", " ", "a.", "a ", ".hidden", "-x", "A",
    "\0", "\n", "a\u202eb", "\ud800", "%2e%2e", "?x", "#x", "index.html", "page-1", "PAGE-2",
    "most-points", "Feed.xml",
    "x.0123456789abcdef0123456789abcdef", "<b>", "a:b", "a*", "undated",
    "a#b", "a!b", "a..hn", "a/",
)  # fmt: skip
names = st.sampled_from(HOSTILE) | st.text(max_size=6) | st.from_regex(r"[a-z0-9_-]{1,9}")

_WINDOWS = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


def check_safe(path: str) -> None:
    """Plain on Linux, Windows and macOS, inside the folder, not too long."""
    assert len(path) < 400
    assert path.isascii()
    for part in PurePosixPath(path).parts:
        assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]*", part), path
        assert not _WINDOWS.fullmatch(part), path
        assert not part.endswith("."), path
        assert len(part) <= 110
    assert not PureWindowsPath(path).is_absolute()
    assert PurePosixPath(path).name == "index.html"


@given(names)
def test_paths_are_safe_whatever_the_id(name: str) -> None:
    check_safe(urls.thread(f"hn:{name}"))
    check_safe(urls.thread(name))
    check_safe(urls.community("reddit", name))
    check_safe(urls.community(name, f"r/{name}"))


def test_a_community_of_a_thousand_folders_lies_in_one() -> None:
    path = urls.community("reddit", "/".join(["deep"] * 1000))
    check_safe(path)
    assert path != urls.community("reddit", "/".join(["deep"] * 999))


@given(names, names)
def test_two_ids_never_share_a_path(one: str, other: str) -> None:
    """Not even where file names know no upper and lower case."""
    paths = [urls.thread(f"hn:{name}").lower() for name in (one, other)]
    assert (paths[0] == paths[1]) == (one == other)


@given(names, names, st.sampled_from(["1", "a/1", "a#1", "a/b#1", "/1", "x.y/"]))
def test_two_posts_of_a_thread_never_share_an_anchor(one: str, other: str, thread: str) -> None:
    shared = [
        f"hn:{start}{name}"
        for start in ("", "a/", "a#", "a/b#", "/", "x.y/", f"{thread}/", f"{thread}.", f"{thread}#")
        for name in (one, other)
    ]
    posts = {*shared, f"x:{one}", f"x:a/{one}"}
    assert len({urls.anchor(post, f"hn:{thread}") for post in posts}) == len(posts)


@given(names)
def test_anchors_need_no_quotes_in_html_and_no_escapes_in_links(name: str) -> None:
    """https://url.spec.whatwg.org/#url-fragment-string, and what ends a value without quotes."""
    for post, thread in (
        (f"hn:{name}", "hn:1"), (f"hn:{name}", "x:1"), (f"{name}:1", "x:1"),
        (f"hn:a/{name}", "hn:a/1"), (f"hn:{name}", "hn:a/1"), (f"hn:{name}", f"hn:{name}"),
    ):  # fmt: skip
        anchor = urls.anchor(post, thread)
        assert re.fullmatch(r"c-[A-Za-z0-9_/.:!~-]*[A-Za-z0-9_-]", anchor)
        assert urls.anchors(thread, [post]) == [anchor]
        check_safe(urls.subthread(thread, post))


@pytest.mark.parametrize(
    ("thread", "post", "anchor"),
    [
        ("hn:9820529", "hn:9820530", "c-9820530"),
        ("discourse:talk.example.org/812/1", "discourse:talk.example.org/812/24", "c-24"),
        ("discourse:talk.example.org/812/1", "discourse:talk.example.org/99/24",
         "c-/talk.example.org/99/24"),
        ("discourse:talk.example.org/812/1", "discourse:24", "c-/24"),
        ("github:ada/looms#528", "github:ada/looms#528/7", "c-~7"),
        ("github:ada/looms#528", "github:ada/lamps#528/7", "c-/ada/lamps!528/7"),
        ("github:528", "github:ada/looms#528/7", "c-ada/looms!528/7"),
        ("reddit:text-f0154a7347a3", "reddit:text-f0154a7347a3.d377b97b",
         "c-~.d377b97b"),
        ("slack:C01/1682646205.293819", "slack:C01/1684308473.247529", "c-1684308473.247529"),
        ("slack:C01-2024-01-15", "slack:C01/1684308473.247529", "c-C01/1684308473.247529"),
        ("hn:9820529", "lobsters:x1y2z3", "c-x1y2z3..lobsters"),
    ],
)  # fmt: skip
def test_anchors_are_the_ids_that_sites_gave_without_their_folder(
    thread: str, post: str, anchor: str
) -> None:
    assert urls.anchor(post, thread) == anchor
    assert urls.anchors(thread, [post]) == [anchor]


def test_anchors_of_ids_with_other_marks_are_short() -> None:
    anchor = urls.anchor("mail:20091124.220444.very-long-name@mail.example.org", "mail:a@b")
    assert re.fullmatch(r"c-\.[\w-]{16}", anchor)


@given(names, names, st.integers(1, 3), st.integers(1, 3))
def test_two_lists_never_share_a_path(one: str, other: str, page: int, older: int) -> None:
    """Nor does an older page of one list and another list."""
    first, second = urls.community("reddit", one), urls.community("reddit", other)
    assert (first == second) == (one == other)
    paths = [first, second, urls.older(first, page), urls.older(second, older)]
    same = {(one, 0), (other, 0), (one, page), (other, older)}
    assert len(set(paths)) == len(same)
    assert len({path.lower() for path in paths}) == len(same) or one.lower() == other.lower()


def test_a_name_that_looks_like_the_path_of_another_has_a_path_of_its_own() -> None:
    path = urls.community("reddit", "two words")
    forged = path.removeprefix("c/reddit/").removesuffix("/index.html")
    assert urls.community("reddit", forged) != path


@pytest.mark.parametrize(
    ("thread", "path"),
    [
        ("hn:8863", "t/hn/8863/index.html"),
        ("reddit:t3_abc", "t/reddit/t3_abc/index.html"),
        ("lobsters:x1y2z3", "t/lobsters/x1y2z3/index.html"),
    ],
)
def test_ids_as_sites_give_them_are_kept(thread: str, path: str) -> None:
    assert urls.thread(thread) == path


def test_names_as_sites_give_them_are_kept() -> None:
    assert urls.community("reddit", "r/AskHistorians") == "c/reddit/r/AskHistorians/index.html"
    assert urls.community("hn", None) == "c/hn/index.html"
    assert urls.month("2024-02") == "m/2024-02/index.html"
    assert urls.month(None) == "m/undated/index.html"
    assert urls.older("c/hn/index.html", 3) == "c/hn/page-3/index.html"
    assert urls.older("index.html", 1) == "page-1/index.html"


paths = st.lists(st.sampled_from("abc"), max_size=3).map(lambda parts: "/".join([*parts, "x.html"]))


@given(paths, paths)
def test_relative_links_lead_there(here: str, there: str) -> None:
    parts = here.split("/")[:-1]
    for step in urls.relative(here, there).split("/"):
        if step == "..":
            parts.pop()
        else:
            parts.append(step)
    assert "/".join(parts) == there
    assert urls.root(here) + there == "../" * (here.count("/")) + there


@pytest.mark.parametrize(
    ("url", "path", "expected"),
    [
        ("https://example.org", "index.html", "https://example.org/"),
        ("https://example.org/a/", "t/hn/1/index.html", "https://example.org/a/t/hn/1/"),
        ("https://example.org/a", "feed.xml", "https://example.org/a/feed.xml"),
        ("", "index.html", ""),
    ],
)
def test_public_urls(url: str, path: str, expected: str) -> None:
    assert urls.absolute(url, path) == expected
    assert urls.base_path(url) == ("/a/" if "/a" in url else "/")
