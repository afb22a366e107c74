"""mastodon-json: statuses of Mastodon and servers like it, as the API answers and archives hold.

A context, a status, both in one object, a list of statuses, the answer of a search, the outbox of
an account's archive and its posts, and recordings of such answers by vcrpy.

API: https://docs.joinmastodon.org/methods/statuses/#context
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from sitegen.model import Problem, Record
from sitegen.sources._forum_names import forum_in_name
from sitegen.sources._json import inside, members
from sitegen.sources._json_inside import after, array_of
from sitegen.sources._json_records import documents, listed
from sitegen.sources._json_tree import tree
from sitegen.sources._mastodon import Reader, activity
from sitegen.sources._vcr import answers, is_recording
from sitegen.sources.source import Dump, Head, Source

_OF_STATUS = frozenset({"account", "content", "created_at", "uri"})
_OF_ACTIVITY = frozenset({"Create", "Announce", "Note", "Question"})
_ITEMS = "orderedItems"


def _sniff(head: Head) -> bool:
    if is_recording(head.data):
        return b"/api/v1/statuses" in head.data or b'"in_reply_to_account_id"' in head.data
    told = members(head.data)
    around = [told.get(name, b"") for name in ("ancestors", "descendants")]
    if all(found.startswith(b"[") for found in around) or _is_status(told):
        return True
    if "status" in told and "context" in told:  # what scripts put together
        return _is_status(members(told["status"])) or b'"descendants"' in head.data
    if "statuses" in told and told.keys() & {"accounts", "hashtags"}:
        return True
    kind = told.get("type", b"").strip(b'" \n')
    if kind in (b"OrderedCollection", b"OrderedCollectionPage"):
        return _ITEMS in told
    return (
        "@context" in told
        and kind.decode("ascii", "replace") in _OF_ACTIVITY
        and bool(told.keys() & {"object", "content", "actor"})
    )


def _is_status(told: Mapping[str, bytes]) -> bool:
    if told.keys() >= _OF_STATUS and "id" in told:
        return told.keys() & {"visibility", "spoiler_text", "in_reply_to_id"} != set()
    begins = told.keys() >= {"id", "created_at", "in_reply_to_id", "in_reply_to_account_id"}
    return begins and "uri" in told  # a long text, and the head ends in it


def _read(dump: Dump) -> Iterator[Record]:
    named = forum_in_name(dump.name)
    reader = Reader(named.host if named else "")
    others: Counter[str] = Counter()
    with dump.open() as stream:
        found = array_of(stream, _ITEMS)
        if isinstance(found, bytes):
            stream = after(found, stream)
            source = answers(stream) if is_recording(found) else documents(stream)
            for document in source:
                if isinstance(document, Problem):
                    yield document
                else:
                    yield from _document(document.where, document.value, reader, others)
        else:
            for element in found[1]:
                yield from _activity(element, others)
    for what, count in sorted(others.items()):
        yield Problem("", f"left out: {what} ({count:,})")


def _document(where: str, value: object, reader: Reader, others: Counter[str]) -> Iterator[Record]:
    if not isinstance(value, dict):
        yield Problem(where, "neither a status nor a list of statuses")
    elif isinstance(value.get("status"), dict) and isinstance(value.get("context"), dict):
        around = _around(value["context"], inside(where, ".context"))
        yield from reader.records([(inside(where, ".status"), value["status"]), *around])
    elif isinstance(value.get("ancestors"), list) or isinstance(value.get("descendants"), list):
        statuses = _around(value, where)
        if not statuses:
            others["contexts without any status"] += 1
        yield from reader.records(statuses)
    elif isinstance(value.get(_ITEMS), list):
        for number, item in enumerate(value[_ITEMS]):
            yield from activity(inside(where, f".{_ITEMS}[{number}]"), item, others)
    elif isinstance(value.get("statuses"), list):
        told = enumerate(value["statuses"])
        yield from reader.records([(inside(where, f".statuses[{n}]"), s) for n, s in told])
    elif "uri" in value and "account" in value:
        context = value.get("context")
        around = _around(context, inside(where, ".context")) if isinstance(context, dict) else []
        yield from reader.records([(where, value), *around])
    elif "type" in value and ("object" in value or "content" in value):
        yield from activity(where, value, others)
    else:
        others["answers that are no statuses"] += 1


def _around(context: dict[str, object], where: str) -> list[tuple[str, object]]:
    """The statuses of a context, each with its place."""
    return [
        (inside(where, f".{key}[{number}]"), status)
        for key in ("ancestors", "descendants")
        for number, status in enumerate(listed(context.get(key)))
    ]


def _activity(element: tuple[str, bytes] | Problem, others: Counter[str]) -> Iterator[Record]:
    if isinstance(element, Problem):
        yield element
        return
    where, data = element
    try:
        value, fault = tree(data)
    except ValueError as error:
        yield Problem(where, str(error))
        return
    if fault:
        yield Problem(where, fault)
    else:
        yield from activity(where, value, others)


SOURCE = Source(
    name="mastodon-json",
    title="Mastodon statuses and contexts of the API, and outboxes of archives",
    version=6,
    sniff=_sniff,
    keys=frozenset(
        {
            "ancestors",
            "account",
            "context",
            "in_reply_to_account_id",
            "statuses",
            "@context",
            _ITEMS,
        }
    ),
    read=_read,
)
