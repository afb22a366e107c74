"""Publishing to a bare repository on disk, to a folder, with rsync: what arrives, what stays."""

import os
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from small_site import MANIFEST, SmallSite, node

from sitegen.errors import OutputError, UsageError
from sitegen.publish import address
from sitegen.publish.parcel import parcel

AT_GITHUB = "git@github.com:Ada/railway.git"


@pytest.fixture
def site(tmp_path: Path, sitegen: Path) -> SmallSite:
    site = SmallSite(tmp_path / "site")
    site.start = [str(sitegen)]
    site.dump("a.json", node(1, node(2), title="Signals"))
    site.write("static/a b'ü.txt", "a name that needs care")
    site.config('[build]\nstatic = ["*.txt"]\n')
    return site


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet", "--bare", "pages.git")
    return tmp_path / "pages.git"


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout


def tree(remote: Path, branch: str = "gh-pages") -> dict[str, str]:
    """The files of a branch and what they hold."""
    names = git(remote, "ls-tree", "-rz", "--name-only", branch).split("\0")[:-1]
    asked = "".join(f"{branch}:{name}\n" for name in names)
    reading = ["git", "cat-file", "--batch=%(objectsize)"]
    told = subprocess.run(
        reading, cwd=remote, check=True, capture_output=True, input=asked.encode()
    )
    stream, files = BytesIO(told.stdout), {}
    for name in names:
        files[name] = stream.read(int(stream.readline())).decode()
        assert stream.read(1) == b"\n"
    return files


def commits(remote: Path) -> int:
    return int(git(remote, "rev-list", "--count", "gh-pages"))


def publish(site: SmallSite, *arguments: str, code: int = 0, **options: object) -> str:
    done = site.run("publish", *arguments, **options)
    assert done.returncode == code, done.stderr
    return done.stdout + done.stderr


def ours(site: SmallSite) -> dict[str, str]:
    return {name: data.decode() for name, data in site.files().items() if name != MANIFEST}


def test_a_branch_holds_what_sitegen_wrote_and_nothing_else(site: SmallSite, remote: Path) -> None:
    site.build()
    site.write("output/private.txt", "not to be seen")
    site.write("redactions.toml", "")
    told = publish(site, str(remote))
    expected = ours(site)
    del expected["private.txt"]
    assert tree(remote) == {**expected, ".nojekyll": ""}
    assert "added" in told
    assert (site.folder / "urls.lock").is_file()


def test_the_branch_has_one_commit_unless_history_is_kept(site: SmallSite, remote: Path) -> None:
    publish(site, str(remote))
    site.dump("b.json", node(9, title="Rails"))
    told = publish(site, str(remote))
    assert commits(remote) == 1
    assert "t/hn/9/index.html" in tree(remote)
    assert "0 removed" in told
    site.dump("c.json", node(20, title="Points"))
    publish(site, str(remote), "--keep-history")
    assert commits(remote) == 2
    assert tree(remote) == {**ours(site), ".nojekyll": ""}
    before = git(remote, "rev-parse", "gh-pages")
    publish(site, str(remote))
    assert git(remote, "rev-parse", "gh-pages") == before  # nothing changed


def test_what_is_gone_from_the_site_goes_from_the_branch(site: SmallSite, remote: Path) -> None:
    publish(site, str(remote))
    site.remove("static/a b'ü.txt")
    told = publish(site, str(remote), "--dry-run")
    assert "- static/a b'ü.txt" in told
    assert "static/a b'ü.txt" in tree(remote)
    publish(site, str(remote))
    assert "static/a b'ü.txt" not in tree(remote)


def test_a_dry_run_changes_nothing(site: SmallSite, remote: Path) -> None:
    told = publish(site, str(remote), "-n")
    assert "+ index.html" in told
    assert git(remote, "for-each-ref") == ""
    assert not (site.folder / "urls.lock").exists()


def test_a_site_in_a_repository_has_its_remotes(site: SmallSite, remote: Path) -> None:
    git(site.folder, "init", "--quiet")
    publish(site, code=2)
    git(site.folder, "remote", "add", "origin", "../pages.git")
    publish(site, "--branch", "web")
    assert "index.html" in tree(remote, "web")
    assert git(site.folder, "status", "--porcelain").split("\n")[0].startswith("??")
    assert not (site.state / "publish.git").exists()


def test_what_the_remote_says_is_told(site: SmallSite, remote: Path) -> None:
    publish(site, str(remote))
    hook = remote / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nprintf 'the branch is protected\\r\\n\\n' >&2\nexit 1\n")
    hook.chmod(0o755)
    site.dump("b.json", node(9, title="Rails"))
    before = git(remote, "rev-parse", "gh-pages")
    told = publish(site, str(remote), code=1)
    assert "the branch is protected" in told
    assert "\\r" not in told
    assert git(remote, "rev-parse", "gh-pages") == before


def test_a_site_with_faults_is_not_published(site: SmallSite, remote: Path) -> None:
    site.write("templates/partials/hooks/body-end.html", "<a href=nowhere>x</a>")
    told = publish(site, str(remote), code=1)
    assert "leads nowhere" in told
    assert "nothing was published" in told
    site.write("templates/partials/hooks/body-end.html", "{{ page.title // 0 }}")
    assert "nothing was published" in publish(site, str(remote), code=1)
    assert git(remote, "for-each-ref") == ""


def test_a_remote_that_is_not_there(site: SmallSite, tmp_path: Path) -> None:
    told = publish(site, f"{tmp_path}/none.git", code=1)
    assert "git ls-remote failed" in told
    assert "Traceback" not in told
    publish(site, "--upload-pack=x:y", code=2)
    publish(site, "--branch", "a..b", "x:y", code=2)


