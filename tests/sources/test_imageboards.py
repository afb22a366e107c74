"""Threads of imageboards: what paths tell, which files are theirs, how posts find each other."""

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from html_checks import faults
from small_site import SmallSite
from source_records import posts_of, problems_of

from sitegen import sources
from sitegen.model import Gap, Record
from sitegen.sources import _boards_places, _boards_text, imageboard_json
from sitegen.sources.source import Dump, Head


def posting(number: int, thread: int, com: str = "", **more: Any) -> dict[str, Any]:
    told = {"no": number, "resto": 0 if number == thread else thread, "time": 1700000000 + number}
    return told | {"name": "Anonymous", "com": com, "now": "x"} | more


def answering(number: int) -> str:
    return f'<a href="#p{number}" class="quotelink">&gt;&gt;{number}</a><br>'


def read(name: str, value: object) -> list[Record]:
    data = json.dumps(value).encode()
    source, dump = sources.recognise(Dump(name, Path(name), data), {})
    assert source is imageboard_json.SOURCE
    return list(sources.read(source, dump))


@pytest.mark.parametrize(
    ("name", "post", "community"),
    [
        ("boards.4chan.org/g/thread/5.json", "4chan:g/5", "g"),
        ("a.4cdn.org/g/thread/5.json.gz", "4chan:g/5", "g"),
        ("saved/a.4cdn.org/g/catalog.json", "4chan:g/5", "g"),
        ("chan.zip/g/thread/5.json", "4chan:g/5", "g"),
        ("g/5.json", "4chan:g/5", "g"),
        ("4chan/g/5.json", "4chan:g/5", "g"),
        ("g-5.json", "4chan:g/5", "g"),
        ("4chan_g_5.json", "4chan:g/5", "g"),
        ("desuarchive.org/g/thread/5.json", "4chan:g/5", "g"),
        ("lainchan.org/%CE%BB/res/5.json", "imageboard:lainchan.org/λ/5", "lainchan.org/λ"),
        ("www.lainchan.org/tech/5.json", "imageboard:lainchan.org/tech/5", "lainchan.org/tech"),
        ("threads/5.json", "4chan:~threads-5/5", "4chan"),
        ("page_5.json", "4chan:~page_5/5", "4chan"),
        ("thread/5.json", "4chan:~thread-5/5", "4chan"),
    ],
)
def test_the_path_of_a_dump_tells_its_board(name: str, post: str, community: str) -> None:
    (told,) = posts_of(read(name, {"posts": [posting(5, 5)]}))
    assert (told.id, told.community) == (post, community)


def test_what_is_not_known_to_be_of_4chan_has_no_links_there_and_does_not_mix() -> None:
    told = {"posts": [{"no": 5, "resto": 0, "time": 1700000005, "com": "x", "tim": "1-0"}]}
    records = [*read("one/b/res/5.json", told), *read("two/b/res/5.json", told)]
    assert [post.id for post in posts_of(records)] == ["imageboard:~one/b/5", "imageboard:~two/b/5"]
    assert [post.permalink for post in posts_of(records)] == [None, None]
    assert {problem.lost for problem in problems_of(records)} == {False}
    (here,) = posts_of(read("chan.example/b/res/5.json", told))
    assert here.permalink == "https://chan.example/b/res/5.html"


def test_posts_of_archives_are_those_of_4chan() -> None:
    fields = {"num": "7", "thread_num": "5", "timestamp": 1700000007, "comment": "x"}
    (told,) = posts_of(read("a.json", fields | {"board": {"shortname": "g"}}))
    assert (told.id, told.root) == ("4chan:g/7", "4chan:g/5")
    found = {"0": {"posts": [fields | {"board": {"shortname": name}} for name in ("g", "ck")]}}
    both = posts_of(read("search.json", found | {"meta": {"total_found": 2}}))
    assert [post.id for post in both] == ["4chan:g/7", "4chan:ck/7"]


def test_an_answer_answers_the_first_post_that_it_names_of_those_before_it() -> None:
    names = answering(13) + answering(99) + answering(11) + answering(12)
    records = read(
        "g/10.json", {"posts": [posting(10, 10), *(posting(n, 10) for n in (11, 12)),
                                posting(13, 10, names), posting(14, 10, "no one")]}
    )  # fmt: skip
    assert [post.parent for post in posts_of(records)[3:]] == ["4chan:g/11", "4chan:g/10"]


@pytest.mark.parametrize(
    ("name", "trip", "author"),
    [
        ("Anonymous", None, None),
        ("ANONYMOUS", None, None),
        ("", None, None),
        (None, "!abc", "!abc"),
        ("Anonymous", "!abc", "Anonymous!abc"),
        ("Ann &amp; Bo", None, "Ann & Bo"),
    ],
)
def test_nobody_is_called_anonymous(name: str, trip: str, author: str) -> None:
    (told,) = posts_of(read("g/5.json", {"posts": [posting(5, 5, name=name, trip=trip)]}))
    assert told.author == author


def test_a_title_made_of_the_text_does_not_tell_what_is_covered() -> None:
    for com, title in (
        (f"{answering(3)}The <s>cook <b>did</b></s> it.<br>x", "The [spoiler] it."),
        ('A <span class="quote">b</span> <span class="spoiler">c</span>', "A b [spoiler]"),
        ("</s></span>Plain", "Plain"),
    ):
        (told,) = posts_of(read("g/5.json", {"posts": [posting(5, 5, com)]}))
        assert told.title == title


