"""Publishing with rsync itself, where it is installed, and what is said where it is not."""

import shutil
from pathlib import Path

import pytest
from small_site import MANIFEST, SmallSite, node


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    site = SmallSite(tmp_path / "site")
    site.config('[build]\nstatic = ["*"]\n')
    site.dump("a.json", node(1, node(2), title="Signals"))
    site.write("static/a b'ü.txt", "a name that needs care")
    return site


def publish(site: SmallSite, *arguments: str, code: int = 0, **options: object) -> str:
    done = site.run("publish", *arguments, **options)
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


def ours(site: SmallSite) -> dict[str, str]:
    return {name: data.decode() for name, data in site.files().items() if name != MANIFEST}


def test_rsync_itself_brings_the_site_there(site: SmallSite, tmp_path: Path) -> None:
    if shutil.which("rsync") is None:
        pytest.skip("rsync is not installed")
    there = tmp_path / "www"
    site.build()
    site.write("output/private.txt", "not to be seen")
    told = publish(site, "--to", "rsync", str(there), "-n")
    assert "+ index.html" in told
    assert not there.exists()
    expected = ours(site)
    del expected["private.txt"]
    told = publish(site, "--to", "rsync", f"{there}/")
    assert f"{len(expected)} files added, 0 changed, 0 removed, 0 kept" in told
    read = lambda: {  # noqa: E731
        path.relative_to(there).as_posix(): path.read_text("utf-8")
        for path in there.rglob("*")
        if path.is_file()
    }
    assert read() == expected
    (there / "notes.txt").write_text("mine")
    site.remove("static/a b'ü.txt")
    site.dump("b.json", node(9, title="Rails"))
    told = publish(site, "--to", "rsync", f"{there}/")
    assert ", 0 removed, " in told
    assert {"notes.txt", "static/a b'ü.txt", "t/hn/9/index.html"} <= read().keys()
    told = publish(site, "--to", "rsync", f"{there}/", "--delete")
    assert ", 2 removed, " in told
    kept = ours(site)
    del kept["private.txt"]
    assert read() == kept
    assert "0 files added, 0 changed" in publish(site, "--to", "rsync", f"{there}/", "--delete")
    assert "rsync failed: " in publish(site, "--to", "rsync", "/proc/nowhere/", code=1)


def test_without_rsync_it_says_so(site: SmallSite, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    told = publish(site, "--to", "rsync", "/srv/x", code=2, env={"PATH": str(tmp_path / "bin")})
    assert "rsync is not installed" in told
    assert "--to folder" in told
