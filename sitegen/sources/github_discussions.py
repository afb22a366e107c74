"""github-discussions: discussions of GitHub, as its GraphQL API and tools on top of it answer.

One discussion, a list, or an answer of GraphQL with discussions in it.

API: https://docs.github.com/en/graphql/guides/using-the-graphql-api-for-discussions
"""

from sitegen.sources._github_look import OF_ANSWERS, OF_THREADS, kind_in
from sitegen.sources._github_read import read
from sitegen.sources.source import Head, Source


def _sniff(head: Head) -> bool:
    return b'"title"' in head.data and kind_in(head.data) == "discussion"


SOURCE = Source(
    name="github-discussions",
    title="GitHub discussions, as its GraphQL API answers",
    version=4,
    sniff=_sniff,
    keys=OF_THREADS | OF_ANSWERS,
    read=read,
)
