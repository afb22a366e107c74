"""The preview shows, after any edits, what a clean build would have made."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from small_site import FAST, MANIFEST, SmallSite, node

from sitegen.errors import ConfigError
from sitegen.serve.preview import Preview

HOOK = "templates/partials/hooks/after-thread.html"
STYLE = "static/css/99-own.css"


class Looking:
    """A site that is edited and looked at."""

    def __init__(self, folder: Path) -> None:
        self.site = SmallSite(folder)
        self.bumps = 0
        self.preview: Preview

    def start(self) -> None:
        settings_file = self.site.folder / "sitegen.toml"
        self.preview = Preview(self.site.chosen, settings_file, self.bumped)
        self.preview.start(lambda name, done: None)

    def bumped(self) -> None:
        self.bumps += 1

    def changed(self, *names: str) -> float | None:
        return self.preview.update([str(self.site.folder / name) for name in names])

    def text(self, path: str) -> str:
        answer = self.preview.page(path)
        assert answer is not None, path
        return answer.data.decode()


@pytest.fixture
def looking(tmp_path: Path) -> Iterator[Looking]:
    looking = Looking(tmp_path)
    looking.site.config("")
    looking.site.dump("a.json", node(1, node(2), title="One"), node(3, title="Two"))
    looking.start()
    yield looking
    looking.preview.close()


# -- the law -------------------------------------------------------------------------------------

dumps = st.sampled_from(["a.json", "b.json", "deep/c.json"])
configs = st.sampled_from(
    [
        '[site]\ntitle = "Other"',
        "[build]\nper_page = 5",
        '[site]\nurl = "https://example.org/x/"',
        "[search]\nenabled = true",
    ]
)
edits = st.one_of(
    st.tuples(st.just("dump"), dumps, st.lists(st.integers(1, 9), max_size=3, unique=True)),
    st.tuples(st.just("gone"), dumps, st.none()),
    st.tuples(st.just("config"), st.just("sitegen.toml"), configs),
    st.tuples(st.just("file"), st.just(HOOK), st.sampled_from(["", "<p>{{ thread.title }}</p>"])),
    st.tuples(st.just("file"), st.just(STYLE), st.sampled_from(["", "p { margin: 1px }"])),
    st.tuples(st.just("broken"), st.just(HOOK), st.none()),
)


@settings(max_examples=12, phases=(Phase.explicit, Phase.generate))
@given(st.lists(edits, min_size=1, max_size=6))
def test_after_any_edits_the_preview_is_a_clean_build(todo: list[tuple[str, str, object]]) -> None:
    with TemporaryDirectory(dir=FAST) as folder, TemporaryDirectory(dir=FAST) as other:
        looking = Looking(Path(folder) / "site")
        site = looking.site
        site.fingerprints = False  # of a build; the preview never has any
        site.config("")
        site.dump("a.json", node(1, node(2), title="One"))
        looking.start()
        for kind, name, what in todo:
            looking.changed(*made(site, kind, name, what))
        if (site.folder / HOOK).exists() and "tittle" in (site.folder / HOOK).read_text():
            site.write(HOOK, "")
            looking.changed(HOOK)
        clean = site.clean_build(Path(other) / "clean").files()
        clean.pop(MANIFEST)
        seen = {path: answer.data for path in clean if (answer := looking.preview.page(path))}
        assert seen == clean
        assert looking.preview.faults() == ()
        looking.preview.close()


def made(site: SmallSite, kind: str, name: str, what: object) -> list[str]:
    """The files that an edit changes; it is made."""
    if kind == "dump":
        assert isinstance(what, list)
        site.dump(name, *(node(n, node(n + 10), title=f"T{len(what)}") for n in what))
        return [f"content/{name}"]
    if kind == "gone":
        (site.content / name).unlink(missing_ok=True)
        return [f"content/{name}"]
    if kind == "config":
        site.config(str(what))
        return ["sitegen.toml"]
    site.write(name, "<p>{{ thread.tittle }}</p>" if kind == "broken" else str(what))
    return [name]


# -- what is shown first, and what stays ---------------------------------------------------------


def test_a_changed_dump_shows_at_once(looking: Looking) -> None:
    looking.site.dump("a.json", node(1, node(2, text="Said anew"), title="One"))
    assert looking.changed("content/a.json") is not None
    assert "Said anew" in looking.text("t/hn/1/index.html")
    assert looking.preview.page("t/hn/3/index.html") is None
    assert looking.bumps > 0


def test_what_is_no_part_of_the_site_changes_nothing(looking: Looking) -> None:
    looking.site.write("notes.txt", "mine")
    assert looking.changed("notes.txt") is None
    assert looking.bumps == 0


def test_a_broken_template_leaves_the_last_good_page(looking: Looking) -> None:
    good = looking.text("t/hn/1/index.html")
    looking.site.write(HOOK, "first\n<p>{{ thread.tittle }}</p>\nlast\n")
    looking.changed(HOOK)
    assert looking.text("t/hn/1/index.html") == good
    (fault,) = looking.preview.faults()
    assert (fault.message, fault.hint) == (
        "ThreadView has no field 'tittle'",
        "did you mean 'title'?",
    )
    assert fault.pages == 2
    assert looking.text("index.html")
    looking.site.write(HOOK, "<p>mended</p>")
    looking.changed(HOOK)
    assert looking.preview.faults() == ()
    assert "mended" in looking.text("t/hn/1/index.html")


def test_a_page_that_never_was_right_says_so(tmp_path: Path) -> None:
    looking = Looking(tmp_path)
    looking.site.dump("a.json", node(1, title="One"))
    looking.site.write(HOOK, "{% if %}")
    looking.start()
    assert "could not be made" in looking.text("t/hn/1/index.html")
    assert len(looking.preview.state("t/hn/1/index.html").faults) == 1
    assert "One" in looking.text("index.html")


def test_a_broken_configuration_leaves_the_last_one(looking: Looking) -> None:
    looking.site.config("[site]\ntitel = 'x'")
    looking.changed("sitegen.toml")
    (fault,) = looking.preview.faults()
    assert "titel" in fault.where
    assert "Thread archive" in looking.text("index.html")
    looking.site.config("[site]\ntitle = 'Mended'")
    looking.changed("sitegen.toml")
    assert looking.preview.faults() == ()
    assert "Mended" in looking.text("index.html")


def test_a_configuration_that_is_broken_at_first_is_an_error(tmp_path: Path) -> None:
    looking = Looking(tmp_path)
    looking.site.config("[site]\ntitel = 'x'")
    with pytest.raises(ConfigError):
        looking.start()


def test_a_damaged_dump_is_told_beside_the_page(looking: Looking) -> None:
    looking.site.write("content/b.json", '{"id": 9, "type": "story", "children": [')
    looking.changed("content/b.json")
    state = looking.preview.state("index.html")
    assert state.problems == 1
    assert state.first_problems[0].startswith("b.json")


def test_styles_change_without_a_page_made_again(looking: Looking) -> None:
    before = looking.preview.state("t/hn/1/index.html")
    looking.site.write(STYLE, "p { margin: 7px }")
    looking.changed(STYLE)
    after = looking.preview.state("t/hn/1/index.html")
    assert after.page == before.page
    assert after.styles != before.styles
    assert "margin:7px" in looking.text("static/style.css")


def test_nothing_of_the_output_folder_is_touched(looking: Looking) -> None:
    looking.site.dump("b.json", node(7, title="Seven"))
    looking.changed("content/b.json")
    assert "Seven" in looking.text("t/hn/7/index.html")
    assert not looking.site.output.exists()


def test_a_store_that_is_deleted_is_made_anew(looking: Looking) -> None:
    for file in looking.site.state.glob("store.db*"):
        file.unlink()
    looking.site.dump("b.json", node(7, title="Seven"))
    looking.changed("content/b.json")
    assert "Seven" in looking.text("t/hn/7/index.html")
    assert "One" in looking.text("t/hn/1/index.html")
    assert looking.preview.faults() == ()


def test_what_is_taken_out_is_gone_from_the_next_look(looking: Looking) -> None:
    assert "Text of post 2" in looking.text("t/hn/1/index.html")
    for rule, there in (('post = "hn:2"', False), ('post = "hn:3"', True)):
        looking.site.write("redactions.toml", f"[[redact]]\n{rule}\n")
        looking.changed("redactions.toml")
        assert ("Text of post 2" in looking.text("t/hn/1/index.html")) == there
    assert "Two" not in looking.text("index.html")
    looking.site.remove("redactions.toml")
    looking.changed("redactions.toml")
    assert "Two" in looking.text("index.html")
