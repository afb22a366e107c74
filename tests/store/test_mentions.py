"""Addresses of posts in bodies: what they name, and the second link that leads to a post here."""

import json
from collections import Counter
from pathlib import Path

import pytest
from html_checks import faults
from small_site import SmallSite, item, node

from sitegen.bodies import accompanied
from sitegen.model import posts_at, posts_named

ADDRESSES = [
    ("https://news.ycombinator.com/item?id=8863", ["hn:8863"]),
    ("http://news.ycombinator.com/item?id=8863#9224", ["hn:9224", "hn:8863"]),
    ("https://news.ycombinator.com/item?p=2&id=8863", ["hn:8863"]),
    ("https://www.reddit.com/r/a/comments/5z/title/c0a/", ["reddit:t1_c0a", "reddit:t3_5z"]),
    ("https://old.reddit.com/comments/5z?x=1", ["reddit:t3_5z"]),
    ("https://redd.it/5zab", ["reddit:t3_5zab"]),
    ("https://lobste.rs/s/abc123/a_title#c_def456", ["lobsters:c_def456", "lobsters:abc123"]),
    ("https://lobste.rs/c/def456", ["lobsters:c_def456"]),
    ("https://stackoverflow.com/questions/17/why", ["stackexchange:stackoverflow.com/17"]),
    (
        "https://beer.stackexchange.com/questions/1/x/2#comment7_2",
        [f"stackexchange:beer.stackexchange.com/{i}" for i in ("c7", "2", "1")],
    ),
    ("https://github.com/a/b/pull/3#discussion_r9", ["github:a/b#3/discussion_r9", "github:a/b#3"]),
    ("https://github.com/Ada/Kiln.js/issues/3", ["github:ada/kiln.js#3"]),
    ("https://tildes.net/~comp.adv/1a2/a_title#comment-3b", ["tildes:1a2/3b", "tildes:1a2"]),
    ("https://tildes.net/~comp/1a2?comment_order=newest", ["tildes:1a2"]),
    ("https://tildes.net/~comp", []),
    ("https://it.slashdot.org/comments.pl?sid=21&cid=62", ["slashdot:c62", "slashdot:21"]),
    ("https://slashdot.org/comments.pl?sid=21", ["slashdot:21"]),
    (f"https://l.example/archives/list/a@l.example/message/{'B' * 32}/",
     [f"hyperkitty:l.example/{'B' * 32}"]),
    ("https://www.lesswrong.com/posts/aB3/a-title", ["forummagnum:aB3"]),
    (
        "https://forum.effectivealtruism.org/posts/aB3/a-title?utm=x&commentId=cD4",
        ["forummagnum:cD4", "forummagnum:aB3"],
    ),
    ("https://www.lesswrong.com/posts/aB3/a-title#cD4", ["forummagnum:cD4", "forummagnum:aB3"]),
    ("https://www.lesswrong.com/users/ada", []),
    ("https://f.example/t/slug/12/3", ["discourse:f.example/12/3", "discourse:f.example/12/1"]),
    ("https://forum.example/t/12", ["discourse:forum.example/12/1"]),
    ("https://f.example/d/12-a-title/3", ["flarum:f.example/12/3", "flarum:f.example/12/1"]),
    ("https://f.example/forum/d/12", ["flarum:f.example/forum/12/1"]),
    ("https://r.example/c/lamps/wick/+/47", ["gerrit:r.example/47"]),
    ("https://x.example/r/c/lamps/+/47/2/a.c#12", ["gerrit:x.example:r/47"]),
    (
        "https://r.example/c/lamps/+/47/comment/7c5_0d3/",
        ["gerrit:r.example/47/7c5_0d3", "gerrit:r.example/47"],
    ),
    (
        "https://njump.me/note14w46h2at4w46h2at4w46h2at4w46h2at4w46h2at4w46h2at4w4sfreljc",
        [f"nostr:{'ab' * 32}"],
    ),
    ("https://njump.me/note1qqqqqqqqqqqqqqqqq", []),
    ("https://lemmy.example/comment/5", ["lemmy:lemmy.example/comment/5"]),
    ("https://chat.example/#narrow/stream/1-a/topic/b/near/77", ["zulip:chat.example/77"]),
    ("https://discord.com/channels/7/8/10390", ["discord:10390", "discord:8"]),
    ("https://kites.slack.com/archives/C0W/p1583058000000500", ["slack:C0W/1583058000.000500"]),
    (f"https://chat.example/kites/pl/{'p1'.ljust(26, 'a')}", [f"mattermost:{'p1'.ljust(26, 'a')}"]),
    (
        f"https://x.example/chat/_redirect/pl/{'p1'.ljust(26, 'a')}",
        [f"mattermost:{'p1'.ljust(26, 'a')}"],
    ),
    ("https://twitter.com/ada/status/1712345678901234567?s=20", ["twitter:1712345678901234567"]),
    ("https://chat.google.com/room/AAAAx/t1/m2?cls=10", ["googlechat:AAAAx/t1/m2"]),
    ("https://x.com/i/web/status/12", ["twitter:12"]),
    ("https://bikes.example/@wil/112200", ["mastodon:bikes.example/112200"]),
    ("https://bsky.app/profile/did:plc:bb/post/3kmid", ["bsky:did:plc:bb/3kmid"]),
    (
        "https://bugs.example/show_bug.cgi?id=7#c3",
        ["tracker:bugs.example/7/3", "tracker:bugs.example/7"],
    ),
    ("https://jira.example/browse/LAMP-7", ["tracker:jira.example/LAMP-7"]),
    ("https://x.example/jira/browse/LAMP-7", ["tracker:x.example:jira/LAMP-7"]),
    ("https://x.example/lamps/show_bug.cgi?id=7", ["tracker:x.example:lamps/7"]),
    (
        "https://x.example/jira/browse/A-7?focusedCommentId=9#comment-9",
        ["tracker:x.example:jira/A-7/9", "tracker:x.example:jira/A-7"],
    ),
    ("https://lore.example/list/20200101.ab@host.example/", ["mail:20200101.ab@host.example"]),
    ("https://lists.example/m/ab%40host.example", ["mail:ab@host.example"]),
    ("https://boards.4chan.org/g/thread/5/a-title#p7", ["4chan:g/7", "4chan:g/5"]),
    ("https://boards.4channel.org/g/thread/5", ["4chan:g/5"]),
    ("https://desuarchive.org/g/thread/5/#7_1", ["4chan:g/7_1", "4chan:g/5"]),
    ("https://archive.4plebs.org/pol/post/7/", ["4chan:pol/7"]),
    ("https://chan.example/%CE%BB/res/5.html#7",
     ["imageboard:chan.example/λ/7", "imageboard:chan.example/λ/5"]),
    ("https://boards.4chan.org/g/catalog", []),
    ("https://gitlab.com/A/b/-/issues/3#note_9", ["gitlab:note_9", "gitlab:a/b#3"]),
    ("https://gitlab.com/a/b/c/-/merge_requests/4/diffs", ["gitlab:a/b/c!4"]),
    ("https://gitlab.com/a/b/issues/3", ["gitlab:a/b#3"]),
    ("https://git.example/a/b/-/work_items/3", ["gitlab:git.example/a/b#3"]),
    ("https://gitlab.com/a/b", []),
    ("https://a-b.livejournal.com/3172.html?thread=25956#t25956",
     ["livejournal:a_b/12/101", "livejournal:a_b/12"]),
    ("https://ropes.dreamwidth.org/3172.html", ["dreamwidth:ropes/12"]),
    ("https://ropes.dreamwidth.org/profile", []),
    ("https://news.ycombinator.com/news", []),
    ("https://example.org/", []),
    ("ftp://news.ycombinator.com/item?id=1", []),
    ("https://evil.example/item?id=1", []),
]  # fmt: skip


