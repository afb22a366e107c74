"""Copies that a program wrote as Markdown, with the page's tables, are read as the page."""

from sitegen import textdump
from sitegen.model import Post

TOP = """| ![](y18.svg) | **[Hacker News](news)** [new](newest) | [past](front) | [comments](newcomments)  
---|---|---  
|  | [Who turned off the
fountain?](https://host.example/a-
fountain) (host.example)  
---|---|---  
|  3 points by [ann](user?id=ann) [2 days ago](https://news.ycombinator.com/item?id=71) | [3 comments](item?id=71)  
|  
  
"""  # noqa: E501, W291, W293


def head(name: str, number: int, words: str, also: str = "") -> str:
    links = "".join(f" | [{word}](#{number})" for word in words.split())
    address = f"https://news.ycombinator.com/item?id={number}"
    return (
        f"| ![](s.gif)|  [](vote?id={number}) |  [{name}](user?id={name})"
        f" [1 hour\nago]({address}){also} {links} [[–]](javascript:void\\(0\\))  \n"
    )


PAGE = (
    TOP
    + head("bo", 72, "next")
    + "The pump froze\\- see the [report](https://host.example/\nreport)._[reply](reply?id=72)_  \n"
    + "---|---|---  \n"
    + head("cy", 73, "parent next")
    + "It did not.  \n---|---|---  \n"
    + head("di", 74, "prev", " [flagged] [dead] ")
    + "Herons.  \n---|---|---  \n"
)


def records(text: str) -> list[Post]:
    lines = textdump.split_lines(text)
    assert textdump.site_of(lines) == "hn"
    reading, problems = textdump.read(lines, "hn")
    assert reading is not None
    assert not problems
    return [record for record in textdump.posts(reading) if isinstance(record, Post)]


def test_tables_links_and_marks_are_taken_back() -> None:
    opening, bo, cy, di = records(PAGE)
    assert (opening.title, opening.author, opening.score) == (
        "Who turned off the fountain?",
        "ann",
        3,
    )
    assert opening.link == "https://host.example/a-fountain"
    assert opening.id == "hn:71"
    assert bo.body.text == "The pump froze- see the report."
    assert (bo.id, bo.author, bo.parent) == ("hn:72", "bo", "hn:71")
    assert (cy.id, cy.author, cy.parent) == ("hn:73", "cy", "hn:72")
    assert (di.author, di.parent, di.state) == ("di", "hn:71", "dead")


def test_a_markdown_text_of_a_person_is_left_alone() -> None:
    text = "The [report](https://host.example/r) has\n---|---\na|b\n---|---\n"
    reading, _ = textdump.read(textdump.split_lines(text), "hn")
    assert reading is not None
    assert reading.sheet.lines == tuple(text.split("\n"))


def test_a_page_that_begins_with_its_first_comment_is_known_by_its_heads() -> None:
    end = "_ reply  _  \n---|---|---  \n"
    rows = [
        f"|  |  |  {name}  {n} hours ago |  link    \nHerons {n}.  {end}"
        for n, name in enumerate(("bo", "cy", "di"), start=2)
    ]
    lines = textdump.split_lines("---\n---  \n" + "".join(rows))
    assert textdump.site_of(lines) == "hn"
    reading, _ = textdump.read(lines, "hn")
    assert reading is not None
    assert [(part.author, part.age) for part in reading.comments] == [
        ("bo", "2 hours ago"),
        ("cy", "3 hours ago"),
        ("di", "4 hours ago"),
    ]
    words = [reading.sheet.lines[part.first - 1] for part in reading.comments]
    assert words == ["Herons 2.", "Herons 3.", "Herons 4."]
    few = textdump.split_lines("---\n---  \n" + "".join(rows[:2]))
    assert textdump.site_of(few) is None


def test_divisions_that_pandoc_leaves_in_markdown_are_no_words_and_no_levels() -> None:
    def comment(margin: str, mark: str, name: str, words: str) -> str:
        inner = margin + "    "
        parts = ("comment-author", f"**{name}** says:"), ("meta", "May 1, 2025 at 1:02 pm")
        rows = [
            f'<div class="{kind}">\n\n{inner}{text}\n\n{inner}</div>'
            for kind, text in (*parts, ("content", words), ("reply", "Reply"))
        ]
        return f"{margin}{mark}  " + f"\n\n{inner}".join(rows) + "\n\n"

    text = (
        '# Ponds\n\n<div id="comments">\n\n## 3 thoughts on “Ponds”\n\n'
        + comment("", "1.", "ann", "The pump froze.")
        + comment("    ", "1.", "bo", "It did not.")
        + comment("", "2.", "cy", "Herons.")
        + "</div>\n"
    )
    lines = textdump.split_lines(text)
    assert textdump.site_of(lines) == "web"
    reading, _ = textdump.read(lines, "web")
    assert reading is not None
    told = [post for post in textdump.posts(reading) if isinstance(post, Post)]
    assert [(post.author, post.body.text) for post in told[1:]] == [
        ("ann", "The pump froze."),
        ("bo", "It did not."),
        ("cy", "Herons."),
    ]
    kept = {*reading.sheet.furniture}
    assert all(n in kept for n, line in enumerate(lines, 1) if "div" in line)


def test_a_tag_that_somebody_writes_about_stays() -> None:
    text = "Ponds\n\nWrite this:\n\n<div>\n\nand this:\n\n</div>\n"
    reading, _ = textdump.read(textdump.split_lines(text), "web")
    assert reading is not None
    assert "<div>" in reading.sheet.lines
