"""Templates compiled for checks, remembered while the process lives.

Every check renders all templates of a theme, nearly all of them those that come with sitegen: they
are compiled once, and not again for each theme that extends them. What pages are made with is kept
elsewhere, see `compiled`.
"""

from collections import OrderedDict
from collections.abc import Hashable
from functools import lru_cache
from types import CodeType

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket, BytecodeCache

from sitegen.theme.env import Environment
from sitegen.theme.inheritance import is_blank

_MOST = 400  # compiled templates, and trees
_codes: OrderedDict[Hashable, CodeType] = OrderedDict()


@lru_cache(maxsize=_MOST)
def parsed(text: str) -> nodes.Template:
    """The tree of a template as it is written, which nobody may change. Raises TemplateError."""
    return jinja2.Environment(autoescape=True).parse(text)


class Remembered(BytecodeCache):
    """The code of templates by all that it depends on: text, name, file, which static files there
    are, and which of the templates that it includes have something in them.

    Not for themes in other languages: their words stand in the code.
    """

    def get_bucket(
        self,
        environment: jinja2.Environment,
        name: str,
        filename: str | None,
        source: str,
    ) -> Bucket:
        bucket = _Bucket(environment, name, "")
        assert isinstance(environment, Environment)
        try:
            included = tuple((name, _kind(environment, name)) for name in _included(source))
        except jinja2.TemplateError:  # it is told when it is compiled
            return bucket
        known = environment.known
        files: Hashable = known if isinstance(known, frozenset) else frozenset(known)
        bucket.asked = (source, name, filename, type(known), files, included)
        bucket.code = _codes.get(bucket.asked)
        return bucket

    def set_bucket(self, bucket: Bucket) -> None:
        assert isinstance(bucket, _Bucket)
        if bucket.code and bucket.asked is not None:
            _codes[bucket.asked] = bucket.code
            if len(_codes) > _MOST:
                _codes.popitem(last=False)


class _Bucket(Bucket):
    asked: Hashable = None


@lru_cache(maxsize=_MOST)
def _included(source: str) -> tuple[str, ...]:
    """The names of templates that one includes, where they are written out."""
    names = (node.template for node in parsed(source).find_all(nodes.Include))
    return tuple(name.value for name in names if isinstance(name, nodes.Const))


def _kind(environment: Environment, name: str) -> bool | None:
    """Whether a template is blank; None where there is none."""
    source = environment.source(name)
    return None if source is None else is_blank(source)
