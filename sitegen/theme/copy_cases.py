"""A part of a long text copy, for the cases that themes are tried on."""

from sitegen.theme.context import CopyPartLink, CopyPartView

_PAGES = (
    CopyPartLink("copy.html", 1, 1, 12, continued=False),
    CopyPartLink("copy-2.html", 2, 12, 41, continued=True),
    CopyPartLink("", 3, 41, 142, continued=True),
    CopyPartLink("copy-4.html", 4, 143, 143, continued=False),
    CopyPartLink("copy-99.html", 99, 1234567, 7654321, continued=False),
)

PART = CopyPartView(3, "Lines 41 to 142 of the copy.", _PAGES, "copy-2.html", "copy-4.html", _PAGES)
