"""Over all real dumps: what their authors wrote stands on the built pages, whole and as it was.

The texts are taken from the dumps by other code (`real_texts`) and looked for in runs of words. A
run that crosses the border of two paragraphs must not stand in one block of a page.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, pairwise
from pathlib import Path

import pytest
import real_texts as of
from real_texts import Text
from small_site import SmallSite

RUN = 5  # words
BESIDE = 3  # words on either side of a border

Reader = Callable[[Path], Iterable[Text]]


def json_of(kind: Callable[[str], Text], sign: str, *keys: str) -> Reader:
    return lambda path: map(kind, of.json_texts(path, keys, sign))


def page_of(query: str) -> Reader:
    return lambda path: of.in_page(path, query)


# Folder -> how its files are read; the share of runs of words that may be missing, and how many
# borders of paragraphs: what pages show otherwise on purpose, which the simple reading cannot know.
READERS: dict[str, tuple[Reader, float, int]] = {
    # What a call was is told by us.
    "discord-dce": (json_of(of.discord, "timestampEdited", "content"), 0.01, 0),
    "discord-payload": (json_of(of.paragraphs, "authorID", "content"), 0, 0),
    # Sizes below pictures are left out; lines of code in lists of one line each are code.
    "discourse-json": (json_of(of.paragraphs, "post_number", "cooked"), 0.002, 20),
    # Numbers of issues, and powers, are set in marks that are taken for words.
    "github-archive": (json_of(of.markdown, "createdAt", "body"), 0.002, 0),
    # Lines of code in tables are code.
    "github-discussions": (json_of(of.paragraphs, "createdAt", "body"), 0.001, 12),
    "github-issues": (json_of(of.markdown, "created_at", "body"), 0.001, 0),
    "hn-algolia": (json_of(of.paragraphs, "author", "text"), 0, 0),
    "hn-firebase": (json_of(of.paragraphs, "by", "text"), 0, 0),
    "hn-html": (page_of(".commtext, span.comment"), 0.0001, 0),
    "hn-rss": (of.feed, 0, 0),
    "lobsters-html": (page_of(".comment_text"), 0, 0),
    "lobsters-json": (json_of(of.paragraphs, "short_id", "comment", "description"), 0.001, 0),
    # Armour of OpenPGP stands at the end; a program was sent twice, once without its blank lines.
    "mbox": (of.mail, 0.0015, 16),
    "reddit-html": (page_of(".comment .usertext-body .md"), 0, 0),
    "reddit-listing": (json_of(of.escaped_markdown, "created_utc", "body", "selftext"), 0.0005, 0),
    "reddit-pushshift": (json_of(of.escaped_markdown, "created_utc", "body", "selftext"), 0, 0),
    "reddit-urs": (json_of(of.escaped_markdown, "created_utc", "body", "selftext"), 0, 0),
    "slack-export": (json_of(of.slack, "ts", "text"), 0.03, 0),
    # What a link without a text leads to stands in its place.
    "stackexchange-xml": (of.rows, 0.0005, 3),
    # Names of emoji become emoji; formulas cut runs and blocks in two.
    "zulip-json": (json_of(of.paragraphs, "sender_full_name", "content"), 0.0015, 8),
}

# Folders whose texts are too few and too short for that, and how many there are.
SHORT: dict[str, tuple[Reader, int]] = {
    "bluesky-json": (of.said_on_bluesky, 3),
    "mastodon-cassette": (of.recorded, 9),
}

# Characters in one charset read in another, and entities that were escaped twice.
_WRONG = re.compile(r"Ã[\x80-\xbf]|â€|Â[\xa0-\xbf]|&(?:amp|lt|gt|quot|#\d+|#x[0-9a-f]+);", re.I)
_SIGN = re.compile("[ÃãÂâ&]")  # what each of them begins with


def wrong(text: str) -> list[str]:
    """Signs of a wrong charset or of too much escaping, outside of addresses."""
    if not _SIGN.search(text) or not _WRONG.search(text):
        return []
    return _WRONG.findall(of.ADDRESS.sub(" ", text))


class Shown:
    """What built pages show: the runs of words of all their text, and those of `between`, borders
    of paragraphs, that stand in one block.
    """

    def __init__(self, output: Path, between: set[tuple[str, ...]]) -> None:
        self.joined: set[tuple[str, ...]] = set()
        self.runs: set[tuple[str, ...]] = set()
        self.wrong: list[str] = []
        for page in sorted(output.glob("t/**/*.html")):
            blocks = of.paragraphs(page.read_text("utf-8"))
            self.wrong += [found for block in blocks for found in wrong(block)]
            every: list[str] = []
            for block in blocks:
                told = of.words(block)
                self.joined.update(between.intersection(runs(told, 2 * BESIDE)))
                every += told
            self.runs.update(runs(every, RUN))


def runs(told: list[str], length: int) -> Iterator[tuple[str, ...]]:
    every = zip(*(told[start:] for start in range(length)), strict=False)
    return (run for run in every if of.CUT not in run) if of.CUT in told else every


def borders(text: list[list[str]]) -> Iterator[tuple[str, ...]]:
    """The last words before and the first behind the border of each two paragraphs with words."""
    for above, below in pairwise(filter(None, text)):
        if len(above) >= BESIDE <= len(below):
            yield (*above[-BESIDE:], *below[:BESIDE])


def built(folder: str, tmp_path: Path, shared: Path) -> Path:
    """The pages that a folder of real dumps makes."""
    site = SmallSite(tmp_path / "site")
    (site.content / folder).symlink_to(shared / "data" / folder)
    site.config("[build]\ntwins = []\norders = []\nsubthreads = false\ndomains = false\n")
    site.build()
    return site.output


@pytest.mark.parametrize("folder", READERS)
def test_what_authors_wrote_stands_on_the_pages(folder: str, tmp_path: Path, shared: Path) -> None:
    read, most_missing, most_joined = READERS[folder]
    files = [path for path in sorted((shared / "data" / folder).rglob("*")) if path.is_file()]
    texts = [text for path in files for text in read(path)]
    told = [[of.words(part) for part in text] for text in texts]
    parts = list(chain.from_iterable(told))
    between = [border for text in told for border in borders(text)]
    shown = Shown(built(folder, tmp_path, shared), set(between))
    wanted = [run for part in parts for run in runs(part, RUN)]
    missing = [run for run in wanted if run not in shown.runs]
    assert len(wanted) > 100
    assert len(missing) <= most_missing * len(wanted), missing[:10]
    joining = shown.joined.difference(run for part in parts for run in runs(part, 2 * BESIDE))
    joined = [border for border in between if border in joining]
    assert len(joined) <= most_joined, joined[:10]
    own = {found for text in texts for part in text for found in wrong(part)}
    assert set(shown.wrong) <= own


@pytest.mark.parametrize("folder", SHORT)
def test_short_texts_stand_on_the_pages_as_whole_blocks(
    folder: str, tmp_path: Path, shared: Path
) -> None:
    read, count = SHORT[folder]
    pages = sorted(built(folder, tmp_path, shared).glob("t/**/*.html"))
    blocks = {tuple(of.words(b)) for p in pages for b in of.paragraphs(p.read_text("utf-8"))}
    texts = [text for path in sorted((shared / "data" / folder).iterdir()) for text in read(path)]
    assert len(texts) == count
    told = [words for text in texts for part in text if (words := tuple(of.words(part)))]
    assert [words for words in told if words not in blocks] == []
