"""Lines of Markdown in less time: a rule is asked only where a sign stands that it may begin with.

The parser itself asks every rule at every character that is no plain text; this is its loop with
the same rules in the same order, so what comes out is the same.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline

LineRule = Callable[[StateInline, bool], bool]

# What a rule makes begins with one of these characters. Rules not named are asked everywhere.
SIGNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "address": "hw",
        "newline": "\n",
        "escape": "\\",
        "backticks": "`",
        "strikethrough": "~",
        "emphasis": "*_",
        "link": "[",
        "image": "!",
        "autolink": "<",
        "html_inline": "<",
        "entity": "&",
        # Reddit
        "name": "/ur",
        "spoiler": ">",
        "superscript": "^",
        # Discord
        "mention": "<",
        "discord_spoiler": "|",
    }
)
NO_TEXT: Final = "\n&*<[]\\_`^~"  # running text never begins with one of these


class Lines(ParserInline):
    """The parser of lines, which knows what rules begin with."""

    def __init__(self) -> None:
        super().__init__()
        self._rules: list[LineRule] = []
        self._by_sign: dict[str, tuple[LineRule, ...]] = {}
        self._elsewhere: tuple[LineRule, ...] = ()

    def tokenize(self, state: StateInline) -> None:
        """Put out the tokens of the text from `state.pos` to `state.posMax`."""
        self._know_rules()
        by_sign, elsewhere = self._by_sign, self._elsewhere
        src, end, deepest = state.src, state.posMax, state.md.options["maxNesting"]
        while (at := state.pos) < end:
            sign = src[at]
            if state.level < deepest:
                for rule in by_sign.get(sign, elsewhere):
                    if rule(state, False):
                        break
                else:
                    state.append_pending(sign)
                    state.pos = at + 1
            else:
                state.append_pending(sign)
                state.pos = at + 1
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:
        """Go behind what begins at `state.pos`, and put out nothing."""
        at = state.pos
        if (known := state.cache.get(at)) is not None:
            state.pos = known
            return
        if state.level < state.md.options["maxNesting"]:
            self._know_rules()
            state.level += 1
            for rule in self._by_sign.get(state.src[at], self._elsewhere):
                if rule(state, True):
                    break
            else:
                state.pos = at + 1
            state.level -= 1
        else:  # as the parser has it: the rest is passed over, and one more
            state.pos = state.posMax + 1
        state.cache[at] = state.pos

    def _know_rules(self) -> None:
        """Sort the rules by signs, once they are all there."""
        rules = self.ruler.getRules("")
        if rules is self._rules:
            return
        named = [
            (SIGNS.get(name), name == "text", rule)
            for name, rule in zip(self.ruler.get_active_rules(), rules, strict=True)
        ]
        self._rules = rules
        self._by_sign = {
            sign: tuple(
                rule
                for signs, is_text, rule in named
                if (sign not in NO_TEXT if is_text else signs is None or sign in signs)
            )
            for sign in {*NO_TEXT, *"".join(SIGNS.values())}
        }
        self._elsewhere = tuple(rule for signs, _, rule in named if signs is None)
