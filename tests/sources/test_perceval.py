"""Answers as perceval keeps them: each in `data`, with what it fetched besides in `…_data`."""

import json
from pathlib import Path
from typing import Any

import pytest
from source_records import posts_of, problems_of

from sitegen import sources
from sitegen.errors import UnknownFormat
from sitegen.model import Record
from sitegen.sources.source import Dump

ADA, BO = {"login": "ada", "username": "ada"}, {"login": "bo", "username": "bo"}
AT = "2020-05-01T10:00:00Z"


def records_of(tmp_path: Path, *items: Any) -> list[Record]:
    path = tmp_path / "items.json"
    around = {"backend_name": "x", "category": "y", "timestamp": 1.5, "uuid": "abc"}
    path.write_text("\n".join(json.dumps({**around, "data": item}) for item in items))
    source, dump = sources.recognise(Dump(path.name, path), {})
    return list(sources.read(source, dump))


def test_comments_and_reviews_of_github_stand_on_their_thread(tmp_path: Path) -> None:
    api, web = "https://api.github.com/repos/kiln/glaze", "https://github.com/kiln/glaze"
    issue = {
        "number": 7, "title": "Cracks", "body": "They show.", "user": ADA, "created_at": AT,
        "url": f"{api}/issues/7", "html_url": f"{web}/issues/7", "repository_url": api,
        "pull_request": {"html_url": None, "diff_url": None, "patch_url": None},
        "comments_data": [{
            "id": 1, "body": "Cool it slowly.", "user": BO, "created_at": AT,
            "html_url": f"{web}/issues/7#issuecomment-1", "issue_url": f"{api}/issues/7",
        }],
    }  # fmt: skip
    pull = {
        "number": 8, "title": "Cooler", "body": "Slower.", "user": BO, "created_at": AT,
        "url": f"{api}/pulls/8", "html_url": f"{web}/pull/8", "head": {}, "base": {},
        "review_comments_data": [{
            "id": 2, "body": "Here?", "user": ADA, "created_at": AT, "path": "a.c",
            "diff_hunk": "+a", "html_url": f"{web}/pull/8#discussion_r2",
            "pull_request_url": f"{api}/pulls/8",
        }],
        "reviews_data": [{
            "id": 3, "body": "Good.", "user": ADA, "submitted_at": AT, "state": "APPROVED",
            "html_url": f"{web}/pull/8#pullrequestreview-3", "pull_request_url": f"{api}/pulls/8",
        }],
    }  # fmt: skip
    posts = posts_of(records_of(tmp_path, issue, pull))
    assert [(post.id, post.parent, post.author) for post in posts] == [
        ("github:kiln/glaze#7", None, "ada"),
        ("github:kiln/glaze#7/issuecomment-1", "github:kiln/glaze#7", "bo"),
        ("github:kiln/glaze#8", None, "bo"),
        ("github:kiln/glaze#8/discussion_r2", "github:kiln/glaze#8", "ada"),
        ("github:kiln/glaze#8/pullrequestreview-3", "github:kiln/glaze#8", "ada"),
    ]
    assert posts[0].permalink == f"{web}/issues/7"  # all issues had links to no pull request once
    assert posts[0].labels == ()


def test_notes_of_gitlab_stand_on_their_issue(tmp_path: Path) -> None:
    issue = {
        "id": 70, "iid": 7, "project_id": 1, "title": "Cracks", "description": "They show.",
        "author": ADA, "created_at": AT, "web_url": "https://gitlab.com/kiln/glaze/issues/7",
        "notes_data": [{
            "id": 5, "body": "Cool it.", "author": BO, "created_at": AT, "system": False,
            "noteable_id": 70, "noteable_type": "Issue",
        }],
    }  # fmt: skip
    first, note = posts_of(records_of(tmp_path, issue))
    assert (note.id, note.parent, note.author) == ("gitlab:note_5", first.id, "bo")
    assert note.body.text.endswith("Cool it.")


def test_the_text_of_a_message_is_told_as_what_it_is(tmp_path: Path) -> None:
    mail = {
        "Message-ID": "<a@kiln.example>", "From": "Ada <ada@kiln.example>", "Subject": "Cracks",
        "Date": "Fri, 1 May 2020 10:00:00 +0000", "List-Id": "Kilns <kilns.lists.example.org>",
        "body": {"plain": "They show.", "html": "<p>They show.</p>", "x-c": "int a;"},
    }  # fmt: skip
    rich = mail | {"Message-ID": "<b@kiln.example>", "body": {"html": "<p>They <i>show</i>.</p>"}}
    bare = mail | {"Message-ID": "<c@kiln.example>", "body": {"plain": ""}}
    odd = mail | {"Message-ID": "<d@kiln.example>", "body": {"sound": "crack"}}
    records = records_of(tmp_path, mail, rich, bare, odd)
    posts = posts_of(records)
    assert [(post.body.markup, post.body.text) for post in posts] == [
        ("mail", "They show."),
        ("mail-html", "<p>They <i>show</i>.</p>"),
        ("mail", ""),
        ("mail", ""),
    ]
    assert {post.community for post in posts} == {"kilns"}
    assert [(p.where, p.message) for p in problems_of(records)] == [
        ("items.json: line 4, $.data", "not usable, and left out: body")
    ]


def test_what_only_names_ancestors_is_no_thread_of_mastodon(tmp_path: Path) -> None:
    page = {"id": "1", "title": "A", "_expandable": {"ancestors": "", "descendants": "/rest/1"}}
    path = tmp_path / "page.json"
    path.write_text(json.dumps(page))
    with pytest.raises(UnknownFormat):
        sources.recognise(Dump(path.name, path), {})
