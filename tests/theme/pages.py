"""The cases rendered with the default theme, as the build renders them."""

import msgspec

from sitegen.theme import Theme
from sitegen.theme.env import environment

from . import cases


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