@pytest.mark.parametrize(("address", "posts"), ADDRESSES)
def test_an_address_names_a_post_and_its_thread(address: str, posts: list[str]) -> None:
    assert list(posts_at(address)) == posts
    assert posts_named(f"See <{address}>, and (that).") == posts


def test_addresses_are_found_in_every_markup() -> None:
    hn = "See https:&#x2F;&#x2F;news.ycombinator.com&#x2F;item?id=5."
    assert posts_named(hn) == ["hn:5"]
    assert posts_named("[this](/r/a/comments/5z/t/c0a)") == ["reddit:t1_c0a", "reddit:t3_5z"]
    assert posts_named('<a href="https://lobste.rs/s/abc123">x</a>') == ["lobsters:abc123"]
    assert posts_named("**https://news.ycombinator.com/item?id=5**") == ["hn:5"]


def test_a_second_link_stands_behind_the_first() -> None:
    link = '<a href="https://news.ycombinator.com/item?id=5&amp;p=2" rel="nofollow ugc">it</a>'
    assert accompanied(f"<p>{link}, {link}</p>", {"hn:6": "x"}) == f"<p>{link}, {link}</p>"
    shown = accompanied(f"<p>{link}</p>", {"hn:5": 'a"&b'})
    assert shown == f'<p>{link} <a class="here" href="a&quot;&amp;b">[here]</a></p>'


def test_a_link_by_the_number_of_a_post_leads_to_it_itself() -> None:
    link = '<a href="https://boards.4chan.org/g/thread/5#p7" rel="nofollow ugc">&gt;&gt;7</a>'
    assert accompanied(link, {"4chan:g/7": "#c"}) == '<a href="#c">&gt;&gt;7</a>'
    assert accompanied(link, {"4chan:g/8": "#c"}) == link
    assert accompanied(link, {"4chan:g/5": "#"}) == link


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    site = SmallSite(tmp_path / "site")
    text = "As said in https:&#x2F;&#x2F;news.ycombinator.com&#x2F;item?id=12 and <i>here</i>."
    site.dump("a.json", node(1, node(2, text=text), title="One"))
    site.dump("other.json", node(30, title="Another"))
    return site


