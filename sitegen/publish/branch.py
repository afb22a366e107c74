"""Publishing to a branch of any git remote: a commit of the site's files, and nothing else.

git's own plumbing does it: `fast-import` takes the files as a stream, so nothing is checked out,
no index or working tree is touched, and what the branch has already is not sent again. Why not
a library: docs/adr/0019-publishing.md.
"""

import subprocess
from collections.abc import Callable, Iterator
from functools import cached_property
from hashlib import sha1, sha256
from typing import Any

from sitegen.errors import OutputError, UsageError
from sitegen.publish.parcel import Outcome, Parcel, Target, outcome, said

_NOBODY = ("sitegen", "sitegen@localhost")  # who commits where git knows no name


def publish(parcel: Parcel, target: Target) -> Outcome:
    """Brings the branch up to date in one push. Raises OutputError with what git says.

    Without `keep_history` the branch has one commit, so that the repository never grows. A branch
    that somebody else moved meanwhile is not overwritten.
    """
    git = _repository(target)
    old = git.fetched(target)
    there = git.tree(old)
    here = {path: git.name_of(parcel.read(path)) for path in parcel.all()}
    result = outcome(
        f"{target.branch} of {target.name}",
        [path for path in here if path not in there],
        [path for path in here if path in there and there[path] != here[path]],
        [path for path in there if path not in here],
        sum(there.get(path) == name for path, name in here.items()),
    )
    if target.dry_run or result.nothing:
        return result
    ref = f"refs/sitegen/{target.branch}"
    fresh = {path for path in here if there.get(path) != here[path]}
    git.commit(ref, _commit(git, ref, parcel, here, fresh, old if target.keep_history else ""))
    git.run(
        "push", "--quiet", "--no-verify",
        f"--force-with-lease=refs/heads/{target.branch}:{old}",
        target.name, f"{ref}:refs/heads/{target.branch}",
    )  # fmt: skip
    return result


def remote_url(target: Target) -> str:
    """Where a remote leads, be it a name or a URL. Raises UsageError for an unknown name."""
    if target.name.startswith("-"):
        raise UsageError("that is no git remote", target.name)
    if "/" in target.name or ":" in target.name or "\\" in target.name:
        return target.name
    url = _repository(target).ask("remote", "get-url", "--push", target.name)
    if not url:
        raise UsageError(
            f"git knows no remote {target.name!r} here",
            str(target.site),
            "name the repository: sitegen publish git@github.com:NAME/REPOSITORY.git",
        )
    return url


def _repository(target: Target) -> "_Git":
    """The git repository that the site lies in; else one in sitegen's own folder."""
    branch = target.branch
    if branch.startswith("-") or _call("check-ref-format", f"refs/heads/{branch}")[0]:
        raise UsageError("that is no name for a branch", branch)
    code, told, _ = _call("-C", str(target.site), "rev-parse", "--show-toplevel")
    if not code:
        return _Git("-C", told.decode("utf-8", "surrogateescape").rstrip("\n"))
    folder = target.state / "publish.git"
    own = _Git(f"--git-dir={folder}")
    if not folder.is_dir():
        target.state.mkdir(parents=True, exist_ok=True)
        own.run("init", "--quiet", "--bare")
    return own


def _commit(
    git: "_Git", ref: str, parcel: Parcel, here: dict[str, str], fresh: set[str], parent: str
) -> Iterator[bytes]:
    """The stream that makes the commit; see git-fast-import(1)."""
    message = b"Publish the site\n"
    name, address = git.ask("config", "user.name"), git.ask("config", "user.email")
    who = f"{name or _NOBODY[0]} <{address or _NOBODY[1]}>"
    yield f"commit {ref}\ncommitter {who} now\ndata {len(message)}\n".encode() + message
    if parent:
        yield f"from {parent}\ndeleteall\n".encode()
    for path, blob in here.items():
        quoted = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        if path in fresh:
            data = parcel.read(path)
            yield f'M 100644 inline "{quoted}"\ndata {len(data)}\n'.encode() + data + b"\n"
        else:
            yield f'M 100644 {blob} "{quoted}"\n'.encode()
    yield b"done\n"


class _Git:
    """One repository; `at` are the options of git that name it."""

    def __init__(self, *at: str) -> None:
        self._at = at

    @cached_property
    def _hash(self) -> Callable[[bytes], Any]:
        known = self.ask("rev-parse", "--show-object-format")
        return sha256 if known == "sha256" else sha1

    def name_of(self, data: bytes) -> str:
        """The name git gives to a file with these bytes."""
        name: str = self._hash(b"blob %d\0" % len(data) + data).hexdigest()
        return name

    def run(self, *arguments: str) -> str:
        """What a command prints. Raises OutputError when it fails."""
        code, told, errors = _call(*self._at, *arguments)
        if code:
            raise _failed(arguments[0], errors)
        return told.decode("utf-8", "replace")

    def ask(self, *arguments: str) -> str:
        """What a command prints, without the last newline; empty when it fails."""
        code, told, _ = _call(*self._at, *arguments)
        return "" if code else told.decode("utf-8", "replace").rstrip("\n")

    def fetched(self, target: Target) -> str:
        """The commit that the branch is at; empty when there is no such branch. It is fetched."""
        ref = f"refs/heads/{target.branch}"
        told = self.run("ls-remote", target.name, ref)
        commit = next((line.split()[0] for line in told.splitlines() if line.endswith(ref)), "")
        if commit and not self.ask("rev-parse", "--quiet", "--verify", f"{commit}^{{tree}}"):
            self.run("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", target.name, ref)
        return commit

    def tree(self, commit: str) -> dict[str, str]:
        """The files of a commit and their names in git."""
        if not commit:
            return {}
        told = _call(*self._at, "ls-tree", "-r", "-z", "--full-tree", commit)[1]
        rows = (row.partition("\t") for row in told.decode("utf-8", "replace").split("\0") if row)
        return {path: mode.split()[2] for mode, _, path in rows}

    def commit(self, ref: str, stream: Iterator[bytes]) -> None:
        """Feeds a stream to fast-import. Raises OutputError."""
        command = ["git", *self._at, "fast-import", "--quiet", "--force", "--done",
                   "--date-format=now"]  # fmt: skip
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        ) as running:
            assert running.stdin
            assert running.stderr
            try:
                for part in stream:
                    running.stdin.write(part)
                running.stdin.close()
            except BrokenPipeError:
                pass  # it says why
            except BaseException:
                running.kill()  # else it would wait for the end of a commit that never comes
                raise
            errors = running.stderr.read()
        if running.returncode:
            raise _failed("fast-import", errors)


def _call(*arguments: str) -> tuple[int, bytes, bytes]:
    """(exit code, output, errors) of a git command. Raises UsageError when there is no git."""
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        raise UsageError("git is not installed", "", "install it, or use --to folder") from None
    return done.returncode, done.stdout, done.stderr


def _failed(command: str, errors: bytes) -> OutputError:
    told = said(errors)
    stale = "stale info" in errors.decode("utf-8", "replace")
    return OutputError(
        f"git {command} failed: {told[0]}" if told[0] else f"git {command} failed",
        "\n".join(told[1:]),
        "somebody else published meanwhile: try again" if stale else "",
    )
