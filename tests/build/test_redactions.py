"""What is taken out is nowhere: on no page, in no list, feed or export; and all else stays."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from small_site import SmallSite, node

from sitegen.build import export
from sitegen.check import run as check
from sitegen.errors import ConfigError
from sitegen.store import Store

SALT = 'salt = "0123456789abcdef-made-up"\n'
SECRET = "The signal box at Elmstead was never padlocked at night."
QUOTE = (
    "<p>&gt; The signal box at Elmstead was\n&gt; never padlocked at night.<p>Really? Says Zeb_42."
)
TITLE = "A confession about the Elmstead branch"


@pytest.fixture
def site(tmp_path: Path, sitegen: Path) -> SmallSite:
    site = SmallSite(tmp_path / "site")
    site.start = [str(sitegen)]
    site.config('[site]\nurl = "https://example.org/railway/"\n')
    told = node(2, node(3, text=QUOTE, author="cleo"), author="Zeb_42", text=f"Hm. {SECRET} So.")
    site.dump("a.json", node(1, told, node(4, text="Hello all."), title=TITLE, author="bea"))
    site.dump("b.json", node(9, node(10, text="As Zeb_42 said."), title="Rails", author="Zeb_42"))
    return site


def read(site: SmallSite) -> str:
    """All that the site shows, and what an export tells."""
    pages = "".join(data.decode() for data in site.files().values())
    stream = BytesIO()
    export.export(*site.chosen(), stream, export.Selection())
    return pages + stream.getvalue().decode()


def leaks(site: SmallSite) -> list[str]:
    """Pages on which something that is taken out can be read."""
    result = check.check(*site.chosen(), 1, with_privacy=True)
    return [finding.where for finding in result.findings if finding.kind == "privacy"]


def redact(site: SmallSite, rules: str, salt: str = SALT) -> None:
    site.write("redactions.toml", salt + rules)
    assert site.build().failures == ()


def rule(of: str, action: str = "") -> str:
    return f"[[redact]]\n{of}\n" + (f'action = "{action}"\n' if action else "")


@pytest.mark.parametrize(
    ("rules", "gone", "stays"),
    [
        (
            rule('post = "hn:2"'),
            ["padlocked", "Elmstead was"],
            [TITLE, "Really?", "cleo", "Zeb_42"],
        ),
        (rule('post = "hn:2"', "drop"), ["padlocked"], ["Zeb_42", "Really?"]),
        (rule('post = "hn:1"'), ["confession", ">bea<"], ["never padlocked", "cleo"]),
        (
            rule('author = "hn:Zeb_42"'),
            ["Zeb_42", "padlocked", "Rails"],
            ["As [removed] said", "cleo"],
        ),
        (
            rule('author = "Zeb_42"', "pseudonym"),
            ["Zeb_42"],
            ["never padlocked", "Rails", "member-"],
        ),
        (rule('author = "lob:Zeb_42"'), [], ["Zeb_42", "never padlocked", "Rails"]),
        (
            rule('thread = "hn:1"'),
            ["padlocked", "confession", "cleo", "Hello all"],
            ["As Zeb_42 said"],
        ),
        (rule("pattern = 'E\\w+stead'"), ["Elmstead"], ["The signal box at [removed] was"]),
        (rule("pattern = 'never\\s+padlocked'", "drop"), ["padlocked", "Really?"], ["Zeb_42"]),
    ],
)
def test_what_is_taken_out_is_nowhere(
    site: SmallSite, rules: str, gone: list[str], stays: list[str]
) -> None:
    site.build()
    before = read(site)
    assert all(word in before for word in gone)
    redact(site, rules)
    text = re.sub(r"\s+", " ", read(site))
    assert [word for word in gone if word in text] == []
    assert [word for word in stays if word not in text] == []
    if gone:
        assert leaks(site) == []
    report = site.build()
    assert (report.posts, report.on_pages, report.written) == (6, 6, 0)


def test_a_community_goes_with_all_its_threads(tmp_path: Path) -> None:
    site = SmallSite(tmp_path / "site")
    site.write(
        "content/a.ndjson",
        '{"sitegen": 1}\n'
        '{"id": "forum:1", "title": "Points", "community": "rails", "author": "bea", "body": "x"}\n'
        '{"id": "forum:2", "parent": "forum:1", "author": "cleo", "body": "Oil the points."}\n',
    )
    site.build()
    assert "Oil the points" in read(site)
    redact(site, rule('community = "forum:rails"'))
    assert not re.search("Oil the points|cleo|bea", read(site))


def test_edits_in_any_order_give_what_a_clean_build_gives(site: SmallSite, tmp_path: Path) -> None:
    site.build()
    plain = site.files()
    redact(site, rule('post = "hn:2"') + rule('author = "cleo"', "pseudonym"))
    site.dump("c.json", node(20, node(21, text="cleo knows"), title="Points", author="dot"))
    site.build()
    assert site.clean_build(tmp_path / "clean").files() == site.files()
    assert "cleo" not in read(site)
    site.remove("redactions.toml")
    site.remove("content/c.json")
    site.build()
    assert site.files() == plain


def test_threads_that_nothing_is_taken_out_of_are_kept(site: SmallSite) -> None:
    site.build()
    before = site.marks()
    redact(site, rule('post = "hn:2"'))
    after = site.marks()
    assert before["t/hn/1/index.html"] != after["t/hn/1/index.html"]
    assert before["t/hn/9/index.html"] == after["t/hn/9/index.html"]


def test_a_build_that_is_cut_off_leaves_no_summary_that_shows_more(
    site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.build()
    site.write("redactions.toml", rule('thread = "hn:1"'))
    with monkeypatch.context() as patch:
        patch.setattr(Store, "resolve", lambda store: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            site.build()
    site.build()
    assert "confession" not in read(site)


def test_pseudonyms_are_the_same_everywhere_and_depend_on_the_salt(site: SmallSite) -> None:
    site.config("[privacy]\nanonymise = true\n")
    redact(site, "")
    names = set(re.findall(r"member-[0-9a-f]{10}", read(site)))
    assert len(names) == 5  # bea, Zeb_42 in both threads, cleo, who wrote 4, and 10
    assert not re.search("Zeb_42|>bea<|>cleo<", read(site))
    redact(site, "", SALT.replace("made-up", "another"))
    assert not names & set(re.findall(r"member-[0-9a-f]{10}", read(site)))


def test_privacy_is_checked_against_what_the_dumps_hold(site: SmallSite) -> None:
    """A sentence is told in another thread, too, which nobody thought of; it is too short to be
    taken out wherever it stands."""
    short = "The box was never locked."
    site.dump("c.json", node(20, node(21, text=f"I heard: {short}"), title="Points"))
    site.dump("d.json", node(30, node(31, text=f"Hm. {short} So."), title="Locks"))
    redact(site, rule('post = "hn:31"'))
    assert leaks(site) == ["t/hn/20/index.html"]
    assert site.run("check", "--privacy").returncode == 1
    redact(site, rule('post = "hn:31"') + rule("pattern = 'The box was[^.]*\\.'"))
    assert leaks(site) == []


def test_longer_sentences_go_from_other_threads_too(site: SmallSite, tmp_path: Path) -> None:
    redact(site, rule('post = "hn:2"'))
    assert site.build().written == 0
    quote = f"I heard: <i>{SECRET.replace('was ', 'was &gt; ')}</i> The line at Elmstead is long."
    site.dump("c.json", node(20, node(21, text=quote), title="Points"))
    site.build()
    assert "I heard: <i>[removed]</i> The line at Elmstead is long." in site.page(
        "t/hn/20/index.html"
    )
    assert leaks(site) == []
    assert site.files() == site.clean_build(tmp_path / "clean").files()
    site.write("redactions.toml", "")
    site.build()
    assert "never padlocked" in site.page("t/hn/20/index.html")
    assert site.files() == site.clean_build(tmp_path / "clean2").files()
    redact(site, rule('author = "Zeb_42"', "drop"))
    assert "never padlocked" not in read(site)
    site.dump("c.json", node(20, node(21, text="Nothing."), title="Points"))
    site.remove("content/a.json")
    site.dump("d.json", node(40, node(41, text=quote), title="Late"))
    site.build()
    assert site.files() == site.clean_build(tmp_path / "clean3").files()


@pytest.mark.parametrize(
    "of", ['post = "hn:2"', 'thread = "hn:1"', 'author = "Zeb_42"', "pattern = 'padlocked'"]
)
def test_a_thread_that_is_not_to_be_found_is_still_there(
    site: SmallSite, of: str, tmp_path: Path
) -> None:
    settings = (site.folder / "sitegen.toml").read_text("utf-8")
    site.config(
        settings + '[search]\nenabled = true\n[build]\ntwins = ["md"]\nthread_comments = 2\n'
    )
    before = site.build()
    listed = ("sitemap.xml", "feed.xml", "c/hn/feed.xml")
    assert all("t/hn/1/" in site.page(path) for path in listed)
    redact(site, rule(of, "noindex"))
    assert all("t/hn/1/" not in site.page(path) for path in listed)
    for path in ("t/hn/1/index.html", "t/hn/1/page-2/index.html"):
        assert "<meta content=noindex name=robots>" in site.page(path)
    assert SECRET in site.page("t/hn/1/index.html")
    assert "t/hn/1/index.html" in site.page("index.html")
    assert "t/hn/1/index.md" not in site.files()
    index = b"".join(data for name, data in site.files().items() if name.startswith("search/"))
    assert b"padlocked" not in index
    hidden = of.startswith("author")  # who opened the other thread, too
    assert (b"As Zeb_42" in index) is not hidden
    assert ("noindex" in site.page("t/hn/9/index.html")) is hidden
    assert leaks(site) == []
    assert site.build().posts == before.posts
    assert site.files() == site.clean_build(tmp_path / "clean").files()


def test_nothing_of_a_copy_that_was_replaced_can_be_read(tmp_path: Path) -> None:
    """A dump with structure tells the thread that a lossy copy told before."""
    site = SmallSite(tmp_path / "site")
    heads = ("by quietmill 34 days ago", "Who turned off the fountain?", "", "2 comments", "")
    site.write(
        "content/news.ycombinator.com_item_100.txt", "\n".join((*heads, SECRET, "", "Quite so."))
    )
    site.build()
    assert SECRET in site.page("t/hn/100/copy.txt")
    assert SECRET in site.page("t/hn/100/copy.html")
    comments = node(101, text=SECRET, author="dot"), node(102, text="Quite so.", author="bo")
    site.dump("b.json", node(100, *comments, title="The fountain", author="quietmill"))
    redact(site, rule('post = "hn:101"'))
    assert "padlocked" not in read(site)
    assert not [name for name in site.files() if name.startswith("t/hn/100/copy.")]
    assert leaks(site) == []
    assert site.files() == site.clean_build(tmp_path / "clean").files()
    # A copy that is only partly replaced stands beside it, and is covered all the same.
    site.dump("b.json", node(100, comments[0], title="The fountain", author="quietmill"))
    site.build()
    assert "padlocked" not in read(site)


def test_the_kept_text_of_a_lossy_copy_goes_too(tmp_path: Path) -> None:
    site = SmallSite(tmp_path / "site")
    heads = ("Points and how to oil them (rails.example.com)", "12 points by bea | 2 comments")
    said = ("cleo 2 hours ago", SECRET, "reply", "dot 1 hour ago", "Quite so.", "reply")
    site.write("content/a.txt", "\n".join(heads) + "\n\n" + "\n\n".join(said))
    site.build()
    assert SECRET in read(site)
    redact(site, rule("pattern = 'never padlocked'"))
    assert "never padlocked" not in read(site)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[redact]]\n", "name one of"),
        (rule('post = "2"'), 'such as "hn:8863"'),
        (rule('author = "a"', "pseudonym"), "need salt"),
        (rule('author = "a"', "replace"), "for patterns"),
        (rule('author = "a"', "tombston"), "did you mean 'tombstone'"),
        (rule('autor = "a"'), "did you mean 'author'"),
        (rule("pattern = '('"), "regular expression"),
        (rule("pattern = 'a*'"), "fits nothing at all"),
        ("redact = 1\n", "line of its own"),
        ("slat = 'x'\n", "did you mean 'salt'"),
        ("[[redact\n", "redactions.toml:1:9"),
    ],
)
def test_mistakes_are_told(site: SmallSite, text: str, told: str) -> None:
    site.write("redactions.toml", text)
    with pytest.raises(ConfigError, match="redactions") as error:
        site.build()
    assert told in str(error.value)
