"""What the page of a thread tells its script of where comments are from."""

import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser

from sitegen.theme import Theme, cases

from .pages import render


@pytest.mark.parametrize(
    "originals",
    [
        "https://x.example/?id= ",
        'https://x.example/"onfocus="alert(1)"tabindex="0 ">',
        "https://x.example/'><script>alert(1)</script> &quot;&amp;",
        "https://x.example/{{7*7}} {% raw %}",
        # Not of the web.
        "javascript:alert(1)// ", "JavaScript:alert(1)//https://x.example/ ", "\tjavascript:1// ",
        "data:text/html,<script>alert(1)</script> ", "vbscript:1 ", "file:///etc/ ",
        "//x.example/ ", "/item?id= ", " https://x.example/", " ", "",
    ],
)  # fmt: skip
def test_it_is_one_attribute_and_of_the_web_alone(default: Theme, originals: str) -> None:
    context = msgspec.structs.replace(cases.conversation(default), originals=originals)
    tree = LexborHTMLParser(render(default, "thread.html", context))
    told = {"data-originals": originals} if originals.startswith("https://") else {}
    section = tree.css_first("section:has(> #comments)")
    assert section.attributes == {"aria-labelledby": "comments"} | told
