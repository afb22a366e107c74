"""Templates → bytes: the frame of a page is minified, its comments are streamed, bodies put in.

Bodies never pass through the minifier: where one goes there is a token, between two signs that no
text of a dump can hold. The comments have a template of their own, so a page of
5,000 of them is never held as text in one piece.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from itertools import islice
from typing import Any

import jinja2
import msgspec
from jinja2.runtime import Context

from sitegen import bodies
from sitegen.build.frames import framed
from sitegen.errors import ThemeError
from sitegen.model import Body
from sitegen.theme.compiled import Compiled
from sitegen.theme.compiling import text_of
from sitegen.theme.env import environment, template_error
from sitegen.theme.theme import Theme

Text = Body | str  # a body to be rendered, or one that is: safe HTML
COMMENTS = "partials/comments.html"  # rendered apart, wherever a template includes it
_APART = "\ue000c\ue001"
_TOKEN = re.compile("\ue000(c|[0-9]+)\ue001")
# HTML ends a paragraph by itself before such an element, and with the one that holds it.
_ENDS = [(f"</p>{next_}", next_) for next_ in ("<p>", "</div>", "<blockquote>", "</blockquote>")]
_PIECES = 300  # of a template's output, joined and encoded at a time: about 50 comments


class Engine:
    """The templates of a theme, compiled when first used. `images`: bodies show theirs."""

    def __init__(
        self, theme: Theme, minify: bool, marks: Mapping[str, str], images: bool = False
    ) -> None:
        self._minify, self._images = minify, images
        self._plain = cache(lambda: environment(theme))
        self._templates = environment(theme, marks, inlined=True)
        kept = Compiled(theme, self._templates.known, marks)
        self._templates.bytecode_cache, self._templates.heard = kept, kept.asked
        assert self._templates.loader is not None
        self._frames = self._templates.overlay(loader=_Frames(self._templates.loader))
        self._frames.apart = True

    def compile(self, names: Iterable[str]) -> None:
        """Compiles templates before they are needed. What is wrong with one waits until then."""
        for name in names:
            with suppress(jinja2.TemplateError):
                self._frames.get_template(name)
        with suppress(jinja2.TemplateError):
            self._templates.get_template(COMMENTS)

    def page(self, name: str, context: msgspec.Struct, texts: Sequence[Text]) -> bytearray:
        """The page that a template makes of its context. Raises ThemeError.

        `texts` are the bodies whose tokens stand in the context: they are rendered one by one, as
        the page grows.
        """
        fields = msgspec.structs.asdict(context)
        try:
            pieces = _pieces(self._frames.get_template(name), fields)
            minify = self._minify and name.endswith(".html")
            parts = _TOKEN.split(framed(pieces) if minify else text_of(pieces))
        except Exception as error:
            raise self._located(error, name, fields) from None
        data = bytearray()
        for part, held in zip(parts[::2], [*parts[1::2], ""], strict=True):
            data += part.encode()
            if held == "c":
                for piece in self._comments(fields):
                    data += self._filled(piece, texts)
            elif held:
                data += self._html(texts[int(held)]).encode()
        return data

    def _filled(self, text: str, texts: Sequence[Text]) -> bytes:
        parts = _TOKEN.split(text)
        parts[1::2] = [self._html(texts[int(held)]) for held in parts[1::2]]
        html = "".join(parts)
        if self._minify:
            for end, without in _ENDS:
                html = html.replace(end, without)
        return html.encode()

    def _html(self, text: Text) -> str:
        html = text if isinstance(text, str) else bodies.render(text)
        return bodies.with_images(html) if self._images else html

    def _comments(self, fields: Mapping[str, Any]) -> Iterator[str]:
        try:
            pieces = _pieces(self._templates.get_template(COMMENTS), fields)
            while some := list(islice(pieces, _PIECES)):
                yield "".join(some)
        except Exception as error:
            raise self._located(error, COMMENTS, fields) from None

    def _located(self, error: Exception, name: str, fields: Mapping[str, Any]) -> ThemeError:
        """The error with its file and line, which templates that were put together cannot tell."""
        try:
            self._plain().get_template(name).render(fields)
        except Exception as told:
            return template_error(told)
        return template_error(error)


class _Frames(jinja2.BaseLoader):
    """The same templates, but for the comments, which are a token."""

    def __init__(self, templates: jinja2.BaseLoader) -> None:
        self._of = templates

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        if template == COMMENTS:
            return _APART, None, None
        return self._of.get_source(environment, template)

    def list_templates(self) -> list[str]:
        return self._of.list_templates()


def _pieces(template: jinja2.Template, fields: Mapping[str, Any]) -> Iterator[Any]:
    """What a template puts out, piece by piece: straight from its code, errors as they are."""
    return template.root_render_func(_context(template, fields))


@cache
def _names(template: jinja2.Template) -> tuple[Context, dict[str, Any]]:
    """A context, and the globals: those of a template are a mapping that takes 10 us to go over."""
    return template.new_context(), dict(template.globals)


def _context(template: jinja2.Template, fields: Mapping[str, Any]) -> Context:
    """What the template's code asks for names. One serves all pages: made anew it takes 10 us."""
    context, shared = _names(template)
    context.parent = {**shared, **fields}
    context.vars = {}
    context.exported_vars = set()
    context.blocks = {name: [block] for name, block in template.blocks.items()}
    return context


def token(number: int) -> str:
    """What stands in a template's context for the body with this number."""
    return f"\ue000{number}\ue001"
