"""Twitter: threads of one account, stand-ins for what it answered, whose name is told nowhere."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from small_site import SmallSite
from source_records import posts_of, problems_of

from sitegen import sources
from sitegen.model import Post, Record
from sitegen.sources.source import Dump, Head

DATA = Path(__file__).parents[1] / "data"
AT = "Tue Mar 05 08:00:00 +0000 2024"


def tweet(
    number: int, text: str, above: int = 0, name: str = "ada", **fields: Any
) -> dict[str, Any]:
    told = {"id_str": str(number), "full_text": text, "created_at": AT, "retweeted": False}
    answers = {"in_reply_to_status_id_str": str(above), "in_reply_to_screen_name": name}
    return {"tweet": told | (answers if above else {}) | fields}


def script(*rows: dict[str, Any], name: str = "tweets", part: int = 0) -> str:
    return f"window.YTD.{name}.part{part} = {json.dumps(rows, indent=2)}"


def read(path: Path, text: str) -> list[Record]:
    path.write_text(text, "utf-8")
    source, dump = sources.recognise(Dump(path.name, path), {})
    assert source.name == "twitter-json"
    return list(sources.read(source, dump))


def archive(path: Path, **files: str) -> list[Record]:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("Your archive.html", "<title>Your archive</title>")
        for name, text in files.items():
            packed.writestr(f"data/{name.replace('_', '-')}.js", text)
    source, dump = sources.recognise(Dump(path.name, path), {})
    assert source.name == "twitter-archive"
    return list(sources.read(source, dump))


def test_a_thread_of_ones_own_is_one_thread_and_an_answer_to_others_has_a_stand_in(
    tmp_path: Path,
) -> None:
    site = SmallSite(tmp_path)
    rows = [tweet(5, "to you", 4, "quill"), tweet(3, "c", 2), tweet(2, "b", 1), tweet(1, "a")]
    site.write("content/tweets.js", script(*rows))
    report = site.build()
    assert report.sums_agree
    assert (report.threads, report.comments) == (2, 3)


def test_a_stand_in_gives_way_to_the_post(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    site.write("content/a.js", script(tweet(2, "to you", 1, "quill")))
    site.write("content/b.js", script(tweet(1, "the answered one")))
    site.build()
    pages = "".join(page.read_text() for page in site.output.rglob("t/**/index.html"))
    assert "the answered one" in pages
    assert "A post of @quill" not in pages


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        ([tweet(1, "a"), tweet(2, "b", 1)], "ada"),
        ([tweet(1, "a"), tweet(2, "b", 9, "quill")], None),
        ([tweet(1, "a", extended_entities={"media": [
            {"expanded_url": "https://twitter.com/ada/status/1/photo/1"}]})], "ada"),
        ([tweet(1, "a", extended_entities={"media": [
            {"expanded_url": "https://twitter.com/bo/status/7/photo/1"}]})], None),
    ],
)  # fmt: skip
def test_how_the_name_of_the_account_is_known(
    tmp_path: Path, rows: list[dict[str, Any]], name: str | None
) -> None:
    posts = posts_of(read(tmp_path / "tweets.js", script(*rows)))
    assert {post.author for post in posts if post.state != "missing"} == {name}


def test_a_long_text_is_told_by_a_file_of_its_own(tmp_path: Path) -> None:
    whole = "Oil & wick & glass make a lamp. " * 12
    short = whole[:270].replace("&", "&amp;") + "… https://t.co/abc"
    note = {"noteTweet": {"core": {"text": whole}}}
    other = "Wick & oil & glass make a lamp. " * 9
    records = archive(
        tmp_path / "x.zip",
        tweets=script(tweet(1, short), tweet(2, other)),
        note_tweet=script(note, name="note_tweet"),
    )
    assert [post.body.text for post in posts_of(records)] == [whole.rstrip(), other.rstrip()]


def test_nothing_private_is_read_and_passed_on_posts_are_counted(tmp_path: Path) -> None:
    records = archive(
        tmp_path / "x.zip",
        tweets=script(tweet(1, "own"), tweet(2, "RT @quill: theirs")),
        direct_messages=script({"dmConversation": {"messages": [tweet(3, "secret")]}}),
        like=script(tweet(4, "liked")),
    )
    assert [post.body.text for post in posts_of(records)] == ["own"]
    assert [(one.message, one.lost) for one in problems_of(records)] == [
        ("left out: posts of others, passed on (1)", True),
        ("direct messages are private, and are not read", False),
    ]


def test_what_was_deleted_is_told_without_its_words(tmp_path: Path) -> None:
    (post,) = posts_of(read(tmp_path / "x.js", script(tweet(1, "sorry", deleted_at=AT))))
    assert (post.state, post.body.text) == ("deleted", "")
    assert "sorry" not in str(post)


def test_times_that_are_missing_follow_from_ids(tmp_path: Path) -> None:
    rows = [tweet(1764899999000000001, "a", created_at=None), tweet(20, "b", created_at="x")]
    times = [post.created for post in posts_of(read(tmp_path / "x.js", script(*rows)))]
    assert [time and time.isoformat()[:16] for time in times] == ["2024-03-05T06:25", None]


@pytest.mark.parametrize(
    ("members", "claimed"),
    [
        (("data/tweets.js", "data/account.js"), True),
        (("x/data/tweet.js", "x/Your archive.html"), True),
        (("tweets.js",), False),
        (("data/like.js", "data/account.js"), False),
    ],
)
def test_which_folders_are_archives(members: tuple[str, ...], claimed: bool) -> None:
    source = sources.by_name("twitter-archive")
    assert source.sniff(Head("x", b"", members=members)) is claimed


@pytest.mark.parametrize(
    ("data", "claimed"),
    [
        (b'window.YTD.tweets.part0 = [ { "tweet" : { "retweeted" : false, "id_str" : "1", '
         b'"created_at" : "x", "full_text" : "y" } } ]', True),
        (b'[{"id_str": "1", "created_at": "x", "text": "y", "user": {}}]', True),
        (b'[{"id": 1, "created_at": "x", "text": "y", "user": {}}]', False),
        (b'window.YTD.like.part0 = [ { "like" : { "tweetId" : "1", "fullText" : "x" } } ]', False),
    ],
)  # fmt: skip
def test_what_is_claimed(data: bytes, claimed: bool) -> None:
    assert sources.by_name("twitter-json").sniff(Head("x", data, True)) is claimed


def test_the_months_of_an_old_archive_are_one_account() -> None:
    source = sources.by_name("twitter-archive")
    records = sources.read(source, Dump("2012", DATA / "twitter-archive" / "2012"))
    posts = [record for record in records if isinstance(record, Post)]
    assert [(post.parent, post.author) for post in posts] == [
        (None, "ada_moss"),
        ("twitter:20001", "ada_moss"),
    ]


@pytest.mark.timeout(30)
@pytest.mark.parametrize("text", ["a" + " " * 200_000 + "b", "…" * 200_000])
def test_what_may_be_the_beginning_of_a_long_text_costs_little(tmp_path: Path, text: str) -> None:
    notes = script({"noteTweet": {"core": {"text": "c" * 200}}}, name="note_tweet")
    (post,) = posts_of(archive(tmp_path / "a.zip", tweets=script(tweet(1, text)), note_tweet=notes))
    assert post.body.text == text


def test_addresses_that_hold_short_ones_are_written_once(tmp_path: Path) -> None:
    short = [f"https://t.co/s{number}" for number in range(40)]
    links = [
        {"url": one, "expanded_url": f"https://a.example/?{other}+{other}"}
        for one, other in zip(short, [*short[1:], "x"], strict=True)
    ]
    longer = {"url": "https://t.co/s0x", "expanded_url": "https://b.example/"}
    media = [{"url": "https://", "media_url_https": "https://c.example/1.png", "type": "photo"}]
    told = tweet(1, "https://t.co/s0 https://t.co/s0x", entities={"urls": [*links, longer]},
                 extended_entities={"media": media})  # fmt: skip
    body = posts_of(read(tmp_path / "tweets.js", script(told)))[0].body.text
    assert body.split("\n")[0] == f"https://a.example/?{short[1]}+{short[1]} https://b.example/"
