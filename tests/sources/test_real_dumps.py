"""Real dumps of all kinds, ours and others: each is claimed once or refused, and read in full.

The dumps are not part of the repository; INDEX.tsv beside them tells, among other things, how many
comments a file holds. Without the folder all of this is skipped.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest
from shared_dumps import shared_folder

from sitegen import sources
from sitegen.errors import UnknownFormat
from sitegen.model import Post, Problem
from sitegen.sources.source import Dump

DATA = shared_folder() / "data"
FILES = [path.relative_to(DATA).as_posix() for path in sorted(DATA.rglob("*")) if path.is_file()]

# Formats that read all of a folder of real dumps, and nothing outside of it.
READ = {
    "bluesky-json": "bluesky-json",
    "discord-dce": "discord-dce",
    "discord-payload": "discord-payload",
    "discourse-json": "discourse-json",
    "feed": "hn-rss",
    "github-archive": "github-archive",
    "github-discussions": "github-discussions",
    "github-issues": "github-issues",
    "hn-algolia": "hn-algolia",
    "hn-firebase": "hn-firebase",
    "hn-html": "hn-html",
    "lobsters-html": "lobsters-html",
    "lobsters-json": "lobsters-json",
    "mastodon-json": "mastodon-cassette",
    "reddit-html": "reddit-html",
    "reddit-json": "reddit-listing",
    "reddit-ndjson": "reddit-pushshift",
    "reddit-urs": "reddit-urs",
    "slack-export": "slack-export",
    "slack-json": "slack-export",
    "stackexchange-xml": "stackexchange-xml",
    "zulip-json": "zulip-json",
}

# Where INDEX.tsv counts something else than posts with a parent: file -> what we find, and why.
COUNTED_OTHERWISE = {
    "github-archive/masque_h3-datagram_archive.json": (
        356 + 366 + 51,
        "comments on files and reviews that say something are not counted",
    ),
    "reddit-html/2016_old-design_geo.html": (71, "ten counted names are those of moderators"),
    "hn-html/2012_4705067_aws-outage-summary.html": (45, "the 46th counted head is the story's"),
    "hn-html/2013_5002483_larry-page-future.html": (9, "the 10th counted head is the story's"),
    "hn-html/2026_fancy-hn_story-comment.html": (11, "the page is a comment's, which counts too"),
    "mbox-nasty/hypermail_t8": (1, "the second separator stands inside a MIME part"),
    "mbox-nasty/ietf_mailbox-x-envelope-from": (4, "without separators; counted as one"),
    "mbox-nasty/ietf_mailbox_envelope-to": (2, "without separators; counted as one"),
    "mbox-nasty/ietf_mailbox_from": (7, "without separators; counted as one"),
    "mbox-nasty/ietf_mailbox_mmdf": (5, "divided by control characters; counted as one"),
    "mbox-nasty/ietf_mailbox_return-path": (3, "without separators; counted as one"),
    "mbox-nasty/ietf_mailbox_to": (15, "without separators; counted as one"),
    "mbox-nasty/ietf_mailbox_year": (4, "without separators; counted as one"),
    "reddit-pushshift/importer_RS_mixed-eras.ndjson": (0, "31 submissions, which open threads"),
    "slack-export/slackdump_CHY5HUESG.json": (16, "4 replies are nested in messages"),
    "slack-export/slackdump_source_dump_dir__CHY5HUESG.json": (16, "as above"),
    "slack-export/slackdump_source_export_dir__channels.json": (0, "a channel"),
    "slack-export/slackdump_source_export_dir__users.json": (0, "ten people"),
    "stackexchange-xml/ai.stackexchange.com/Posts.xml": (
        749,
        "1,279 rows: 421 questions, 749 answers",
    ),
    "stackexchange-xml/ai.stackexchange.com/Users.xml": (0, "3,157 people"),
    "stackexchange-xml/beer/Posts.xml": (1572, "2,354 rows: 663 questions, 1,572 answers"),
    "stackexchange-xml/coffee/Posts.xml": (327, "592 rows: 225 questions, 327 answers"),
}

# Feeds name no parents.
COUNTED_OTHERWISE |= {
    f"hn-rss/hnrss_{name}.xml": (0, "comments of which a feed does not tell what they answer")
    for name in ("bestcomments_2025-07-31", "bestcomments_2026-01-10", "frontpage_2025-07-25")
}

# Folders for which INDEX.tsv counts opening posts too: messages of a list or a chat, posts of a
# topic. What opens a day of a chat is nobody's message.
OPENINGS_COUNTED = (
    "discord-dce",
    "discord-payload",
    "discourse-json",
    "mbox",
    "mbox-nasty",
    "slack-export",
    "zulip-json",
)

# Files that are no dumps, in folders of dumps: file -> what they are.
NO_DUMPS = {
    **{
        f"slack-export/slackdump_source_export_dir__{name}.json": "an empty list"
        for name in ("dms", "groups", "mpims")
    },
    "mbox-nasty/ietf_mail_bad.1": "a text without a header",
    "mbox-nasty/mmm_non-mailbox.txt.gz": "a script in Perl",
}

# Folders of which every file is read that is not in NO_DUMPS.
ALL_READ = {*READ.values(), "mbox", "mbox-nasty", "hn-plaintext", "other-plaintext"}

# Records of real dumps that cannot be used: file -> how many, and why.
LOST: dict[str, tuple[int, str]] = {
    "bluesky-json/feed_record.json": (1, "a feed, not a post"),
    "mastodon-cassette/test_status_context.yaml": (1, "an answer without any status"),
    "mastodon-cassette/test_status_reply.yaml": (1, "an answer that tells who asked"),
    "mastodon-cassette/test_status_reply_with_quote.yaml": (1, "an answer that tells who asked"),
    "slack-export/slackdump_source_export_dir__channels.json": (1, "channels, not messages"),
    "slack-export/slackdump_source_export_dir__users.json": (1, "people, not messages"),
    "stackexchange-xml/ai.stackexchange.com/Posts.xml": (1, "109 descriptions of tags"),
    "stackexchange-xml/ai.stackexchange.com/Users.xml": (1, "people, not posts"),
    "stackexchange-xml/beer/Posts.xml": (1, "119 descriptions of tags"),
    "stackexchange-xml/coffee/Posts.xml": (1, "40 descriptions of tags"),
}


def claimed_comments() -> dict[str, int]:
    index = DATA / "INDEX.tsv"
    if not index.is_file():
        return {}
    with index.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["path"]: int(row["comments"]) for row in rows if row["comments"].isdigit()}


CLAIMED = claimed_comments()
each_file = pytest.mark.parametrize("name", FILES)


@each_file
def test_a_real_dump_is_claimed_once_or_refused_and_read_in_full(name: str, shared: Path) -> None:
    dump = Dump(name, shared / "data" / name)
    try:
        source = sources.detect(sources.head(dump), {})
    except UnknownFormat:
        assert name.split("/")[0] not in ALL_READ or name in NO_DUMPS
        return
    assert name not in NO_DUMPS
    assert READ.get(source.name, name.split("/")[0]) == name.split("/")[0]
    records = list(sources.read(source, dump))
    posts = [r for r in records if isinstance(r, Post) and not opens_a_day(r)]
    lost = [record for record in records if isinstance(record, Problem) and record.lost]
    assert len(lost) == LOST.get(name, (0, ""))[0], lost[:3]
    if name in CLAIMED:
        expected = COUNTED_OTHERWISE.get(name, (CLAIMED[name], ""))[0]
        all_count = name.split("/")[0] in OPENINGS_COUNTED
        assert sum(all_count or post.parent is not None for post in posts) == expected


def test_the_exceptions_name_files_that_are_there(shared: Path) -> None:
    assert {*COUNTED_OTHERWISE, *LOST, *NO_DUMPS} <= set(FILES)


def opens_a_day(post: Post) -> bool:
    return post.evidence is not None and post.evidence.rule == "messages of one day"


# What is known of single files


def posts_of(name: str) -> list[Post]:
    dump = Dump(name, DATA / name)
    records = sources.read(sources.detect(sources.head(dump), {}), dump)
    return [record for record in records if isinstance(record, Post)]


def test_a_day_of_all_items_of_hacker_news(shared: Path) -> None:
    posts = posts_of("hn-firebase/unlurker_items.ndjson.gz")
    known = {post.id: post for post in posts}
    assert len(known) == len(posts) == 640 + 5038 + 1  # the job among the stories
    stories = [post for post in posts if post.parent is None]
    assert sum(post.labels == ("job",) for post in stories) == 1
    # 15 of the 238 dead items are deleted too; one comment says "[flagged]" but not "dead".
    assert Counter(post.state for post in posts) == {
        "visible": 5679 - 383 - 224,
        "deleted": 383,
        "dead": 238 - 15 + 1,
    }
    assert sum("flagged" in post.labels for post in posts) == 47
    assert sum(post.parent not in known for post in posts if post.parent) == 1621
    assert all(reply in known for post in posts for reply in post.replies)
    assert all(known[reply].parent == post.id for post in posts for reply in post.replies)
    assert not any(post.body.text in ("[dead]", "[flagged]", "[delayed]") for post in posts)


def test_bodies_escaped_twice_come_out_as_the_site_wrote_them(shared: Path) -> None:
    posts = posts_of("hn-firebase/typesense_hn-comments-1000-sample.jsonl")
    assert "something that a lot of developers don&#x27;t even consider" in posts[0].body.text
    assert posts[1].body.text.startswith("&gt; No one is quite sure why.<p>On the contrary")
    assert all(post.created and post.created.year == 2022 for post in posts)


def test_a_nested_thread_keeps_its_shape(shared: Path) -> None:
    posts = posts_of("hn-algolia/items_49522897_whoishiring-2026-09_trimmed.json")
    depth = {posts[0].id: 0}
    for post in posts[1:]:
        depth[post.id] = depth[str(post.parent)] + 1  # parents come first
        assert post.root == posts[0].id
    assert max(depth.values()) == 5
    assert posts[0].title == "Ask HN: Who is hiring? (September 2026)"
    assert all(post.created for post in posts)
