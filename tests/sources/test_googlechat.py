"""Google Chat: topics of several messages, what quotes what, and dates in any language."""

import json
from array import array
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from babel.dates import format_datetime
from small_site import SmallSite
from source_records import posts_of, problems_of

from sitegen import sources
from sitegen.model import Record
from sitegen.sources._long_dates import moment
from sitegen.sources._topics import Topics
from sitegen.sources.source import Dump, Head

DATA = Path(__file__).parents[1] / "data"
WHEN = datetime(2024, 3, 5, 8, 0, 9, tzinfo=UTC)


def message(topic: str, name: str, text: str, minute: int = 0, **fields: Any) -> dict[str, Any]:
    told = {"creator": {"name": "Ada"}, "text": text, "topic_id": topic}
    told["created_date"] = f"Tuesday, March 5, 2024 at 8:{minute:02}:00 AM UTC"
    return told | {"message_id": f"AAAA/{topic}/{name}"} | fields


def read(path: Path, *messages: dict[str, Any]) -> list[Record]:
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(json.dumps({"messages": messages}), "utf-8")
    source, dump = sources.recognise(Dump(path.name, path), {})
    assert source.name == "googlechat-json"
    return list(sources.read(source, dump))


def test_a_topic_of_several_messages_is_a_thread_and_one_alone_stands_in_a_day(
    tmp_path: Path,
) -> None:
    told = [message("a", "a", "first"), message("b", "b", "alone"), message("a", "c", "second")]
    posts = {post.body.text: post for post in posts_of(read(tmp_path / "messages.json", *told))}
    assert (posts["first"].parent, posts["first"].title) == (None, "first")
    assert posts["second"].parent == posts["first"].id
    assert posts["alone"].parent == "googlechat:AAAA-2024-03-05"


def test_what_quotes_a_message_before_it_answers_that_and_else_shows_the_quote(
    tmp_path: Path,
) -> None:
    def quoting(name: str) -> dict[str, Any]:
        return {"quoted_message_metadata": {"text": "said", "message_id": f"AAAA/{name}/{name}"}}

    told = [
        message("a", "a", "said"),
        message("b", "b", "yes", **quoting("a")),
        message("c", "c", "no", **quoting("z")),
    ]
    posts = posts_of(read(tmp_path / "messages.json", *told))
    found = {post.id.rpartition("/")[2]: (post.parent, post.body.text) for post in posts}
    assert found["b"] == ("googlechat:AAAA/a/a", "yes")
    assert found["c"] == ("googlechat:AAAA-2024-03-05", "> said\n\nno")


def test_messages_without_ids_that_say_the_same_stay_two(tmp_path: Path) -> None:
    told = [message("a", "a", "hm", message_id=None), message("b", "b", "hm", message_id=None)]
    assert len({post.id for post in posts_of(read(tmp_path / "x.json", *told))}) == 3


def test_an_archive_makes_threads_and_days_and_no_address_of_mail_is_shown(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    for file in (DATA / "googlechat-takeout" / "Takeout").rglob("*.json"):
        inside = file.relative_to(DATA / "googlechat-takeout")
        if "Users" not in inside.parts:
            site.write(f"content/{inside}", file.read_text("utf-8"))
    report = site.build()
    assert report.sums_agree
    assert (report.threads, report.comments) == (4, 7)
    pages = "".join(page.read_text("utf-8") for page in site.output.rglob("*.html"))
    assert "lamps.example" not in pages
    assert "Lamp Works" in pages


def test_other_files_of_takeout_are_told() -> None:
    source = sources.by_name("googlechat-takeout")
    path = DATA / "googlechat-takeout" / "damaged"
    told = problems_of(list(sources.read(source, Dump("x", path))))
    assert any("other files of Takeout, 1," in one.message and not one.lost for one in told)


@pytest.mark.parametrize(
    ("data", "claimed"),
    [
        ({"messages": [{"creator": {}, "created_date": "x"}]}, True),
        ({"messages": [{"creator": {}, "text": "x"}]}, False),
        ({"messages": [{"created_date": "x", "topic_id": "t", "message_id": "a/t/m"}]}, True),
        ({"messages": []}, False),
    ],
)
def test_what_is_claimed(data: dict[str, Any], claimed: bool) -> None:
    head = Head("messages.json", json.dumps(data).encode(), True)
    assert sources.by_name("googlechat-json").sniff(head) is claimed


LANGUAGES = (
    "ar bg ca cs da de de_AT el en en_GB en_IN es es_MX et fi fil fr fr_CA he hi hr hu id"
    " is it ja ka ko lt lv nb nl pl pt pt_PT ro ru sk sl sr sv sw ta th tr uk vi zh zh_Hant"
)


@pytest.mark.parametrize("language", LANGUAGES.split())
def test_dates_are_read_in_any_language(language: str) -> None:
    for month in range(1, 13):
        for hour in (0, 8, 12, 23):
            when = WHEN.replace(month=month, hour=hour)
            assert moment(format_datetime(when, "full", locale=language)) == when


@pytest.mark.parametrize(
    ("told", "when"),
    [
        ("Tuesday, March 5, 2024 at 8:00:09\u202fAM UTC", WHEN),
        ("Dienstag, 5. März 2024 um 10:00:09 UTC+2", WHEN),
        ("2024年3月5日火曜日 8時00分09秒 UTC", WHEN),
        ("2024년 3월 5일 화요일 오전 8시 0분 9초 UTC", WHEN),
        ("Tuesday, March 35, 2024 at 8:00:09 AM UTC", None),
        ("Tuesday, March 5, 2024 at 8:75:09 AM UTC", None),
        ("Tuesday, Smarch 5, 2024 at 8:00:09 AM UTC", None),
        ("5 listopada 2024 8:00:09", None),  # November in Poland, October in Croatia
        ("wtorek, 5 listopada 2024 8:00:09 UTC", datetime(2024, 11, 5, 8, 0, 9, tzinfo=UTC)),
        ("subota, 5. listopada 2024. u 8:00:09 UTC", datetime(2024, 10, 5, 8, 0, 9, tzinfo=UTC)),
        ("1:" * 5000, None),
        ("", None),
    ],
)
def test_what_a_date_tells(told: str, when: datetime | None) -> None:
    assert moment(told) == when


def test_topics_are_known_whatever_their_messages_are_called(tmp_path: Path) -> None:
    told = [
        message("a", "a", "one"),
        message("b", "m1", "two"),  # its topic bears no message's name
        message("c", "c", "alone"),
        message("d", "d", "twice"),
        message("d", "d", "twice"),
        message("a", "m2", "re one"),
        message("b", "m3", "re two"),
        message("a", "m4", "elsewhere", message_id="BBBB/a/m4"),
    ]
    posts = posts_of(read(tmp_path / "messages.json", *told))
    found = {post.body.text: (post.parent or "").rpartition(":")[2] for post in posts}
    day = "AAAA-2024-03-05"
    assert found == {
        "one": "", "two": "", "alone": day, "twice": day, "": "",
        "re one": "AAAA/a/a", "re two": "AAAA/b/m1", "elsewhere": "AAAA/a/a",
    }  # fmt: skip


def test_what_is_known_of_a_topic_takes_few_bytes() -> None:
    topics = Topics()
    for number in range(3000):
        topics.learn(f"t{number // 3}", f"S/t{number // 3}/m{number}")
    topics.settle()
    held = [value for value in vars(topics).values() if isinstance(value, array)]
    assert sum(len(value) for value in held) == 1000
    assert topics.first("t7", "S/t7/m21") == topics.first("t7", "S/t7/m22") == "S/t7/m21"
