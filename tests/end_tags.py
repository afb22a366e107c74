"""The end tags that pages leave out, where HTML says what they would have been."""

#: Element → what ends it: the start of one of these beside it, and the end of one of these around.
_ENDED = {
    "li": ({"li"}, {"ol", "ul"}),
    "p": ({"p", "blockquote"}, {"div", "blockquote"}),
}


def end_at_start(tag: str, opened: list[str]) -> None:
    """Takes the last element off those that are open where this start tag ends it."""
    if opened and tag in _ENDED.get(opened[-1], ((), ()))[0]:
        opened.pop()


def end_at_end(tag: str, opened: list[str]) -> None:
    """The same for an end tag, of the very element around."""
    if opened[-2:-1] == [tag] and tag in _ENDED.get(opened[-1], ((), ()))[1]:
        opened.pop()
