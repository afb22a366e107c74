"""The search index: what its files hold, that they stay as they are, and how words are parted."""

import json
import random
import re
from pathlib import Path

import pytest
from small_site import SmallSite, node

from sitegen.search import Doc, Heading, Index, folded, words_of
from sitegen.search.index import WIDTH, packed

ON = "[search]\nenabled = true\n"


def unpacked(text: str) -> list[int]:
    """As the script of the search page reads it."""
    numbers, number = [], 0
    for sign in map(ord, text):
        if sign < 93:
            number = number * 57 + sign - 35
        else:
            numbers.append(number * 34 + sign - 93)
            number = 0
    return numbers


def loaded(files: dict[str, bytes]) -> dict[str, object]:
    """By name, what the files say when they are run as scripts."""
    told = {}
    for name, data in files.items():
        match = re.fullmatch(r'found\("([^"]+)",(.*)\)\n', data.decode(), re.S)
        assert match
        assert f"{match[1]}.js" == name
        told[match[1]] = json.loads(match[2])
    return told


def found(files: dict[str, bytes], word: str) -> set[tuple[str, str]]:
    """(path, anchor) of the posts in which a word stands."""
    told = loaded(files)
    for name, words in told.items():
        if name.startswith("w-") and word in words:
            post, hits = 0, set()
            for step in unpacked(words[word]):
                post += step // 8
                heads, docs = told[f"b-{post // WIDTH}"]
                doc = docs[post % WIDTH]
                hits.add((heads[doc[0]][0], doc[1]))
            return hits
    return set()


def index(threads: dict[str, list[str]]) -> dict[str, bytes]:
    made = Index(sum(map(len, threads.values())), 10_000)
    for name, texts in threads.items():
        docs = [
            Doc(f"c-{n}" if n else "", "Ada", "", None, text, 0) for n, text in enumerate(texts)
        ]
        made.add(Heading(name, f"t/{name}/index.html", name, "c"), docs)
    return dict(made.files())


@pytest.mark.parametrize("number", [0, 1, 33, 34, 1937, 1938, 110_465, 110_466, 2**31, 2**53 - 1])
def test_numbers_are_read_as_they_were_written(number: int) -> None:
    assert unpacked(packed([number, 5, number])) == [number, 5, number]
    assert json.dumps(packed([number])) == f'"{packed([number])}"'  # no sign is escaped


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A draw-hoe, forged!", ["a", "draw", "hoe", "forged"]),
        ("Café ZÜRICH ﬁne x_1", ["cafe", "zurich", "fine", "x_1"]),
        ("東京都 東", ["東京", "京都", "東"]),
        ("abc東京", ["abc", "東京"]),
        ("x" * 99, ["x" * 32]),
        ("\ud800 &<>", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_every_word_leads_to_all_its_posts() -> None:
    rng = random.Random(5)
    vocabulary = [f"w{n}" for n in range(900)]
    threads = {f"t{n}": [" ".join(rng.sample(vocabulary, 20)) for _ in range(rng.randint(1, 60))]
               for n in range(120)}  # fmt: skip
    files = index(threads)
    for word in rng.sample(vocabulary, 60):
        expected = {
            (f"t/{name}/index.html", f"c-{n}" if n else "")
            for name, texts in threads.items()
            for n, text in enumerate(texts)
            if word in text.split()
        }
        assert found(files, word) == expected
    assert max(map(len, files.values())) < 60_000


def test_one_edit_leaves_most_of_the_files_as_they_were() -> None:
    rng = random.Random(6)
    vocabulary = [f"{rng.getrandbits(40):x}" for n in range(9000)]
    threads = {
        f"t{n}": [" ".join(rng.sample(vocabulary, 30)) for _ in range(20)] for n in range(150)
    }
    before = index(threads)
    threads["t75"][3] += " altogether new"
    after = index(threads)
    same = sum(before.get(name) == data for name, data in after.items())
    assert len(after) > 100
    assert same > len(after) - 8
    assert found(after, "altogether") == {("t/t75/index.html", "c-3")}


def test_words_in_most_posts_are_left_out() -> None:
    files = index({f"t{n}": ["the same word"] * 50 + [f"only{n}"] for n in range(60)})
    assert loaded(files)["all"]["common"] == ["same", "the", "word"]
    assert found(files, "the") == set()
    assert found(files, "only7") == {("t/t7/index.html", "c-50")}


def test_hostile_words_stay_inside_their_strings() -> None:
    text = '</script><script>alert(1)//"\\ \u2028\u2029 \U0001f600 __proto__ constructor'
    files = index({"</script>": [text]})
    for data in files.values():
        assert b"</script" not in data
        assert "\u2028" not in data.decode()
    assert found(files, "__proto__")
    assert folded("\u2028") == "\u2028"


@pytest.fixture
def site(tmp_path: Path, sitegen: Path) -> SmallSite:
    site = SmallSite(tmp_path / "site")
    site.start = [str(sitegen)]
    site.config(ON)
    site.dump(
        "a.json",
        node(1, node(2, text="tidewrack", author="bo"), title="Signals"),
        node(9, title="Rails"),
    )
    return site


def files(site: SmallSite) -> dict[str, bytes]:
    return {
        name.removeprefix("search/"): data
        for name, data in site.files().items()
        if name.startswith("search/") and name.endswith(".js")
    }


def test_there_is_none_where_none_is_asked_for(site: SmallSite) -> None:
    site.config("")
    assert site.build().search is None
    assert not any("search" in name.split("/")[0] for name in site.files())
    assert "search/" not in site.page("index.html")


def test_the_report_says_what_it_came_to(site: SmallSite) -> None:
    report = site.build()
    made = files(site)
    assert report.search is not None
    assert report.search.posts == 3
    assert (report.search.files, report.search.size) == (len(made), sum(map(len, made.values())))
    assert "Search      3 posts" in site.run("build", "--base-url", "https://example.org/").stdout


def test_what_is_remembered_gives_the_same_bytes(site: SmallSite, tmp_path: Path) -> None:
    site.build()
    site.dump("b.json", node(20, text="newcomer", title="Points"))
    site.build()
    assert found(files(site), "newcomer") == {("t/hn/20/index.html", "")}
    assert files(site) == files(site.clean_build(tmp_path / "clean"))
    site.remove("content/b.json")
    site.build()
    assert found(files(site), "newcomer") == set()


def test_what_is_redacted_is_not_found(site: SmallSite) -> None:
    site.build()
    assert found(files(site), "tidewrack") == {("t/hn/1/index.html", "c-2")}
    site.write("redactions.toml", '[[redact]]\npost = "hn:2"\n')
    site.build()
    assert found(files(site), "tidewrack") == set()
    assert b"tidewrack" not in b"".join(files(site).values())
    assert found(files(site), "@bo") == set()
