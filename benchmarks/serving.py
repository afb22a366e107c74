"""How long after a save an open page is served anew: `sitegen serve` on a site of any size.

    python benchmarks/serving.py SITE [--edits 20]

SITE is the folder of a site whose dumps are files of threads in the hn-algolia format, as
corpus.py writes them. Prints medians in milliseconds, from the end of the write to the last byte
of the new page: `dump` (a comment more in one thread), `template` (the partial of comments) and
`style` (from the write to the new style sheet); besides, the seconds until the server answers, its
memory and its CPU time while nothing happens.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

COMMENTS = "partials/comments.html"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--themes", type=Path, default=Path(__file__).parents[1] / "themes")
    asked = parser.parse_args()
    began = time.monotonic()
    command = [sys.executable, "-m", "sitegen", "serve", "--site", asked.site, "-p", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            url = server.stdout.readline().split()[1]
            fetch(url)
            print(f"start       {time.monotonic() - began:8.2f} s")
            measure(url, asked.site, asked.themes, asked.edits)
            idle(server.pid)
        finally:
            server.terminate()


def measure(url: str, site: Path, themes: Path, edits: int) -> None:
    dump = sorted((site / "content").rglob("*.json"))[0]
    page = next(path for path in pages(url) if f"/{json.loads(dump.read_bytes())['id']}/" in path)
    original = dump.read_bytes()
    thread = json.loads(original)

    def more(number: int) -> None:
        thread["children"].append(
            {"id": 900_000_000 + number, "type": "comment", "author": "ann",
             "created_at_i": 1_700_000_000 + number, "parent_id": thread["id"],
             "story_id": thread["id"], "text": f"Edit {number}", "children": []}
        )  # fmt: skip
        dump.write_text(json.dumps(thread))

    template = site / "templates" / COMMENTS
    source = (themes / "default" / "templates" / COMMENTS).read_text()
    style = site / "static" / "css" / "99-own.css"
    for path in (template, style):
        path.parent.mkdir(parents=True, exist_ok=True)
    template.write_text(source)
    style.write_text("")
    time.sleep(2)
    try:
        report("dump", [timed(url, page, "page", lambda n=n: more(n)) for n in range(edits)])
        report("template", [
            timed(url, page, "page", lambda n=n: template.write_text(f"{source}<!-- {n} -->"))
            for n in range(edits)
        ])  # fmt: skip
        report("style", [
            timed(url, page, "styles", lambda n=n: style.write_text(f"p {{ margin: {n}px }}"))
            for n in range(edits)
        ])  # fmt: skip
    finally:
        dump.write_bytes(original)
        template.unlink()
        style.unlink()
        time.sleep(2)


def timed(url: str, page: str, what: str, edit: Callable[[], object]) -> float:
    """Milliseconds from an edit until the page, or its style sheet, is served anew."""
    told = events(url, page)
    before = next(told)[what]
    time.sleep(1.5)  # what goes on in the background is another figure
    edit()
    began = time.monotonic()
    for state in told:
        if state[what] != before:
            fetch(url + (page if what == "page" else "static/style.css"))
            break
    return (time.monotonic() - began) * 1000


def events(url: str, page: str) -> Iterator[dict[str, object]]:
    root = re.match(r"https?://[^/]+", url)
    assert root
    with urllib.request.urlopen(f"{root[0]}/_sitegen/events?page={page}") as stream:
        for line in stream:
            if line.startswith(b"data: "):
                yield json.loads(line[6:])


def pages(url: str) -> list[str]:
    """The paths of the pages that the front page links to, and the lists behind it."""
    found: list[str] = []
    waiting, seen = ["index.html"], set()
    while waiting:
        at = waiting.pop()
        seen.add(at)
        for link in re.findall(r'href="?([^"\s>]+)', fetch(url + at).decode()):
            path = os.path.normpath(os.path.join(os.path.dirname(at), link))
            if path.startswith("t/"):
                found.append(path)
            elif re.match(r"page-\d+/index.html$", path) and path not in seen:
                waiting.append(path)
    return found


def fetch(url: str) -> bytes:
    with urllib.request.urlopen(url) as answer:
        return bytes(answer.read())


def report(name: str, times: list[float]) -> None:
    print(f"{name:<11} {statistics.median(times):8.0f} ms   ({min(times):.0f} to {max(times):.0f})")


def idle(pid: int, seconds: int = 10) -> None:
    before = cpu(pid)
    time.sleep(seconds)
    print(f"idle        {(cpu(pid) - before) / seconds * 100:8.2f} % of a core")
    status = Path(f"/proc/{pid}/status").read_text()
    peak = re.search(r"VmHWM:\s+(\d+)", status)
    print(f"memory      {int(peak[1]) / 1024:8.0f} MB at most" if peak else "")


def cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
