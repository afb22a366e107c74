"""content/ into the store: new and changed dumps are read, the others are not even opened."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from hashlib import blake2b

import msgspec

from sitegen import columns, sources
from sitegen.build import keys
from sitegen.build.scan import Found
from sitegen.config import FILE_NAME, Config
from sitegen.errors import ConfigError, SourceError, UsageError
from sitegen.model import Problem, Record, births
from sitegen.store import Store, authors, later

_END = ("\U0010ffff", "")  # after every name
_known = msgspec.json.Decoder(tuple[sources.Known, ...]).decode


def code_of(store: Store) -> str:
    """The digest of sitegen's own modules.

    The store remembers it while nobody touches their files: to read them takes 14 ms.
    """
    mark, noted = keys.code_mark(), store.note("code")
    if noted.startswith(f"{mark} "):
        return noted[len(mark) + 1 :]
    code = keys.code_digest()
    store.set_note("code", f"{mark} {code}")
    return code


def formats_of(store: Store, code: str) -> sources.Formats:
    """The formats; `code` is the digest of sitegen's own modules.

    While the code stands, the store remembers what need be known of them: to load them all takes
    longer than all else that a build does that has nothing new to read.
    """
    noted = store.note("formats")
    if noted.startswith(f"{code} "):
        return sources.Formats(_known(noted[len(code) :]))
    formats = sources.formats()
    store.set_note("formats", f"{code} {msgspec.json.encode(formats.known).decode()}")
    return formats


def read_again(store: Store, config: Config, found: Iterable[Found]) -> list[str]:
    """Reads single dumps; the ids of the threads that may have changed.

    Leaves out what belongs to a folder that is one dump. What else there is in content/ is not
    looked at: `bring_up_to_date` comes after it.
    """
    among = sources.formats()
    formats = _formats_digest(config, among.versions)
    for item in found:
        parts = item.name.split("/")
        if any(store.has_dump("/".join(parts[:depth])) for depth in range(1, len(parts))):
            continue
        source, records = _records(item, config, among)
        store.replace_dump(item.name, f"{item.files} {formats}", source, records)
    changed = store.resolve()
    later.renew(store.db, _first_listed(config), store.thread)
    return changed


def _first_listed(config: Config) -> int:
    return births.first_listed(config.build.thread_comments, config.build.thread_kilobytes)


def bring_up_to_date(
    store: Store,
    config: Config,
    found: Iterable[Found],
    listen: Callable[[str, int], None],
    among: sources.Formats | None = None,
) -> int:
    """Reads what changed, forgets what is gone, works out threads; how many dumps were read.

    `among`: the formats, where they need not be loaded.
    """
    among = among or sources.formats()
    _check_formats(config, among)
    formats = _formats_digest(config, among.versions)
    read = 0
    for item, stamp in _changed(store, found, formats):
        if item is None:
            store.remove_dump(stamp)
            continue
        listen(item.name, read)
        source, records = _records(item, config, among)
        store.replace_dump(item.name, stamp, source, records)
        read += 1
    store.resolve()
    first = _first_listed(config)
    later.renew(store.db, first, store.thread)
    if config.build.authors:
        authors.renew(store, first)
    else:
        authors.forget(store)
    return read


def _changed(
    store: Store, found: Iterable[Found], formats: str
) -> Iterable[tuple[Found | None, str]]:
    """(dump, its stamp) for what is new or changed, (None, name) for what is gone.

    Both sides come by name, so they are compared like two sorted lists; into an empty store
    everything streams.
    """
    if store.is_new:
        return ((item, f"{item.files} {formats}") for item in found)
    gone: dict[str, str] = {}
    changes: list[tuple[Found | None, str]] = []
    known = store.stamps()
    name, old = next(known, _END)
    for item in found:
        if name == item.name and not gone:  # nearly all, where little changed
            stamp = f"{item.files} {formats}"
            if old != stamp:
                changes.append((item, stamp))
            name, old = next(known, _END)
            continue
        while name < item.name:
            gone[name] = old
            name, old = next(known, _END)
        before = gone.pop(item.name, "")  # a folder or an archive may stand out of order
        if name == item.name:
            before = old
            name, old = next(known, _END)
        stamp = f"{item.files} {formats}"
        if before != stamp:
            changes.append((item, stamp))
    gone.update({name: old} if name < _END[0] else {})
    gone.update(known)
    return [*((None, name) for name in gone), *changes]


def _records(item: Found, config: Config, among: sources.Formats) -> tuple[str, Iterator[Record]]:
    """The name of the dump's format and its records; a dump nobody reads is one Problem."""
    dump = item.dump
    if config.build.captured == "file":
        dump = msgspec.structs.replace(dump, captured=_changed_at(item.path))
    if config.mail.attachments == "save":
        dump = msgspec.structs.replace(dump, attachments=config.mail.largest * 1_000_000)
    if config.tables:
        dump = msgspec.structs.replace(dump, columns=columns.of(dump.name, config.tables))
    if config.mail.threads == "subject":
        dump = msgspec.structs.replace(dump, subjects=True)
    if item.fault:
        return "", iter([Problem(dump.name, item.fault)])
    if item.source:
        return item.source, sources.read(among.by_name(item.source), dump)
    try:
        source, dump = sources.recognise(dump, config.formats, among)
    except SourceError as error:
        told = error.hint and error.hint != sources.LISTED  # that is the same for every such file
        hint = f" ({error.hint})" if told else ""
        return "", iter([Problem(dump.name, f"{error.message}{hint}")])
    return source.name, sources.read(source, dump)


def _changed_at(path: str) -> datetime | None:
    """The time of a file, in UTC and whole seconds; None for one that is gone."""
    try:
        return datetime.fromtimestamp(int(os.stat(path).st_mtime), UTC)
    except (OSError, OverflowError, ValueError):
        return None


def _check_formats(config: Config, among: sources.Formats) -> None:
    """Raises ConfigError when [formats] names a format that there is not."""
    for pattern, name in config.formats.items():
        try:
            among.check(name)
        except UsageError as error:
            where = f'{FILE_NAME}: [formats] "{pattern}"'
            raise ConfigError(error.message, where, error.hint) from None


def _formats_digest(config: Config, versions: Mapping[str, int]) -> str:
    """Changes with what any format gives for the same bytes, and with what [formats] settles."""
    told = (list(versions.items()), list(config.formats.items()), config.build.captured)
    asked = config.mail.attachments == "save" or config.mail.threads == "subject"
    said = repr((*told, config.mail) if asked else told)
    said += repr(config.tables) if config.tables else ""
    return blake2b(said.encode(), digest_size=8).hexdigest()
