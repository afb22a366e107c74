"""A message of a chat, whichever program wrote it."""

from datetime import datetime
from typing import Final

import msgspec

RECEIPT: Final = "a receipt, a reaction or the like, and no message"
EARLIER: Final = "the earlier text of a message that was edited"
#: What is no message, and what the report calls all of a kind.
OTHERS: Final = {
    RECEIPT: "receipts, reactions and the like",
    EARLIER: "earlier texts of messages that were edited",
}
SITES: Final = {"teams": "Teams", "signal": "Signal", "whatsapp": "WhatsApp"}


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A message: `chat` is the key of its chat, `answered` the id of a message in that.

    `opens`: what answers nothing opens a thread, as in channels of Teams. `why` says what a record
    without an id is.
    """

    site: str
    chat: str = "chat"
    title: str = ""
    id: str = ""
    author: str = ""
    created: datetime | None = None
    edited: datetime | None = None
    text: str = ""
    markup: str = "plain"
    answered: str = ""
    subject: str = ""
    link: str = ""
    given: tuple[tuple[str, int], ...] = ()
    is_gone: bool = False
    is_direct: bool = False
    is_notice: bool = False
    opens: bool = False
    why: str = ""
