"""What a reader should know of how a copy was read, in sentences made of counts."""

from collections.abc import Sequence

from sitegen.textdump.reading import BY_HAND, Part, Reading


def notices(reading: Reading, shown: Sequence[Part]) -> tuple[str, ...]:
    """One sentence, or two where the copy does not even say where its first post ends.

    `shown` are the comments as a page shows them, those with doubtful borders put together.
    """
    if not reading.sheet.divided:
        return (_undivided(reading, shown),)
    told = [part for part in shown if part.border.tier == "recorded"]
    named = reading.sheet.begins and any(part.author is not None for part in shown)
    if shown and (named or len(told) == len(shown)):
        return (_recorded(reading, shown),)
    found = len(reading.comments)
    likely = sum(part.border.tier == "guessed" for part in reading.comments)
    sentence = _lossy(found)
    if found:
        sentence += f", {found - likely} sure, {likely} likely"
    links = sum(part.answers.rule == "quote" for part in reading.comments)
    if links:
        sentence += f"; {_count(links, 'reply link')} from quotes"
    sentence += _claim(reading) + "."
    if reading.sheet.begins:
        return (sentence,)
    who = reading.opening.author
    return (
        f"The first lines are by {who}; what follows may be replies by others. The copy does not"
        " say where they begin."
        if who
        else "The copy does not say who wrote what, or where one post ends and the next begins.",
        sentence,
    )


def _undivided(reading: Reading, shown: Sequence[Part]) -> str:
    sentence = (
        "This text has more paragraphs than any discussion, and does not say where one post ends"
        " and the next begins: it is shown as one"
    )
    return f"{sentence}, above {_count(len(shown), 'comment')}." if shown else f"{sentence}."


def _lossy(found: int) -> str:
    return f"Read from a text copy that lost authors and nesting: {_count(found, 'comment')} found"


def _recorded(reading: Reading, shown: Sequence[Part]) -> str:
    sure = sum(part.answers.tier != "guessed" for part in shown)
    named = sum(part.author is not None for part in shown)
    if not named and all(part.border == BY_HAND for part in shown):
        sentence = f"{_lossy(len(shown))}, corrected by hand"
        sentence += f", {sure} with a sure parent" if sure < len(shown) else ""
        return sentence + _claim(reading) + "."
    sentence = f"Read from a text copy: {_count(len(shown), 'comment')}"
    sentence += f", {named} with an author" if named < len(shown) else ", all with their authors"
    sentence += f", {sure} with a sure parent" if sure < len(shown) else " and parents"
    return sentence + _claim(reading) + "."


def _claim(reading: Reading) -> str:
    if reading.sheet.claimed is None:
        return ""
    if reading.direct:
        return f"; the copy says {reading.sheet.claimed} direct replies"
    return f"; the copy says {_count(reading.sheet.claimed, 'comment')}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")
