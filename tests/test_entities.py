"""Character references, those too long for a number among them."""

from sitegen.entities import unescape
from sitegen.model import posts_named


def test_numbers_of_thousands_of_digits_are_no_characters() -> None:
    assert unescape(f"a &lt;&#{'9' * 5000};&#65; b") == "a <\ufffdA b"
    assert posts_named(f"&#{'9' * 5000}; https://news.ycombinator.com/item?id=7") == ["hn:7"]