LINK = '<a class="here" href="../10/index.html#c-12">[here]</a>'


def test_a_dump_added_later_makes_the_link_appear_and_taken_away_makes_it_go(
    site: SmallSite, tmp_path: Path
) -> None:
    site.build()
    before = site.files()
    assert 'class="here"' not in site.page("t/hn/1/index.html")
    site.items("b.ndjson", item(10), item(12, 10))
    report = site.build()
    assert LINK in site.page("t/hn/1/index.html").replace("class=here", 'class="here"')
    assert site.files() == site.clean_build(tmp_path / "clean").files()
    assert site.files()["t/hn/30/index.html"] == before["t/hn/30/index.html"]
    assert report.reasons.get("what it shows changed", 0) >= 1
    assert list(faults(site.output)) == []
    site.remove("content/b.ndjson")
    site.build()
    assert site.files() == before


def test_a_post_that_moves_to_another_thread_takes_the_link_with_it(
    site: SmallSite, tmp_path: Path
) -> None:
    site.items("b.ndjson", item(12, 11))
    site.build()
    assert "../11/index.html#c-12" in site.page("t/hn/1/index.html")
    site.items("c.ndjson", item(11, 10), item(10))
    site.build()
    assert "../10/index.html#c-12" in site.page("t/hn/1/index.html")
    assert site.files() == site.clean_build(tmp_path / "clean").files()


def test_a_link_within_a_thread_leads_down_its_page(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    text = 'https://news.ycombinator.com/item?id=1#3 and <a href="https://lobste.rs/">x</a>'
    site.dump("a.json", node(1, node(2, text=text), node(3), title="One"))
    site.build()
    assert "index.html#c-3" in site.page("t/hn/1/index.html")
    assert site.page("t/hn/1/index.html").count("[here]") == 1


def sampled() -> list[tuple[str, str]]:
    """(permalink, id) of all posts of all samples, as their sources tell them."""
    files = sorted((Path(__file__).parents[1] / "data").glob("*/*.expected.json"))
    records = [record for file in files for record in json.loads(file.read_text("utf-8"))]
    return sorted({(r["permalink"], r["id"]) for r in records if r.get("permalink")})


# Sites whose addresses do not tell the id, or that no format reads as a site.
SILENT = ("mail", "web", "voat", "ruqqus", "other-forum", "bilibili", "vimeo", "table", "loomio")
ODD = (
    "reddit:t1_ur00801-20200605155234",  # a comment whose scrape tells only its thread's address
    "mastodon:akkoma.example/objects/0c5e-11",  # the server names posts in two ways
    "mastodon:a.example/../../etc?x=<y>",
    "mastodon:bikes.example/112400000000000001",  # its address is no web page
    "mastodon:wheels.example/wil/posts/106557617192553453",  # another server, with paths of its own
)


@pytest.mark.parametrize("site", sorted({post.partition(":")[0] for _, post in sampled()}))
def test_the_permalinks_that_sources_tell_lead_back_to_their_posts(site: str) -> None:
    links = Counter(link for link, _ in sampled())  # what several posts tell is their thread's
    told = [(link, post) for link, post in sampled() if post.startswith(f"{site}:")]
    lost = [post for link, post in told if links[link] == 1 and post not in posts_at(link)]
    assert [post for post in lost if post not in ODD] == [] or site in SILENT


@pytest.mark.parametrize(
    ("address", "ids"),
    [
        ("https://youtu.be/lOoM5-00aAa?si=x", ["youtube:lOoM5-00aAa"]),
        ("https://www.youtube.com/embed/lOoM5-00aAa", ["youtube:lOoM5-00aAa"]),
        ("https://www.youtube-nocookie.com/embed/lOoM5-00aAa?rel=0", ["youtube:lOoM5-00aAa"]),
        ("https://music.youtube.com/watch?list=RD&v=lOoM5-00aAa", ["youtube:lOoM5-00aAa"]),
        ("https://m.youtube.com/watch?v=lOoM5-00aAa&lc=UgA.b",
         ["youtube:UgA.b", "youtube:lOoM5-00aAa"]),
        ("https://www.youtube.com/playlist?list=PL012345678", []),
        ("https://www.youtube.com/@weavers/videos", []),
    ],
)  # fmt: skip
def test_addresses_of_videos(address: str, ids: list[str]) -> None:
    assert posts_named(f"see {address}.") == ids


@pytest.mark.parametrize("room", ["!hall:mill.example", "%23hall:mill.example", "#hall:mill"])
@pytest.mark.parametrize(
    ("event", "id_"),
    [
        ("$1a:mill.example", "1a:mill.example"),
        ("%241a:mill.example", "1a:mill.example"),
        ("$a%2Fb-_c", "a/b-_c"),
    ],
)
def test_addresses_of_messages_in_rooms(room: str, event: str, id_: str) -> None:
    found = posts_named(f"see https://matrix.to/#/{room}/{event}?via=mill.example.")
    assert found == [f"matrix:{id_}"]
    assert posts_named(f"see https://matrix.to/#/{room}.") == []
