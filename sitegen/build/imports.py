"""content/ into the store: new and changed dumps are read, the others are not even opened."""

from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b

from sitegen import sources
from sitegen.build.scan import Found
from sitegen.config import FILE_NAME, Config
from sitegen.errors import ConfigError, SourceError, UsageError
from sitegen.model import Problem, Record
from sitegen.sources.source import Dump
from sitegen.store import Store

_END = ("\U0010ffff", "")  # after every name


def read_again(store: Store, config: Config, found: Iterable[Found]) -> list[str]:
    """Reads single dumps; the ids of the threads that may have changed.

    Leaves out what belongs to a folder that is one dump. What else there is in content/ is not
    looked at: `bring_up_to_date` comes after it.
    """
    formats = _formats_digest(config)
    for item in found:
        parts = item.dump.name.split("/")
        if any(store.has_dump("/".join(parts[:depth])) for depth in range(1, len(parts))):
            continue
        source, records = _records(item, config)
        store.replace_dump(item.dump.name, f"{item.files} {formats}", source, records)
    return store.resolve()


def bring_up_to_date(
    store: Store, config: Config, found: Iterable[Found], listen: Callable[[str, int], None]
) -> int:
    """Reads what changed, forgets what is gone, works out threads; how many dumps were read."""
    _check_formats(config)
    formats = _formats_digest(config)
    read = 0
    for item, stamp in _changed(store, found, formats):
        if item is None:
            store.remove_dump(stamp)
            continue
        listen(item.dump.name, read)
        source, records = _records(item, config)
        store.replace_dump(item.dump.name, stamp, source, records)
        read += 1
    store.resolve()
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
        while name < item.dump.name:
            gone[name] = old
            name, old = next(known, _END)
        before = gone.pop(item.dump.name, "")  # a folder or an archive may stand out of order
        if name == item.dump.name:
            before = old
            name, old = next(known, _END)
        stamp = f"{item.files} {formats}"
        if before != stamp:
            changes.append((item, stamp))
    gone.update({name: old} if name < _END[0] else {})
    gone.update(known)
    return [*((None, name) for name in gone), *changes]


def _records(item: Found, config: Config) -> tuple[str, Iterator[Record]]:
    """The name of the dump's format and its records; a dump nobody reads is one Problem."""
    dump = item.dump
    if item.fault:
        return "", iter([Problem(dump.name, item.fault)])
    if item.source:
        return item.source, sources.read(sources.by_name(item.source), dump)
    try:
        head = sources.head(dump)
        source = sources.detect(head, config.formats)
    except SourceError as error:
        told = error.hint and error.hint != sources.LISTED  # that is the same for every such file
        hint = f" ({error.hint})" if told else ""
        return "", iter([Problem(dump.name, f"{error.message}{hint}")])
    if head.whole:
        dump = Dump(dump.name, dump.path, head.data)
    return source.name, sources.read(source, dump)


def _check_formats(config: Config) -> None:
    """Raises ConfigError when [formats] names a format that there is not."""
    for pattern, name in config.formats.items():
        try:
            sources.by_name(name)
        except UsageError as error:
            where = f'{FILE_NAME}: [formats] "{pattern}"'
            raise ConfigError(error.message, where, error.hint) from None


def _formats_digest(config: Config) -> str:
    """Changes with what any format gives for the same bytes, and with what [formats] settles."""
    versions = [(source.name, source.version) for source in sources.SOURCES]
    said = repr((versions, list(config.formats.items())))
    return blake2b(said.encode(), digest_size=8).hexdigest()
