"""Links to images in safe HTML, shown as images where a site asks for that."""

import re

# Links do not nest, and the sanitizer writes attributes in quotation marks, the address first.
_LINK = re.compile(
    r'<a href="((?:https?://|\.\./)[^"?#]+\.(?:png|jpe?g|gif|webp|avif)(?:\?[^"#]*)?)"([^>]*)>(.*?)</a>',
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<[^>]*>")


def with_images(html: str) -> str:
    """The same with each link to an image around that image, which is loaded when it comes in view.

    No image is asked for with the address of the page. Its words are the image's alternative text.
    """
    return _LINK.sub(_shown, html) if "<a " in html else html


def _shown(found: re.Match[str]) -> str:
    address, rest, words = found.groups()
    told = _TAG.sub("", words).replace('"', "&quot;").strip()
    alt = "image" if not told or told.startswith(("http", "www.")) else told
    image = f'<img src="{address}" alt="{alt}" loading="lazy" decoding="async"'
    return f'<a href="{address}"{rest}>{image} referrerpolicy="no-referrer"></a>'
