"""Words for the cases, written for them: plain talk, several scripts, and what breaks pages."""

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;{{ 7*7 }}{% raw %}"
ILLEGAL = "\x00\x01\x0b\x1f\x7f\ud7ff\ufffe\uffff tail"
LONG = "Ungoogleable" * 12
HEBREW = "מה שלומך? הקוד הזה לא עובד (foo) בכלל."
CHINESE = "這個問題我也遇到過,最後發現是編碼的關係。"
CODE = (
    '<pre class="code" tabindex="0"><code>'
    'for line in open("very_long_file_name_that_keeps_going.txt"): '
    "print(line.rstrip().expandtabs(8).upper().center(120), flush=True)\nelse:\n    pass"
    "</code></pre>"
)
RICH = (
    "<p>See <i>both</i> <b>words</b>, <code>x = 1</code> and "
    '<a href="https://example.org/a">a link</a>.</p><blockquote><p>What was said before.</p>'
    "</blockquote><ul><li>one</li><li>two<ol><li>two a</li></ol></li></ul>"
    '<div class="table" tabindex="0"><table><thead><tr><th>Part</th><th>Wear in micrometres</th>'
    "</tr></thead>"
    "<tbody><tr><td>pallet</td><td>12</td></tr></tbody></table></div>"
    '<p>The murderer is <span class="spoiler" tabindex="0">the clockmaker</span>.</p>'
)

GROUPS = ("r/clocks", "r/tides", HOSTILE, HEBREW, "lamp-oil", "r/fog", "semaphore", "r/ropes")

TEXTS = (
    "<p>A minute a day is a lot for a regulator of that age, but it is a very small thing for a "
    "building that moves. Before you touch the pendulum, put a level on the case twice: once at "
    "noon, once at four in the morning. If the bubble travels, the clock is telling the truth and "
    "the floor is not.</p><p>My aunt kept a light on the west side for twenty years and swore the "
    "tower leaned towards the sun.</p>",
    "<p>I had not thought of the floor at all. I put a machinist’s level on it last night, and "
    "it moves by the width of a pencil line. Is that enough?</p>",
    "<p>More than enough. A hundredth of a degree will change the beat. Wedge the case to the wall "
    "rather than to the floor, then listen: the two ticks must be the same length.</p>",
    "<p>Listening is fine, but a phone on the case will show you the two halves of the swing.</p>",
    "<p>I do not believe a word of it. Tides load the rock by the same amount twice a day; you "
    "would see two beats a day, not one.</p>",
    "<p>For those who come late: this was about the suspension spring, worth a look too.</p>",
    "<p>If you log it, log the temperature next to it. This is all I run:</p>",
    "<p>Thank you, running since this morning.</p>",
    "<p>That is the nicest explanation of recoil I have read.</p>",
    "<p>Related: the harbour office kept a list of all clocks on the coast, yours too.</p>",
    "<p>It hangs in the lamp room, some ninety feet up, in a case of larch. It was wound every "
    "Sunday by four generations of people who did not complain about it. Since the windows were "
    "replaced it loses a minute a day, and only between October and March.</p><p>I have cleaned "
    "and oiled it. What would you look at next?</p>",
)


def words(number: int) -> str:
    """A paragraph of some 170 characters, another one for every number."""
    verbs = ("oil", "clean", "measure", "watch", "leave", "replace", "file", "question")
    parts = ("escapement", "mainspring", "pendulum", "crutch", "pallet", "fusee", "bezel", "arbor")
    ends = ("in cold weather", "before the tide turns", "and then wait", "with a steady hand",
            "as the old log says", "twice a year", "for a week or so")  # fmt: skip
    steps = (number, number * 5 + 1, number * 3 + 2)
    return "<p>" + " ".join(
        f"{verbs[step % 8].capitalize()} the {parts[step * 3 % 8]} {ends[step % 7]} "
        f"({step * 37 % 1009} turns)." for step in steps
    ) + "</p>"  # fmt: skip
