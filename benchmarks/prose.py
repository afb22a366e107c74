"""Bodies that look like what people write, in Hacker News HTML and in Reddit Markdown.

Everything comes from the random.Random that is handed in, so the same seed gives the same text.
Lengths follow real comments: log-normal, for Hacker News with a median of 260 characters and one
comment in a thousand above 5,000; how often a kind of markup occurs is taken from there too.
"""

from math import log
from random import Random

_OPEN = """
|In my experience |To be fair, |As far as I can tell |I may be wrong, but |Oddly enough, |Sadly, |
The funny thing is that |Ten years ago |On a good day |At my last job |For what it's worth, |
Most of the time |Nobody told us that |It turns out that |After a week of tracing it |
If I remember right, |Even then |The manual says |I still think |On the old machines |Somehow |
When it's cold outside, |Once a month |My guess is that |What people forget: |In practice |
By default |Under load |Without the patch |At three in the morning |With a warm cache |
I checked, and |We measured it: |Last winter |
""".replace("\n", "").split("|")
_SUBJECT = """
the scheduler|the second version|a plain text file|the build server|our oldest customer|the index|
every queue I have seen|the garbage collector|a spreadsheet|the whole team|my neighbour's router|
the page cache|any sensible default|the type checker|that one cron job|the printer|a single writer|
the new parser|half of the config|the batch job|the committee|the kernel|one missing comma|
a bored intern|the error message|the load balancer|that library|the backup|the test suite|
an old laptop|the network share|the release script|a checksum|the database|the little daemon|
the vendor's "fix"|C++'s optimiser|the R&D budget|anything with a < b|the time zone table
""".replace("\n", "").split("|")
_VERB = """
works fine until|falls over as soon as|is faster than you'd think when|makes no sense unless|
gets blamed whenever|has to wait while|quietly retries until|doesn't care whether|breaks because|
never notices that|is the first to know when|was rewritten after|loses a second each time|
survives even if|fills the disk when|turns out to be right if|pays for itself once|
can't be tested before|gives the same answer whether or not|becomes the bottleneck as soon as|
is what saves you when|looks broken after|holds the lock while|prints nothing at all when
""".replace("\n", "").split("|")
_CLAUSE = """
somebody restarts the router|two people edit the same line|the clock jumps back an hour|
there are more than 64 of them|the input is sorted already|nobody reads the log|it rains|
the disk is 95% full|a client hangs up halfway|the cache is cold|you ask it twice|
the certificate expires on a Sunday|the file is on NFS|someone types "yes" too early|
the first request is still running|you measure it|the intern goes home|the budget is gone|
the locale is Turkish|the third retry fails|the name has an apostrophe in it|memory runs out|
the author has moved on|a test is flaky|the cable is longer than 3 m|you turn off the lights|
the header says one thing & the body another|the queue is empty|the power comes back|
the answer is larger than 2^31|it has to be explained to auditors|the fan stops
""".replace("\n", "").split("|")
_SHORT = (
    """
Thanks, that was it.|This.|Source?|Why not both?|Can confirm.|Which version was that?|+1|Ha, fair.|
I had the same problem.|That's not what the article says.|No.|Interesting, thanks!|Any benchmarks?|
Nice work!|It depends.|Works here.|Did you file a bug?|Same.|Congratulations on shipping this!|
""".replace("\n", "")
    .strip("|")
    .split("|")
)
_FOREIGN = (
    "Das war schon bei der alten Anlage so, größer als nötig.",
    "これは去年から直っていません。",
    "هذا ما قاله المهندس في المرة الأولى.",
    "Ça dépend de la façon dont on compte.",
    "Так работает уже десять лет 👍",
)
_HOSTS = (
    "example.com",
    "example.org",
    "docs.example.net",
    "www.rfc-editor.org",
    "blog.example.com",
)
_PATHS = ("rfc/rfc9110.html", "notes/2019/queue", "a/long/way/down/to/the/page.html?x=1&y=2", "faq")
_CODE = (
    "for line in stream:\n    if line < limit && line != last:\n        emit(line)",
    "$ make -j2\ncc -O2 -o tide tide.c\n$ ./tide --from 2021-03-01 | head -3",
    "SELECT id, count(*)\nFROM posts\nWHERE score > 10\nGROUP BY id;",
    'int main(void)\n{\n    return puts("hello") < 0;\n}',
    'if err != nil {\n    return fmt.Errorf("open %s: %w", name, err)\n}',
)

_MAX_CHARS = 6000
_HN_LENGTH = (log(200), 1.05)  # mu and sigma of the log-normal
_REDDIT_LENGTH = (log(95), 1.0)


