"""axe over a page as readers may see it: on desktops and phones, in light and in dark.

A page is loaded once, and the window and the colour scheme change around it. Contrast is by far
the dearest rule, nine tenths of the time, and its answer follows from the colours and the size of
a text: so it is asked of the first and the last of all texts that look the same, not of the same
line below each of four hundred comments. All other rules are asked of the whole page.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

WINDOWS = (1280, 390)
SCHEMES = ("light", "dark")

# What decides of contrast, by https://www.w3.org/TR/WCAG22/#contrast-minimum: colours, what is
# painted behind, size and weight. The rule's selector is "*" by default; what it leaves out by
# itself, such as what is hidden, it goes on leaving out.
_MARK_LOOKS = """() => {
  const backs = new Map();
  const back = item => {
    if (!item) return '';
    if (!backs.has(item)) {
      const {backgroundColor, backgroundImage, opacity, filter} = getComputedStyle(item);
      const nothing = 'rgba(0, 0, 0, 0) none 1 none';
      const own = [backgroundColor, backgroundImage, opacity, filter].join(' ');
      const opaque = !/rgba|\\//.test(backgroundColor) && own.endsWith(' none 1 none');
      const below = opaque ? '' : back(item.parentElement);
      backs.set(item, own === nothing ? below : own + below);
    }
    return backs.get(item);
  };
  document.querySelectorAll('[data-look]').forEach(item => item.removeAttribute('data-look'));
  const first = new Map(), last = new Map();
  for (const item of document.body.querySelectorAll('*')) {
    const says = [...item.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (!says && !item.matches('input, select, textarea')) continue;
    if (!item.checkVisibility({visibilityProperty: true})) continue;
    const style = getComputedStyle(item);
    const look = [item.localName, style.color, style.fontSize, style.fontWeight, style.textShadow,
      style.webkitTextStrokeWidth, style.position, back(item)].join('|');
    if (!first.has(look)) first.set(look, item);
    last.set(look, item);
  }
  for (const item of [...first.values(), ...last.values()]) item.setAttribute('data-look', '');
  axe.configure({rules: [{id: 'color-contrast', selector: '[data-look]'}]});
}"""
_RUN = """options => axe.run(document, options).then(
  found => found.violations.map(fault => [fault.id, fault.nodes[0].html.slice(0, 200)]))"""


def _script() -> str:
    script: str = pytest.importorskip("axe_playwright_python.sync_playwright").Axe().axe_script
    return script


def bring(sheet: Any) -> None:
    """Every page that is opened next comes with axe: to send its 570 KB to each takes longer."""
    sheet.add_init_script(_script())


def violations(
    sheet: Any, windows: Sequence[int] = WINDOWS, schemes: Sequence[str] = SCHEMES
) -> Iterator[tuple[int, str, str, str]]:
    """What axe finds on the page that is open: window, scheme, rule, the first such element."""
    if not sheet.evaluate("typeof window.axe?.run === 'function'"):
        sheet.evaluate(_script())
    for width in windows:
        sheet.set_viewport_size({"width": width, "height": 900})
        for scheme in schemes:
            sheet.emulate_media(color_scheme=scheme)
            sheet.evaluate(_MARK_LOOKS)
            # Style sheets cannot be loaded beforehand from files: to try takes a fifth of the time.
            options: dict[str, object] = {
                "resultTypes": ["violations"], "iframes": False, "preload": False,
            }  # fmt: skip
            if scheme == "dark":  # the other rules ask for nothing that colours change
                options["runOnly"] = ["color-contrast", "target-size", "link-in-text-block"]
            for rule, element in sheet.evaluate(_RUN, options):
                yield width, scheme, rule, element
