"""Posts of Reddit as snscrape writes them, under Reddit's own names.

Writer: modules/reddit.py of https://github.com/JustAnotherArchivist/snscrape
"""

from collections.abc import Mapping
from typing import Any

TYPE = b'"snscrape.modules.reddit.'
_NAMES = {
    "id": "id", "author": "author", "subreddit": "subreddit", "title": "title", "body": "body",
    "selftext": "selftext", "date": "created_utc", "url": "permalink", "link": "url",
    "parentId": "parent_id",
}  # fmt: skip


def renamed(told: Mapping[str, Any]) -> dict[str, Any]:
    """A submission or comment as a dump of Pushshift tells it."""
    return {name: told[key] for key, name in _NAMES.items() if key in told}
