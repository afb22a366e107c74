"""Mail that was written in HTML alone: foreign HTML, with the addresses of people cut off."""

from sitegen.bodies import html
from sitegen.bodies.mail_addresses import hidden


def render(text: str) -> str:
    return hidden(html.render(text))
