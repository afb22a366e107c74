"""A thread whose ids, times and names no compression foresees, as those of real sites are."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

_START = datetime(2024, 3, 28, 7, 41, tzinfo=UTC)
_LETTERS = "etaoinshrdlucmfwygpbvk"


def scattered(form: str) -> Iterator[dict[str, object]]:
    """Lines of a dump of 300 comments of `form`: "hn", "discourse" or "reddit"."""
    dice = Random(7)
    words = ["".join(dice.choices(_LETTERS, k=dice.randint(2, 9))) for _ in range(900)]
    names: list[str] = []
    ids = [_native(form, number, dice) for number in range(301)]
    yield {"sitegen": 1, "site": form}
    for number, native in enumerate(ids):
        if not names or dice.random() < 0.35:
            names.append("".join(dice.choices(_LETTERS + "0123456789_-", k=dice.randint(5, 13))))
        said = " ".join(dice.choices(words, k=dice.randint(15, 90)))
        above = ids[0] if dice.random() < 0.2 else ids[max(0, number - dice.randint(1, 6))]
        at = _START + timedelta(minutes=number * 9 + dice.randint(0, 400))
        told: dict[str, object] = {
            "id": f"{form}:{native}", "author": dice.choice(names[-40:]), "body": said,
            "created": at.isoformat(), "permalink": f"https://{form}.example.org/{native}",
        }  # fmt: skip
        if number:
            told["parent"] = f"{form}:{above}"
        if form == "reddit":
            told["score"] = dice.randint(-3, 400)
        yield told


def _native(form: str, number: int, dice: Random) -> str:
    if form == "discourse":
        return f"talk.example.org/4892/{number + 1}"
    if form == "reddit":
        return ("t1_l" if number else "t3_1") + "".join(dice.choices("0123456789" + _LETTERS, k=6))
    return str(40_000_000 + number * 97 + dice.randint(0, 96))