@pytest.mark.parametrize(
    ("remote", "url"),
    [
        (AT_GITHUB, "https://ada.github.io/railway/"),
        ("https://github.com/ada/Railway", "https://ada.github.io/Railway/"),
        ("https://token@github.com/ada/railway.git/", "https://ada.github.io/railway/"),
        ("ssh://git@github.com/ada/railway.git", "https://ada.github.io/railway/"),
        ("git@github.com:ada/Ada.github.io.git", "https://ada.github.io/"),
        ("git@codeberg.org:ada/railway.git", ""),
        ("/srv/railway.git", ""),
    ],
)
def test_where_a_repository_is_served(remote: str, url: str) -> None:
    assert address.served_at(remote) == url


@pytest.mark.parametrize(
    ("url", "cname"),
    [
        ("https://ada.github.io/railway/", ""),
        ("https://ada.github.io/railway", ""),
        ("https://Rails.example.org/", "rails.example.org"),
        ("https://rails.example.org/railway/", ""),
        ("https://rails.example.org/other/", None),
        ("https://ada.github.io/", None),
        ("https://bo.github.io/railway/", None),
        ("", None),
    ],
)
def test_whether_a_site_fits_its_repository(url: str, cname: str | None) -> None:
    if cname is not None:
        assert address.cname(url, AT_GITHUB) == cname
        return
    with pytest.raises(UsageError):
        address.cname(url, AT_GITHUB)


def test_a_domain_of_ones_own_stands_in_every_commit(site: SmallSite, remote: Path) -> None:
    """git is told that the repository at GitHub lies on this disk."""
    site.config('[site]\nurl = "https://rails.example.org/"\n')
    env = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": f"url.{remote}.insteadOf",
           "GIT_CONFIG_VALUE_0": AT_GITHUB}  # fmt: skip
    for number in (9, 10):
        site.dump(f"b{number}.json", node(number, title="Rails"))
        told = publish(site, AT_GITHUB, env=env)
        assert tree(remote)["CNAME"] == "rails.example.org\n"
    assert "Published   https://rails.example.org/" in told
    site.config('[site]\nurl = "https://ada.github.io/other/"\n')
    assert "is served at https://ada.github.io/railway/" in publish(
        site, AT_GITHUB, code=2, env=env
    )
    site.config("")
    (site.folder / "urls.lock").unlink()
    told = publish(site, AT_GITHUB, env=env)
    assert "Published   https://ada.github.io/railway/" in told
    assert "https://ada.github.io/railway/" in tree(remote)["sitemap.xml"]
    assert "CNAME" not in tree(remote)


def test_a_folder_follows_the_site_beside_what_else_is_there(
    site: SmallSite, tmp_path: Path
) -> None:
    there = tmp_path / "www"
    there.mkdir()
    (there / "notes.txt").write_text("mine")
    publish(site, "--to", "folder", str(there))
    site.remove("static/a b'ü.txt")
    assert "1 removed" in publish(site, "--to", "folder", str(there))
    found = {path.relative_to(there).as_posix() for path in there.rglob("*") if path.is_file()}
    assert found == {*ours(site), MANIFEST, "notes.txt"}
    (there / "index.html").write_text("changed")
    (there / MANIFEST).unlink()
    assert "in the way" in publish(site, "--to", "folder", str(there), code=1)
    assert (there / "index.html").read_text() == "changed"
    publish(site, "--to", "folder", str(site.output / "below"), code=2)
    publish(site, "--to", "folder", code=2)


def test_rsync_is_given_the_files_of_the_site_alone(site: SmallSite, tmp_path: Path) -> None:
    """A stand-in for rsync: it copies, says so as rsync does, and notes its options."""
    program = tmp_path / "bin/rsync"
    program.parent.mkdir()
    program.write_text(
        '#!/bin/sh\necho "$@" > "$NOTES"\nwhile [ $# -gt 2 ]; do shift; done\n'
        'mkdir -p "$2" && cp -r "$1." "$2"\n'
        "cd \"$1\" && find . -type f | sed 's,^./,<f+++++++++ ,'\n"
    )
    program.chmod(0o755)
    env = {"PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
           "NOTES": str(tmp_path / "notes")}  # fmt: skip
    site.build()
    site.write("output/private.txt", "not to be seen")
    there = tmp_path / "host"
    told = publish(site, "--to", "rsync", str(there), env=env)
    expected = ours(site)
    del expected["private.txt"]
    assert {p.relative_to(there).as_posix() for p in there.rglob("*") if p.is_file()} == {*expected}
    assert f"{len(expected)} files added" in told
    assert "--delete-after" not in (tmp_path / "notes").read_text()
    assert not list(site.state.glob("publish-*"))
    publish(site, "--to", "rsync", str(there), "--delete", "-n", env=env)
    assert "--delete-after --out" not in (tmp_path / "notes").read_text()
    assert "--delete-after --dry-run" in (tmp_path / "notes").read_text()


def test_links_in_the_output_lead_nothing_out(site: SmallSite, tmp_path: Path) -> None:
    site.build()
    (tmp_path / "secret").write_text("not to be seen")
    page = site.output / "index.html"
    page.unlink()
    page.symlink_to(tmp_path / "secret")
    with pytest.raises(OutputError):
        parcel(site.output, {}).read("index.html")
    page.unlink()
    (site.output / "t").rename(tmp_path / "t")
    (site.output / "t").symlink_to(tmp_path / "t")
    with pytest.raises(OutputError):
        parcel(site.output, {}).read("t/hn/1/index.html")
