"""Pages of topics: they join in any order, and what is quoted elsewhere is no parent."""

import shutil
from pathlib import Path

import pytest
from small_site import SmallSite

from sitegen.model import Continuation, Post, Problem, Record
from sitegen.sources import _page_parts, forum_html
from sitegen.sources._forum_looks import LOOKS, Look
from sitegen.sources.source import Dump

DATA = Path(__file__).parents[1] / "data" / "forum-html"
FIRST = (
    '<html><head><link rel="canonical" href="https://lids.example.net/forum/viewtopic.php?t=12">'
    '</head><body id="phpbb" class="section-viewtopic"><h2 class="topic-title">'
    '<a href="./viewtopic.php?t=12">Lids, and where to buy them</a></h2>'
    '<div id="p31" class="post"><p class="author"><strong>ada</strong></p>'
    '<div class="content">Where?</div></div><div id="p32" class="post">'
    '<p class="author"><time datetime="2020-01-01T09:00:00+00:00">then</time></p>'
    '<div class="content">Here.</div></div></body></html>'
)


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_pages_of_a_topic_are_one_thread(names: tuple[str, str], tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    site.write(f"content/{names[0]}.html", FIRST)
    shutil.copy(DATA / "phpbb-2.html", site.content / f"{names[1]}.html")
    report = site.build()
    assert (report.threads, report.posts, report.ghosts, report.sums_agree) == (1, 4, 0, True)
    (page,) = site.output.glob("t/web/*/index.html")
    text = page.read_text()
    assert text.index("Where?") < text.index("Here.") < text.index("Blue ones")


def read(html: str) -> list[Record]:
    return [*forum_html.SOURCE.read(Dump("x.html", DATA, html.encode()))]


def posts(html: str) -> list[Post]:
    return [record for record in read(html) if isinstance(record, Post)]


def topic(*contents: str) -> str:
    held = "".join(
        f'<article class="message" data-content="post-{n}"><div class="message-body">'
        f'<div class="bbWrapper">{content}</div></div></article>'
        for n, content in enumerate(contents, 1)
    )
    link = '<link rel="canonical" href="https://a.example/threads/t.7/">'
    return (
        f'<html id="XF" data-template="thread_view"><head>{link}</head><body>{held}</body></html>'
    )


@pytest.mark.parametrize(
    ("content", "parent"),
    [
        ('<blockquote data-source="post: 1">one</blockquote>yes', "#post-1"),
        ('no: <blockquote data-source="post: 1">one</blockquote>', ""),
        ('<blockquote data-source="post: 99">elsewhere</blockquote>yes', ""),
        ('<blockquote data-source="post: 2">itself</blockquote>yes', ""),
        ("<blockquote>nobody</blockquote>yes", ""),
    ],
)
def test_a_quote_that_a_post_begins_with_is_what_it_answers(content: str, parent: str) -> None:
    opening, answer = posts(topic("one", content))
    assert opening.parent is None
    assert answer.parent == f"web:a.example/threads/7{parent}"


def vbulletin(*told: str, number: int = 1) -> str:
    held = "".join(
        f'<table id="post{n}"><tr><td class="thead">{words}</td><td id="postcount{n}">{n}</td></tr>'
        f'<tr><td><div id="postmenu_{n}">ada</div><div id="post_message_{n}">Tea.</div></td></tr>'
        "</table>"
        for n, words in enumerate(told, number)
    )
    link = '<link rel="canonical" href="http://a.example/showthread.php?t=7">'
    mark = '<meta name="generator" content="vBulletin 3.8.7">'
    return f"<html><head>{mark}{link}</head><body>{held}</body></html>"


@pytest.mark.parametrize(
    ("told", "days"),
    [
        (("03-04-2010, 10:00 PM", "03-14-2010, 10:00 PM"), ["2010-03-04", "2010-03-14"]),
        (("03-04-2010, 10:00 PM", "14-03-2010, 10:00 PM"), ["2010-04-03", "2010-03-14"]),
        (("03-04-2010, 10:00 PM", "05-04-2010, 10:00 PM"), [None, None]),
        (("03.04.2010, 22:00", "3rd May 2010 at 22:00"), ["2010-04-03", "2010-05-03"]),
        (("Yesterday, 10:00 PM", "May 3, 2010 - 10:00 PM"), [None, "2010-05-03"]),
        (("2010-4-3 22:00", "2010/05/03, 22:00"), ["2010-04-03", "2010-05-03"]),
    ],
)
def test_times_are_told_where_the_page_shows_what_they_are(
    told: tuple[str, ...], days: list[str | None]
) -> None:
    found = posts(vbulletin(*told))
    made = [post.created.strftime("%Y-%m-%d %H") if post.created else None for post in found]
    assert made == [f"{day} 22" if day else None for day in days]
    for post, words in zip(found, told, strict=True):
        assert post.labels == (() if post.created else (words,))


@pytest.mark.parametrize(("number", "opens"), [(1, True), (11, False)])
def test_the_count_of_posts_tells_whether_a_page_is_the_first(number: int, opens: bool) -> None:
    first, second = posts(vbulletin("x", "y", number=number))
    assert (first.parent is None) is opens
    assert second.parent == "web:a.example/showthread/7"


def test_what_is_called_a_quote_and_is_all_of_a_post_is_none() -> None:
    page = vbulletin("x").replace(">Tea.<", '><blockquote class="postcontent">Tea.</blockquote><')
    assert [post.body.text for post in posts(page)] == ["Tea."]


def test_of_posts_in_posts_the_innermost_are_read() -> None:
    page = vbulletin("x", "y")
    start = page.index("<table")
    page = page[:start] + '<table id="posts"><tr><td>' + page[start:] + "</td></tr></table>"
    assert [post.author for post in posts(page)] == ["ada", "ada"]


def test_a_post_without_a_text_is_told() -> None:
    page = vbulletin("x", "y").replace('<div id="post_message_2">Tea.</div>', "", 1)
    page = page.replace('<table id="post2">', '<li id="post_2" data-node-id="2">', 1)
    told = [record.message for record in read(page) if isinstance(record, Problem)]
    assert "a post without a text" in told


def kettles(link: str, title: str = "Kettles") -> str:
    head = f'<h1 class="p-title-value"><a href="{link}">{title}</a></h1>'
    return topic("one", "two").replace(
        '<link rel="canonical" href="https://a.example/threads/t.7/"></head><body>',
        f"</head><body>{head}",
    )


def test_forums_that_no_page_names_do_not_hide_the_posts_of_each_other() -> None:
    one, other = kettles("/threads/t.7/"), kettles("/threads/t.7/", "Kites")
    again = kettles("/threads/t.7/page-2")
    ids = [{post.id for post in posts(page)} for page in (one, other, again)]
    assert ids[0] == ids[2]
    assert not ids[0] & ids[1]
    assert posts(kettles("/threads/t.7/", ""))[0].id == "web:forum/threads/7#post-1"


@pytest.mark.parametrize("path", ["threads/t.7/", "index.php?threads/t.7/", "index.php?threads/7"])
def test_a_topic_of_xenforo_is_one_however_its_address_is_written(path: str) -> None:
    (first, _) = posts(kettles(f"https://a.example/forum/{path}"))
    assert first.id == "web:a.example/forum/threads/7#post-1"


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.kind}-{look.posts[:9]}")
def test_a_page_on_which_people_talk_of_forums_is_of_none(look: Look) -> None:
    said = "MyBB FluxBB PunBB ipsApp smf_theme_url discuz_uid vBulletin jscripts/thread.js"
    said += " topic_controls action=printpage newreply.php post_message_1 messageText blockpost"
    page = f"<html><body><p>{said}</p></body></html>".encode()
    assert not (look.mark.search(page) and look.of_topic.search(page))