def test_lists_of_threads_without_texts_are_told_to_be_that() -> None:
    listed = [{"page": 1, "threads": [{"no": n, "last_modified": 5, "replies": 3} for n in (1, 2)]}]
    (problem,) = read("g/threads.json", listed)
    assert problem in problems_of([problem])
    assert "2" in problem.message  # type: ignore[union-attr]  # it is a Problem


def test_the_end_of_a_thread_names_its_opening_post_alone() -> None:
    stub = {"no": 5, "resto": 0, "tail_size": 50, "replies": 9}
    told = read("g/5-tail.json", {"posts": [stub, posting(8, 5), posting(9, 5)]})
    assert [post.id for post in posts_of(told)] == ["4chan:~g-5-tail/8", "4chan:~g-5-tail/9"]
    assert [(r.count, r.total) for r in told if isinstance(r, Gap)] == [(7, 9)]


@pytest.mark.parametrize(
    "text",
    [
        '{"posts": [{"id": 1, "name": "x"}]}',
        '{"no": 5}',
        '{"threads": [{"id": 3}]}',
        '{"threads": []}',
        '{"posts": []}',
        '{"no": 5, "time": 3}',
        '{"5": {"title": "x"}}',
        '{"num": 3, "comment": "x"}',
        '{"op": {"num": 3}, "posts": {}}',
        '{"posts": [{"num": 3, "comment": "x", "timestamp": 5}]}',
    ],
)
def test_other_files_are_not_claimed(text: str) -> None:
    assert not imageboard_json.SOURCE.sniff(Head("x", text.encode(), True))


def thread_page(site: SmallSite) -> str:
    (name,) = [name for name in site.files() if re.fullmatch(r"t/4chan/g-10[^/]*/index.html", name)]
    return site.page(name)


def test_links_by_number_lead_to_the_post_itself_and_what_was_left_out_is_counted(
    tmp_path: Path,
) -> None:
    site = SmallSite(tmp_path)
    whole = [posting(10, 10, "Bellows", replies=3), posting(11, 10, answering(10)),
             posting(12, 10, answering(11)), posting(13, 10, answering(12))]  # fmt: skip
    entry = {**whole[0], "omitted_posts": 2, "last_replies": whole[3:]}
    site.write("content/g/catalog.json", json.dumps([{"page": 1, "threads": [entry]}]))
    site.build()
    page = thread_page(site)
    assert "2 more replies in this thread were not saved" in page
    site.write("content/g/thread/10.json", json.dumps({"posts": whole}))
    report = site.build()
    page = thread_page(site)
    assert "not saved" not in page
    here = re.findall(r"<a href=\"?([^\">]*)\"?>(&gt;&gt;\d+)</a>", page)
    assert [words for _, words in here] == ["&gt;&gt;10", "&gt;&gt;11", "&gt;&gt;12"]
    assert here[1][0].endswith("#c-11")
    assert report.sums_agree
    assert list(faults(site.output)) == []


def test_the_link_to_an_original_names_the_board_where_many_share_a_name(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    told = {"posts": [{"no": 5, "resto": 0, "time": 1700000005, "com": "x", "tim": "1-0"}]}
    site.write("content/boards.example/b/res/5.json", json.dumps(told))
    site.write("content/g/10.json", json.dumps({"posts": [posting(10, 10, "Bellows")]}))
    site.build()
    (name,) = [name for name in site.files() if name.startswith("t/imageboard/")]
    assert ">original on boards.example</a>" in site.page(name)
    assert ">original on 4chan</a>" in thread_page(site)


def test_an_answer_whose_thread_is_not_usable_stays_with_those_beside_it() -> None:
    odd = [{**posting(11, 10, "x"), "resto": thread} for thread in ([1], "x", -3, 10**400)]
    records = read("g/10.json", {"posts": [posting(10, 10), *odd]})
    assert {post.root for post in posts_of(records)} == {"4chan:g/10"}
    told = [problem.message for problem in problems_of(records)]
    assert told == ["not usable, and left out: resto"] * 4


def test_a_list_that_is_none_is_told() -> None:
    entry = {**posting(10, 10, "x"), "last_replies": {"11": posting(11, 10)}}
    records = read("g/catalog.json", [{"page": 1, "threads": [entry]}])
    archived = {"num": 5, "thread_num": 5, "timestamp": 1, "comment": "x"}
    records += read("g/5.json", {"5": {"op": archived, "posts": 7}})
    assert len(posts_of(records)) == 2
    wheres = [problem.where.rpartition(".")[2] for problem in problems_of(records) if problem.lost]
    assert wheres == ["last_replies", "posts"]


def test_the_time_for_a_text_grows_with_its_length_alone() -> None:
    for piece in (
        "<",
        "<a ",
        "<a href=",
        "&gt;",
        "<span>",
        '<a href="#p1">&gt;&gt;1',
        "<p ",
        "<s>",
    ):
        took = []
        for times in (20_000, 160_000):
            text = piece * times
            start = time.process_time()
            _boards_text.written(text, lambda _: None, covers=True)
            _boards_text.words(text, covers=True)
            _boards_text.from_plain(text, "g")
            took.append(time.process_time() - start)
        assert took[1] < 40 * max(took[0], 0.01)
    for address in ("/" * 299, "/a/thread/" + "-" * 280, "#p" + "1" * 290):
        assert _boards_places.target(address) is None
