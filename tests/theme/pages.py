"""The cases rendered with the default theme, as the build renders them."""

from html.parser import HTMLParser

import msgspec
from end_tags import end_at_end, end_at_start

from sitegen.theme import Theme, cases
from sitegen.theme.env import environment


def render(theme: Theme, template: str, context: msgspec.Struct) -> str:
    fields = {name: getattr(context, name) for name in context.__struct_fields__}
    return environment(theme).get_template(template).render(fields)


def rendered(theme: Theme) -> dict[str, str]:
    """Name of the case → page, for every template with plain and with hard values."""
    env = environment(theme)
    return {
        name: env.get_template(template).render(
            {field: getattr(context, field) for field in context.__struct_fields__}
        )
        for name, template, context in cases.every(theme)
    }


_VOID = {"meta", "link", "img", "br", "hr", "input", "wbr"}


class Balance(HTMLParser):
    """Fails at the first end tag that does not close the element opened last."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.deepest = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        end_at_start(tag, self.open)
        if tag not in _VOID:
            self.open.append(tag)
            self.deepest = max(self.deepest, len(self.open))

    def handle_endtag(self, tag: str) -> None:
        end_at_end(tag, self.open)
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> at {self.getpos()}"
