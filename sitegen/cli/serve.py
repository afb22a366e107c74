"""`sitegen serve`: the site in a browser, as it is while it is worked on."""

import signal
import threading
import webbrowser
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urljoin

import click

from sitegen import config
from sitegen.cli import output
from sitegen.cli.options import Chosen, choose, site_options
from sitegen.cli.watching import told, watcher
from sitegen.errors import UsageError
from sitegen.pages import urls
from sitegen.serve import server
from sitegen.serve.loop import Loop
from sitegen.serve.preview import Preview
from sitegen.serve.reload import Epochs


@click.command("serve")
@site_options
@click.option("-u", "--base-url", metavar="URL", help="Public URL, instead of [site] url.")
@click.option(
    "-p", "--port", type=click.IntRange(0, 65535), metavar="N",
    help="Port; by default 8000 or, where that is taken, the next that is free.",
)  # fmt: skip
@click.option(
    "--bind", "address", default="127.0.0.1", metavar="ADDRESS", show_default=True,
    help="Address to listen at; 0.0.0.0 lets other machines in.",
)  # fmt: skip
@click.option(
    "--base-path", metavar="PATH",
    help="Serve below this path, such as /repo/, instead of that of [site] url.",
)  # fmt: skip
@click.option("-O", "--open", "open_", is_flag=True, help="Open the front page in a browser.")
@click.option("--poll", is_flag=True, help="Look at all files every second, where nobody tells.")
@click.option("--no-reload", is_flag=True, help="Leave pages in the browser as they are.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def command(
    folder: Path, config_file: Path | None, output_folder: Path | None, base_url: str | None,
    port: int | None, address: str, base_path: str | None, open_: bool, poll: bool,
    no_reload: bool, quiet: bool,
) -> None:  # fmt: skip
    """Serve the site on this machine; pages that are open follow every change.

    Dumps, corrections, templates, styles and the configuration are watched. Pages are made when
    they are asked for, and output/ stays as it is. Ctrl-C ends it.
    """
    base = None if base_path is None else _base(base_path)

    def chosen() -> tuple[config.SitePaths, config.Config]:
        site = choose(folder, config_file, output_folder, base_url)
        return site.paths, _below(site, base)

    epochs = Epochs()
    settings = config_file or folder / config.FILE_NAME
    preview = Preview(chosen, settings, epochs.bump)
    listening = server.listen(address, port)
    with output.Progress(quiet, verbose=False) as progress:
        preview.start(lambda name, done: progress(f"reading {name}", done, 0))
    serving = server.Serving(
        preview,
        epochs,
        base or urls.base_path(preview.config.site.url),
        frozenset({address.lower()}),
        not no_reload,
    )
    running = server.start(serving, listening)
    url = _url(listening.getsockname(), serving.base)
    watching = watcher(preview.paths, settings, poll)
    if not quiet:
        output.result(f"Serving     {url}  (Ctrl-C ends it)")
        if watching.note:
            output.say(watching.note)
    if open_:
        webbrowser.open(url)
    loop = Loop(preview, watching, epochs, told(preview.paths.folder, quiet))
    loop.start()
    try:
        _wait()
    finally:
        loop.end()
        threading.Thread(target=running.shutdown, daemon=True).start()


def _wait() -> None:
    """Until Ctrl-C, or until somebody ends this process."""
    over = threading.Event()
    signal.signal(signal.SIGTERM, lambda number, frame: over.set())
    with suppress(KeyboardInterrupt):
        over.wait()


def _base(path: str) -> str:
    """A path with a slash at both ends."""
    inner = path.strip("/")
    if "//" in inner or "?" in inner or "#" in inner:
        raise UsageError("that is no path to serve a site below", path, "such as /repo/")
    return f"/{inner}/" if inner else "/"


def _below(site: Chosen, base: str | None) -> config.Config:
    """The configuration for a site below `base`, so that absolute links lead there too."""
    url = site.config.site.url
    if base is None or urls.base_path(url) == base:
        return site.config
    return config.with_url(site.config, urljoin(url or "http://localhost/", base))


def _url(name: tuple[str, int], base: str) -> str:
    """Where a browser on this machine finds the site."""
    here = ip_address(name[0])
    loopback = "[::1]" if here.version == 6 else "127.0.0.1"
    host = f"[{here}]" if here.version == 6 else str(here)
    return f"http://{loopback if here.is_unspecified else host}:{name[1]}{base}"
