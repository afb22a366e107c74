"""Comments of GitHub with and without their number: one post where it is sure, two where not."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from small_site import SmallSite

from sitegen.model import Body, Post
from sitegen.store import Store, unnumbered

THREAD = "github:kiln/glaze#12"
WHEN = datetime(2024, 3, 5, 10, tzinfo=UTC)
MADE = f"{THREAD}/tobias-20240305T100000Z"
NUMBERED = f"{THREAD}/issuecomment-901"


def comment(
    post_id: str, author: str | None = "tobias", when: datetime = WHEN, **more: str
) -> Post:
    body = Body(more.get("text", "Which probe?"), "github")
    parent = more.get("parent", THREAD)
    return Post(
        id=post_id, body=body, parent=parent, root=THREAD, author=author, created=when,
        permalink=f"https://example.org/{post_id}",
    )  # fmt: skip


def test_the_number_holds_and_answers_follow() -> None:
    answer = comment(f"{THREAD}/issuecomment-902", "mirabel", parent=MADE)
    found = unnumbered.joined([comment(MADE), comment(NUMBERED, "Tobias"), answer])
    assert [post.id for post in found] == [NUMBERED, NUMBERED, answer.id]
    assert found[2].parent == NUMBERED
    assert [post.permalink for post in found[:2]] == [None, f"https://example.org/{NUMBERED}"]


@pytest.mark.parametrize(
    "others",
    [
        [comment(NUMBERED, "mirabel")],
        [comment(NUMBERED, when=WHEN.replace(second=1))],
        [comment(NUMBERED), comment(f"{THREAD}/issuecomment-903")],
        [comment(NUMBERED), comment(f"{MADE}-2")],
        [comment(f"{THREAD}/pullrequestreview-5")],
        [comment(NUMBERED, None)],
    ],
)
def test_what_may_be_another_stays_apart(others: list[Post]) -> None:
    posts = [comment(MADE), *others]
    assert unnumbered.joined(posts) == posts


ISSUE = {"number": 12, "title": "Cone 04", "author": "mirabel", "body": "See.", "state": "OPEN"}
ARCHIVE = {
    "magic": "E!vIA5L86J2I", "timestamp": "2024-04-01T00:00:00+00:00", "repo": "kiln/glaze",
    "labels": [], "pulls": [],
    "issues": [
        ISSUE
        | {
            "id": "x", "url": "https://github.com/kiln/glaze/issues/12", "labels": [],
            "createdAt": "2024-03-05T09:00:00Z", "updatedAt": "2024-03-05T09:00:00Z",
            "comments": [
                {"author": "tobias", "body": "Which probe?", "createdAt": "2024-03-05T10:00:00Z"},
                {"author": "tobias", "body": "The old one?", "createdAt": "2024-03-05T11:00:00Z"},
            ],
        }
    ],
}  # fmt: skip
COMMENTS = [
    {
        "html_url": "https://github.com/kiln/glaze/issues/12#issuecomment-901", "id": 901,
        "issue_url": "https://api.github.com/repos/kiln/glaze/issues/12",
        "user": {"login": "tobias"}, "created_at": "2024-03-05T10:00:00Z", "body": "Which probe?",
    }
]  # fmt: skip


def test_an_archive_and_the_comments_of_the_api_are_one_thread(tmp_path: Path) -> None:
    site = SmallSite(tmp_path)
    site.write("content/archive.json", json.dumps(ARCHIVE))
    site.write("content/comments.json", json.dumps(COMMENTS))
    report = site.build()
    assert (report.posts, report.shared, report.sums_agree) == (3, 1, True)
    with Store.session(tmp_path / ".sitegen" / "store.db") as store:
        posts, _ = store.thread(THREAD)
    assert {post.id.rpartition("/")[2] for post in posts} == {
        "glaze#12", "issuecomment-901", "tobias-20240305T110000Z",
    }  # fmt: skip
    site.remove("content/comments.json")
    report = site.build()
    assert (report.posts, report.shared, report.sums_agree) == (3, 0, True)
