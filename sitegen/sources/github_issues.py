"""github-issues: issues, pull requests, comments and reviews as GitHub's APIs and `gh` answer.

One object, a list, pages of lists, what a search found, a timeline, an answer of GraphQL, or the
events of a feed.

API: https://docs.github.com/en/rest/issues, https://docs.github.com/en/rest/pulls; the fields of
`gh issue view --json`: https://cli.github.com/manual/gh_issue_view
"""

from sitegen.sources._github_look import OF_ANSWERS, OF_PARTS, OF_THREADS, kind_in
from sitegen.sources._github_read import read
from sitegen.sources.source import Head, Source

_SIGNS = (b'"login"', b"api.github.com", b"github.com/", b'"authorAssociation"', b"/api/v3/repos/")


def _sniff(head: Head) -> bool:
    kind = kind_in(head.data)
    if kind not in ("issue", "comment", "review", "event", "answer"):
        return False
    return any(sign in head.data for sign in _SIGNS)


SOURCE = Source(
    name="github-issues",
    title="GitHub issues, pull requests and comments, as its APIs and gh answer",
    version=6,
    sniff=_sniff,
    keys=OF_THREADS | OF_ANSWERS | OF_PARTS,
    signs=(b'"login"', b'"authorAssociation"', b"github.com", b"/api/v3/repos/"),
    read=read,
)
