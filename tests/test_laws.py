"""The laws of a build, whatever the dumps hold and whatever was done before.

1. build; build: nothing is written
2. build with any edits in between = clean build at the end, byte for byte
3. serial = processes = any executor, byte for byte
4. every post of a dump stands on exactly one thread page, or in a problem of the report
5. the site does not depend on the order of writing, the clock, the locale or the hash seed
6. no byte of a dump reaches a page unescaped: see test_hostile_text.py
"""

import os
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from html_checks import Page, faults
from hypothesis import HealthCheck, Phase, assume, example, given, settings
from hypothesis import strategies as st
from made_up import records
from posts_source import encoded, posts_source  # noqa: F401 - a fixture
from small_site import FAST, MANIFEST, SmallSite, derived, item, node
from thread_rule import absent, parents_of, shown

from sitegen.build import executors
from sitegen.build.batches import batches
from sitegen.build.worker import Batch
from sitegen.model import Body, Post, Problem, Record
from sitegen.pages import urls
from sitegen.store import Store
from sitegen.store.built import Job

pytestmark = pytest.mark.usefixtures("posts_source")
law = settings(
    max_examples=40,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking takes hundreds of builds
    suppress_health_check=[HealthCheck.too_slow],
)

NAMES = ("a.posts", "b.posts", "b/a.posts", "b-c.posts", "ü.posts")
names = st.sampled_from(NAMES)


# -- 1 and 2: incremental builds ------------------------------------------------------------------

CONFIGS = (
    "",
    '[site]\nurl = "https://example.org/a/"\n[build]\nper_page = 5',
    '[site]\ntitle = "Other"\n[build]\nminify = false\norder = "newest"\nfeed_entries = 2',
    "[theme.options]\nmax_nesting = 1\nshow_scores = false",
    '[build]\nignore = ["b*"]\nthread_comments = 1\norders = ["flat", "best"]\ntwins = ["md"]'
    "\n[search]\nenabled = true",
    "[build]\nauthors = true\nper_page = 5",
)
HOOK = "templates/partials/hooks/after-thread.html"
FILES = (
    *("output", "output/index.html", "output/static", "output/t", f"output/{MANIFEST}"),
    *(".sitegen", ".sitegen/store.db"),
)
edits = st.one_of(
    st.tuples(st.just("dump"), names, records),
    st.tuples(st.just("dump"), names, records),
    st.tuples(st.just("remove"), names),
    st.tuples(st.just("rename"), names, names),
    st.tuples(st.just("write"), st.just("sitegen.toml"), st.sampled_from(CONFIGS)),
    st.tuples(st.just("write"), st.just(HOOK), st.sampled_from(["<p>hook</p>", ""])),
    st.tuples(st.just("write"), st.just("static/x"), st.sampled_from(["1", "2"])),
    st.tuples(st.just("write"), st.just("static/x/y"), st.just("1")),
    st.tuples(st.just("delete"), st.sampled_from([HOOK, "static/x", *FILES])),
    st.tuples(st.just("spoil"), st.sampled_from(FILES[1:])),
    st.tuples(st.just("build"), st.sampled_from([1, 1, 2])),
    st.tuples(st.just("build"), st.sampled_from([1, 1, 2])),
)


def edit(site: SmallSite, what: str, *how: Any) -> None:
    """One edit of a site, as its user may make it at any time."""
    if what == "dump":
        site.write(f"content/{how[0]}", encoded(how[1]))
    elif what == "write":
        above = (site.folder / how[0]).parent
        if above.is_file():
            above.unlink()
        if (site.folder / how[0]).is_dir():
            delete(site.folder / how[0])
        site.write(how[0], how[1])
    elif what == "remove":
        delete(site.content / how[0])
    elif what == "rename" and (site.content / how[0]).exists():
        (site.content / how[1]).parent.mkdir(exist_ok=True)
        os.replace(site.content / how[0], site.content / how[1])
    elif what == "delete":
        delete(site.folder / how[0])
    elif what == "spoil" and (site.folder / how[0]).is_file():
        site.write(how[0], "spoilt")
    elif what == "build":
        site.build(jobs=how[0])