def nodebb(name: str) -> str:
    return (DATA / f"nodebb-{name}.html").read_text("utf-8")


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_posts_of_nodebb_answer_what_stands_on_another_page(
    names: tuple[str, str], tmp_path: Path
) -> None:
    site = SmallSite(tmp_path)
    later = site.content / f"{names[1]}.html"
    later.parent.mkdir(exist_ok=True)
    later.write_text(nodebb("persona-page-2"))
    alone = site.build()
    assert (alone.threads, alone.posts, alone.ghosts) == (1, 2, 1)
    site.write(f"content/{names[0]}.html", nodebb("harmony"))
    both = site.build()
    assert (both.threads, both.posts, both.ghosts, both.sums_agree) == (1, 6, 0, True)
    (page,) = site.output.glob("t/web/*/index.html")
    text = page.read_text()
    assert text.index("eats the seal") < text.index("Rinse it twice") < text.index("not enough")
    answers = [post.parent for post in posts(nodebb("persona-page-2"))]
    told = {
        record.name: record.parent
        for record in read(nodebb("harmony"))
        if isinstance(record, Continuation)
    }
    assert told[answers[0] or ""].endswith("/board/topic/61#post-304")


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("nodebb-2014", ' data-pid="32"'),
        ("nodebb-harmony", ' data-pid="304"'),
        ("nodebb-persona-page-2", ' data-pid="322"'),
        ("vanilla-2", ' id="Comment_58"'),
        ("vanilla-2", ' id="Discussion_41"'),
    ],
)
def test_a_post_that_has_lost_its_number_is_told(name: str, number: str) -> None:
    path = Path(__file__).parents[1] / "data" / "forum-html" / f"{name}.html"
    page = path.read_text("utf-8")
    whole, damaged = (
        list(forum_html.SOURCE.read(Dump(path.name, Path(), text.encode())))
        for text in (page, page.replace(number, "", 1))
    )
    posts = [sum(isinstance(one, Post) for one in records) for records in (whole, damaged)]
    told = [one.message for one in damaged if isinstance(one, Problem)]
    assert posts[1] == posts[0] - 1
    assert "a post without a number" in told


