"""Pages pasted into notes: what was written below the last comment is not its author's."""

from copies import read
from test_cards import said

REDDIT = """The fountain
## Notes of mine

jump to content
my subreddits
Who turned off the fountain? (self.fountains)

submitted 8 hours ago by quietmill

It was on yesterday.

    2 commentssharesavehidereportcrosspost

all 2 comments
sorted by: best

[–]ann_w 33 points 7 hours ago\x20

The pump froze.

    permalinkembedsavereportreply

[–]bo 7 points 5 hours ago\x20

It did not.

    permalinkembedsaveparentreportreply

## Summary

- The pump may have frozen.

Ask ann_w about it.
"""
HN = """Hacker News new | past | comments | ask | show | jobs | submit
Who turned off the fountain? (host.example)
12 points by quietmill 5 hours ago | hide | past | favorite | 2 comments

ann_w 4 hours ago | next [–]

The pump froze.
reply

bo 3 hours ago | parent [–]

It did not.

And it is warm.
reply

My own thoughts

The pump may have frozen.
"""


def test_words_below_the_last_row_are_nobodys() -> None:
    reading = read(REDDIT, "reddit")
    assert said(reading)[1:] == [("ann_w", "The pump froze."), ("bo", "It did not.")]
    told = [reading.sheet.lines[n - 1] for n in reading.sheet.furniture]
    assert "Ask ann_w about it." in told
    assert [part.parent for part in reading.comments] == [0, 1]


def test_words_below_the_last_reply_are_nobodys() -> None:
    reading = read(HN, "hn")
    assert said(reading)[1:] == [
        ("ann_w", "The pump froze."),
        ("bo", "It did not. / And it is warm."),
    ]
    assert "My own thoughts" in [reading.sheet.lines[n - 1] for n in reading.sheet.furniture]


def test_a_comment_may_speak_of_a_row() -> None:
    text = REDDIT.replace("The pump froze.", "It says permalinkembedsave.\n\nWhy?")
    assert said(read(text, "reddit"))[1] == ("ann_w", "It says permalinkembedsave. / Why?")