def knows_nothing(steps: list[tuple[Any, ...]]) -> bool:
    """Both witnesses of what is sitegen's own are gone: then its files are strangers, and stay."""
    lost: set[str] = set()
    for what, *how in steps:
        if what == "build":
            lost.clear()
        elif what in ("delete", "spoil") and how[0].startswith(".sitegen"):
            lost.add("store")
        elif what in ("delete", "spoil") and how[0].endswith(MANIFEST):
            lost.add("manifest")
    return len(lost) == 2


def delete(path: Path) -> None:
    if path.is_dir():
        for inner in list(path.iterdir()):
            delete(inner)
        path.rmdir()
    else:
        path.unlink(missing_ok=True)


@law
@given(st.lists(edits, min_size=2, max_size=9))
@example([("write", "static/x", "1"), ("build", 1), ("write", "static/x/y", "1")])
@example([("build", 1), ("delete", f"output/{MANIFEST}"), ("build", 1), ("delete", ".sitegen")])
@example([("build", 1), ("spoil", f"output/{MANIFEST}")])
@example([("build", 1), ("spoil", ".sitegen/store.db")])
def test_edits_and_builds_in_any_order_end_as_a_clean_build(steps: list[tuple[Any, ...]]) -> None:
    with TemporaryDirectory(dir=FAST) as folder:
        site = SmallSite(Path(folder, "site"))
        site.write("output/own/file.html", "not of sitegen")
        for number, step in enumerate(steps):
            edit(site, *step)
            assume(not knows_nothing(steps[: number + 1]))
        site.write("output/own/file.html", "not of sitegen")
        report = site.build()
        assert not report.failures
        clean = site.clean_build(Path(folder, "clean"))
        files = site.files()
        assert files.pop("own/file.html") == b"not of sitegen"
        assert files == clean.files()
        assert derived_of(site) == derived_of(clean)
        before = site.marks()
        again = site.build()
        assert (again.written, again.removed, site.marks()) == (0, 0, before)


def derived_of(site: SmallSite) -> object:
    store = Store.read_only(site.state / "store.db")
    try:
        return derived(store)
    finally:
        store.close()


# -- 3: by whom pages are made --------------------------------------------------------------------


