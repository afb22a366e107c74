"""Why a page would be made again: its key of today against the key it was built with."""

import os

import msgspec

from sitegen.build import imports, keys, making, scan
from sitegen.build.looks import load as load_looks
from sitegen.build.run import opened
from sitegen.config import Config, SitePaths
from sitegen.errors import UsageError, nearest
from sitegen.pages import urls
from sitegen.store import built
from sitegen.store.built import Written


class Answer(msgspec.Struct, frozen=True):
    """`sentence` says what a build would do; `parts` what went into it."""

    path: str
    sentence: str
    parts: tuple[str, ...] = ()


def why(paths: SitePaths, config: Config, page: str) -> Answer:
    """What a build would do with a page, named by path, file or thread id. Raises UsageError."""
    looks = load_looks(paths, config)
    found = scan.dumps(paths.content, config)
    with opened(paths, config) as store:
        imports.bring_up_to_date(store, config, found, lambda name, done: None)
        code, settings = imports.code_of(store), keys.settings_digests(config, looks)
        making.spool_plan(making.work_on(paths, config, looks, store, code, settings))
        for path in _paths(paths, page):
            planned = built.planned_page(store, path)
            before = built.find(store, path)
            if planned:
                return _answer(str(paths.output), path, planned[0], before)
            if before:
                return Answer(path, "it would be removed: nothing in content/ asks for it now")
        known = list(built.planned_paths(store))
        raise UsageError(
            "the site has no such page", page, nearest(_paths(paths, page)[0], known[:5000])
        )


def _paths(paths: SitePaths, page: str) -> list[str]:
    """The paths that a user's way of naming a page may mean."""
    names = [page.strip("/")]
    if ":" in page and "/" not in page:
        names.insert(0, urls.thread(page))
    inside = os.path.relpath(os.path.abspath(page), paths.output)
    if not inside.startswith(".."):
        names.append(inside.replace(os.sep, "/"))
    tails = ("", "/index.html")
    return [f"{name}{tail}".lstrip("/") for name in names for tail in tails]


def _answer(output: str, path: str, key: str, before: Written | None) -> Answer:
    if before is None:
        return Answer(path, f"it would be made: {keys.NEW}")
    left = [(before.path, before.size, before.mtime)]
    if before.key == key and not any(keys.touched(output, left)):
        return Answer(path, "it would be kept: nothing it depends on changed")
    parts = tuple(
        f"{name}: {old} -> {new}" if old != new else f"{name}: {new}"
        for name, old, new in zip(keys.PARTS, before.key.split("."), key.split("."), strict=True)
    )
    return Answer(path, f"it would be made again: {keys.reason(before.key, key)}", parts)
