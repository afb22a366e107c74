"""The export of Skype: what answers what, and hostile texts."""

import json
import time
from pathlib import Path

from sitegen.model import Post, Problem
from sitegen.sources import skype_json
from sitegen.sources.source import Dump


def records(*texts: str) -> list[Post | Problem]:
    """What is read of messages that say this, the newest last."""
    said = [{"id": str(10 + n), "content": text} for n, text in enumerate(texts)]
    chat = {"id": "19:k@thread.skype", "threadProperties": None, "MessageList": said[::-1]}
    told = json.dumps({"userId": "8:a", "conversations": [chat]}).encode()
    found = skype_json.SOURCE.read(Dump("messages.json", Path(), told))
    return [record for record in found if isinstance(record, Post | Problem)]


def test_a_quote_is_a_parent_where_the_message_is_known() -> None:
    quote = '<quote author="b" messageid="{}">Old<legacyquote>x</legacyquote></quote>New'
    _, first, known, other, own = records("a", quote.format(10), quote.format(9), quote.format(13))
    texts = [post.body.text for post in (first, known, other, own) if isinstance(post, Post)]
    assert texts == ["<p>a</p>", "<p>New</p>", *["<blockquote>Old</blockquote><p>New</p>"] * 2]
    assert isinstance(known, Post)
    assert known.parent == "skype:19:k@thread.skype/10"


def test_hostile_texts_take_linear_time() -> None:
    pieces = (" ", "<", "<quote ", "<quote>", "<b>", "&", '"', ">8:", "<OriginalName ", "\n")
    for piece in pieces:
        many = piece * (100_000 // len(piece))
        start = time.process_time()
        records(many, f"<quote {many}", f'<quote messageid="10">{many}')
        assert time.process_time() - start < 4.0, piece