class Here(Executor):
    """An executor that is none: everything is done at once, in this thread."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


def forest(threads: int, seed: int = 1) -> list[Record]:
    """Threads of several sizes and shapes."""
    chance = random.Random(seed)
    made: list[Record] = []
    for thread in range(threads):
        told = [f"hn:{thread}"]
        for number in range(chance.randrange(40)):
            told.append(f"hn:{thread}-{number}")
            body = Body(f"text *{number}*", chance.choice(["plain", "hn", "html"]))
            made.append(Post(id=told[-1], body=body, parent=chance.choice(told[:-1])))
        made.append(Post(id=told[0], body=Body(""), title=f"Thread {thread}"))
    return made


@pytest.mark.parametrize("by", ["processes", "spawned", "threads", "here"])
def test_the_bytes_are_the_same_whoever_makes_them(
    by: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = SmallSite(tmp_path / "site")
    site.write("content/a.posts", encoded(forest(60)))
    clean = site.clean_build(tmp_path / "clean")
    pools = {
        "spawned": lambda: ProcessPoolExecutor(2, mp_context=get_context("spawn")),
        "threads": lambda: ThreadPoolExecutor(3),
        "here": Here,
    }

    def run(setup: bytes, jobs: Iterable[Job], workers: int) -> Iterator[Batch]:
        with pools[by]() as pool:
            yield from executors.run_executor(setup, batches(jobs), pool, 2, [])

    if by != "processes":
        monkeypatch.setattr(executors, "run_processes", run)
    report = site.build(jobs=2)
    assert (report.failures, report.written) == ((), report.pages)
    assert site.files() == clean.files()


# -- 4: every post, once --------------------------------------------------------------------------


@law
@given(st.dictionaries(names, records, min_size=1), st.sampled_from((0, 1, 3)))
def test_each_post_stands_on_exactly_one_page(dumps: dict[str, list[Record]], most: int) -> None:
    with TemporaryDirectory(dir=FAST) as folder:
        site = SmallSite(Path(folder))
        for name, told in dumps.items():
            site.write(f"content/{name}", encoded(told))
        site.config(f"[build]\nthread_comments = {most}\norders = []\ntwins = []")
        report = site.build()
        every = [record for told in dumps.values() for record in told]
        where, parents = shown(dumps), parents_of(dumps)
        threads = (path for path in site.files() if re.fullmatch(r"t/.*/index\.html", path))
        pages = {path: site.page(path) for path in threads}
        firsts = {urls.thread(thread) for thread in where.values()}
        assert firsts == {path for path in pages if "/page-" not in path}
        for thread in set(where.values()):
            first = urls.thread(thread)
            ids = Page(pages[first]).ids  # of all comments: where one is, or a link to that place
            folder = first.removesuffix("index.html")
            parts = [page for path, page in pages.items() if path.startswith(folder)]
            standing = Counter(re.findall(r"<li id=(c-[^ >]+)", "".join(parts)))
            assert all(number == 1 for number in standing.values())
            expected = [urls.anchor(p, thread) for p, of in where.items() if of == thread != p]
            found = Counter(i for i in ids if i.startswith("c-"))
            assert all(found[anchor] == 1 for anchor in expected)
            assert found == standing
            ghosts = found.keys() - set(expected)
            may, must = absent(
                {p: parents[p] for p, of in where.items() if of == thread != p}, thread, where
            )
            assert {urls.anchor(p, thread) for p in must} <= ghosts
            assert ghosts <= {urls.anchor(p, thread) for p in may}
        assert report.posts == report.on_pages == len(where)
        posts_told = sum(isinstance(record, Post) for record in every)
        problems = sum(isinstance(record, Problem) for record in every)
        assert report.records == posts_told + problems
        assert report.lost == report.problems == problems
        assert report.repeats + report.shared == posts_told - len(where)
        assert report.sums_agree
        assert list(faults(site.output)) == []


# -- 5: nothing but the content -------------------------------------------------------------------

PLACES = (
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "2"},
    {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONHASHSEED": "3"},
)


def test_the_site_depends_on_nothing_but_its_content(tmp_path: Path) -> None:
    first = SmallSite(tmp_path / "first")
    first.config('[site]\nurl = "https://example.org/"\ntitle = "Schönes Archiv"')
    first.write("static/bild.txt", "ä")
    first.dump("é.json", node(1, node(2, node(3)), title="Über İstanbul"), node(4, title="Two"))
    first.items("b.ndjson", item(4, title="Two"), item(6, 5), item(5, 4), item(7, 99))
    first.items("a.ndjson", item(4, title="Two", text="Another version"), item(8, 8), item(9, 1))
    assert first.run("build", "-q").returncode == 0
    for number, environment in enumerate(PLACES):
        other = SmallSite(tmp_path / f"other{number}")
        files = [path for path in first.folder.rglob("*") if path.is_file()]
        written = [path.relative_to(first.folder) for path in files]
        random.Random(number).shuffle(written)
        for name in written:
            if name.parts[0] not in ("output", ".sitegen"):
                path = other.write(str(name), (first.folder / name).read_bytes())
                os.utime(path, (number, number))
        done = other.run("build", "-q", "-j2", env=environment)
        assert (done.returncode, done.stderr) == (0, "")
        assert other.files() == first.files()