def sentence(rng: Random) -> str:
    """One sentence of some 40 to 130 characters, as its author typed it."""
    if rng.random() < 0.008:
        return _FOREIGN[int(rng.random() * len(_FOREIGN))]
    random = rng.random
    text = (
        f"{_OPEN[int(random() * len(_OPEN))]}{_SUBJECT[int(random() * len(_SUBJECT))]} "
        f"{_VERB[int(random() * len(_VERB))]} {_CLAUSE[int(random() * len(_CLAUSE))]}."
    )
    return text[0].upper() + text[1:]


def title(rng: Random) -> str:
    """A title of at most 80 characters."""
    subject = _SUBJECT[int(rng.random() * len(_SUBJECT))]
    clause = _CLAUSE[int(rng.random() * len(_CLAUSE))]
    text = rng.choice(("Why {} fails when {}", "{}, and what happens when {}", "Ask: {} when {}?"))
    return text.format(subject, clause)[:80].capitalize()


def url(rng: Random) -> str:
    """A link to nowhere in particular."""
    number = rng.randrange(10**6)  # that two threads are about the same page is rare
    return f"https://{rng.choice(_HOSTS)}/{rng.choice(_PATHS)}/{number}"


def _paragraphs(rng: Random, length: tuple[float, float]) -> list[list[str]]:
    """Sentences in paragraphs, as many as one comment has."""
    wanted = min(rng.lognormvariate(*length), _MAX_CHARS)
    if wanted < 45:
        return [[_SHORT[int(rng.random() * len(_SHORT))]]]
    paragraphs: list[list[str]] = [[]]
    while wanted > 35:
        if paragraphs[-1] and rng.random() < 0.26:
            paragraphs.append([])
        paragraphs[-1].append(sentence(rng))
        wanted -= len(paragraphs[-1][-1])
    return paragraphs


def _escaped(text: str) -> str:
    """As Hacker News stores it."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#x27;").replace("/", "&#x2F;")


def _emphasised(rng: Random, text: str, before: str, after: str) -> str:
    words = text.split(" ")
    start = int(rng.random() * len(words))
    end = min(len(words), start + 1 + int(rng.random() * 3))
    return " ".join([*words[:start], before + " ".join(words[start:end]) + after, *words[end:]])


def hn(rng: Random) -> str:
    """A comment in the HTML of Hacker News: paragraphs parted by <p>, the first one bare."""
    blocks = [" ".join(map(_escaped, part)) for part in _paragraphs(rng, _HN_LENGTH)]
    if rng.random() < 0.08:
        blocks[-1] = _emphasised(rng, blocks[-1], "<i>", "</i>")
    if rng.random() < 0.12:
        address = url(rng)
        shown = address if len(address) <= 60 else f"{address[:60]}..."
        blocks.append(f'<a href="{_escaped(address)}" rel="nofollow">{_escaped(shown)}</a>')
    if rng.random() < 0.11:
        blocks.insert(0, "&gt; " + _escaped(sentence(rng)))
    if rng.random() < 0.015:
        code = _escaped(rng.choice(_CODE)).replace("\n", "\n  ")
        blocks.append(f"<pre><code>  {code}\n</code></pre>")
    return "<p>".join(blocks)


def reddit(rng: Random) -> str:
    """A comment in Reddit's Markdown, escaped as dumps hold it; half of them are plain text."""
    blocks = [" ".join(part) for part in _paragraphs(rng, _REDDIT_LENGTH)]
    if rng.random() < 0.36:
        blocks = _marked_up(rng, blocks)
    text = "\n\n".join(blocks)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _marked_up(rng: Random, blocks: list[str]) -> list[str]:
    kind = rng.random()
    if kind < 0.30:
        blocks[0] = _emphasised(
            rng, blocks[0], *rng.choice((("*", "*"), ("**", "**"), ("~~", "~~")))
        )
    elif kind < 0.48:
        blocks.insert(0, "> " + sentence(rng))
    elif kind < 0.62:
        blocks.append(f"[{_SHORT[int(rng.random() * len(_SHORT))]}]({url(rng)})")
    elif kind < 0.72:
        blocks.append(url(rng))
    elif kind < 0.80:
        blocks.append("\n".join(f"* {sentence(rng)}" for _ in range(2 + int(rng.random() * 4))))
    elif kind < 0.86:
        blocks.append(f"`{rng.choice(_CODE).splitlines()[0]}` and >!{sentence(rng)}!<")
    elif kind < 0.91:
        blocks.append("    " + rng.choice(_CODE).replace("\n", "\n    "))
    elif kind < 0.95:
        rows = "\n".join(f"|{i}|{int(rng.random() * 900)} ms|" for i in range(3))
        blocks.append(f"|run|time|\n|:-|-:|\n{rows}")
    else:
        blocks.append(f"^(edit: {sentence(rng)})  /u/{rng.choice(_PATHS)[:3]}_bot r/example")
    return blocks
