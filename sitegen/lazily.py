"""Names of a package that are loaded when they are first asked for.

A build that has nothing to do needs a tenth of sitegen; to load the rest took half of its time.
"""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def names(package: str, places: Mapping[str, str]) -> Callable[[str], Any]:
    """The `__getattr__` of a package. `places`: by module, the names that it gives, with spaces
    between them; "": the module itself. The package imports the same names where types are checked.

    Two modules may not give the same name, and a module none that is called like itself.
    """
    module_of = {
        name: module for module, given in places.items() for name in given.split() or [module]
    }

    def found(name: str) -> Any:
        if name not in module_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}", name=name)
        module = import_module(f"{package}.{module_of[name]}")
        value = module if module_of[name] == name else getattr(module, name)
        setattr(sys.modules[package], name, value)
        return value

    return found
