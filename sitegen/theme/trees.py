"""Trees of templates. Each text is parsed once: what every edit compiles anew, and every page that
includes it, is copied instead, which takes a tenth of the time.
"""

import pickle
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO

import jinja2
from jinja2 import nodes

_MOST = 300  # trees, of 3 kB each

_kept: OrderedDict[str, bytes] = OrderedDict()


def tree_of(
    source: str, environment: jinja2.Environment, parse: Callable[[], nodes.Template]
) -> nodes.Template:
    """The tree of a template, the caller's own to change. `parse` makes it where it is not kept.

    All environments that ask must read templates alike. Raises what `parse` raises.
    """
    kept = _kept.get(source)
    if kept is not None:
        tree = _Taken(kept, environment).load()
        assert isinstance(tree, nodes.Template)
        return tree
    tree = parse()
    with suppress(RecursionError):  # too deep to be copied
        data = BytesIO()
        _Keeper(data, pickle.HIGHEST_PROTOCOL).dump(tree)
        _kept[source] = data.getvalue()
        if len(_kept) > _MOST:
            _kept.popitem(last=False)
    return tree


class _Keeper(pickle.Pickler):
    """Leaves out the environment, to which each node leads."""

    def persistent_id(self, value: object) -> str | None:
        return "environment" if isinstance(value, jinja2.Environment) else None


class _Taken(pickle.Unpickler):
    def __init__(self, data: bytes, environment: jinja2.Environment) -> None:
        super().__init__(BytesIO(data))
        self._environment = environment

    def persistent_load(self, _: object) -> jinja2.Environment:
        return self._environment
