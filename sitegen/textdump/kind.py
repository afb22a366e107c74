"""What a kind of heads is: what stands on their lines, and what the page has around them."""

import re

import msgspec

from sitegen.textdump.cards import NEVER


class Kind(msgspec.Struct, frozen=True):
    """`lines` are those of a head, of which the one at `hint` has that word or sign; `above`
    stands before it and `below` after it, any number of lines; from a line that is an `event` on,
    nothing is the body's.

    `first` are the lines of the first head where it has no time, in one of these ways.
    `opens`: the first one is the opening post's; else comments are about what stands above them.
    `invited`: what invites an answer must stand below most of them, for others write so, too.
    `profile`: what a forum knows of people stands below the head, and the post's title below that.
    `alone`: a page with this line may have one head. `signed`: names the author of what stands
    above the comments, below its text. `needs`: what some line of the page must be,
    for others write such heads, too. `discussion`: it must be a discussion of GitHub. `also` are
    other lines that a head may have, and their hint. `unless`: no head stands below such a line.
    """

    name: str
    hint: tuple[int, str]
    lines: tuple[re.Pattern[str], ...]
    above: re.Pattern[str] = NEVER
    below: re.Pattern[str] = NEVER
    event: re.Pattern[str] = NEVER
    opens: bool = False
    invited: bool = False
    depth_first: bool = False
    first: tuple[tuple[re.Pattern[str], ...], ...] = ()
    profile: bool = False
    alone: re.Pattern[str] = NEVER
    signed: re.Pattern[str] = NEVER
    needs: re.Pattern[str] | None = None
    discussion: bool = False
    unless: re.Pattern[str] = NEVER
    also: tuple[tuple[int, str], tuple[re.Pattern[str], ...]] | None = None
