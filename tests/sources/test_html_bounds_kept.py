"""Bounds of a small page are looked for once, whoever asks; no large page is kept for that."""

import pytest

from sitegen.sources import _html
from sitegen.sources._streams import HEAD_BYTES


@pytest.mark.parametrize(("more", "looked"), [(0, 1), (1, 3)])
def test_a_page_that_fits_a_head_is_looked_through_once(
    more: int, looked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def bounded(text: str) -> tuple[str, str]:
        asked.append(len(text))
        return text, "deep"

    monkeypatch.setattr(_html, "bounded", bounded)
    text = f"<p>{'kite ' * HEAD_BYTES}"[: HEAD_BYTES + more]
    _html._bounded.cache_clear()
    found = [_html.tree(text) for _ in range(3)]
    _html._bounded.cache_clear()
    assert len(asked) == looked
    assert {fault for _, fault in found} == {"deep"}
    roots = [root for root, _ in found if root is not None]
    assert len({root.mem_id for root in roots}) == 3  # a tree of its own for each who asks