def test_an_answer_that_is_unfolded_in_a_post_of_nodebb_gives_it_nothing() -> None:
    unfolded = nodebb("harmony").replace(
        '<p dir="auto">Vinegar, or <strong>citric acid</strong>?</p>', ""
    )
    first = posts(unfolded)[0]
    assert (first.parent, first.body.text) == (None, '<div class="content text-break"></div>')
    start = unfolded.index('<div class="content text-break"')
    end = unfolded.index('<div component="post/footer"')
    records = read(unfolded[:start] + unfolded[end:])
    assert Problem("post 301", "a post without a text") in records
    assert len([record for record in records if isinstance(record, Post)]) == 3


def test_the_pages_of_a_discussion_of_vanilla_are_one_thread(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    for name in ("vanilla-page-2", "vanilla-2"):
        site.write(f"content/{name}.html", (DATA / f"{name}.html").read_text("utf-8"))
    report = site.build()
    assert (report.threads, report.posts, report.ghosts, report.sums_agree) == (1, 5, 0, True)


ONE = vbulletin("x").partition("<body>")[2].partition("</body>")[0]


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "page",
    [
        vbulletin("x").replace("showthread.php?t=7", "")
        + '<link rel="canonical" href="'
        + "showthread.php?" * 200_000
        + '">',
        vbulletin("x").replace("Tea.", "Tea." * 1_000_000).replace("</body>", ONE * 10_000),
        nodebb("2014").replace("</ul>", "<li data-pid=8><ul>" * 450 + "<b>tea</b> " * 100_000),
    ],
    ids=["an address that has no end", "one post again and again", "posts in posts"],
)
def test_a_hostile_page_takes_no_more_time_than_its_length(page: str) -> None:
    assert read(page)


def test_of_posts_that_stand_deep_each_is_looked_at_from_its_own_place() -> None:
    steps: list[int] = []

    class Node:
        def __init__(self, mem_id: int, above: "Node | None") -> None:
            self.mem_id, self.above = mem_id, above

        @property
        def parent(self) -> "Node | None":
            steps.append(self.mem_id)
            return self.above

    node: Node | None = None
    for number in range(500):
        node = Node(number, node)
    siblings = [Node(1000 + number, node) for number in range(500)]
    found = list(_page_parts.innermost([node, *siblings]))  # type: ignore[list-item]
    assert found == [(node, True), *((sibling, False) for sibling in siblings)]
    assert len(steps) < 2000
