"""What the line above a comment's text tells: its time or its age, labels, what was not saved."""

import json
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser
from small_site import SmallSite


def line(folder: Path, **told: object) -> tuple[str, str]:
    """The text of the link of a comment to itself, and that of its labels."""
    posts = [{"id": "club:1", "title": "Kites"}, {"id": "club:2", "parent": "club:1", **told}]
    site = SmallSite(folder)
    (site.content / "a.sitegen.ndjson").write_text("\n".join(map(json.dumps, posts)))
    assert site.build().failures == ()
    comment = LexborHTMLParser(site.page("t/club/1/index.html")).css_first("#c-2")
    labels = [label.text() for label in comment.css(".label")]
    return comment.css_first('a[itemprop="url"]').text(), " ".join(labels)


def test_an_age_is_what_leads_to_a_comment_without_a_time(tmp_path: Path) -> None:
    labels = ["5 hours ago", "moderator"]
    assert line(tmp_path, labels=labels) == ("5 hours ago", "moderator")
    assert line(tmp_path, labels=labels[::-1]) == ("5 hours ago", "moderator")
    assert line(tmp_path, labels=["moderator"]) == ("#", "moderator")
    assert line(tmp_path, labels=["hace 3 días"]) == ("hace 3 días", "")


def test_a_time_is_shown_in_place_of_an_age(tmp_path: Path) -> None:
    shown = line(tmp_path, created="2021-05-01T10:00:00Z", labels=["2 days ago"])
    assert shown == ("1 May 2021, 10:00", "2 days ago")


def test_the_opening_post_tells_its_age_where_its_time_would_stand(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    posts = [{"id": "club:1", "title": "Kites", "author": "ada", "labels": ["ask", "5 hours ago"]}]
    (site.content / "a.sitegen.ndjson").write_text("\n".join(map(json.dumps, posts)))
    site.build()
    meta = LexborHTMLParser(site.page("t/club/1/index.html")).css_first(".meta")
    assert meta.text().startswith("by ada · 5 hours ago · in")
    assert [label.text() for label in meta.css(".label")] == ["ask"]
