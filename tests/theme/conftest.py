"""Themes made for a test: a folder of themes, each from a few files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.theme import Theme, load


@pytest.fixture(scope="session")
def default() -> Theme:
    return load("default", [], {})


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes themes/NAME/FILE below the test's folder; theme.toml is there without being given."""

    def make(name: str, files: dict[str, str] | None = None, **keys: str) -> Path:
        folder = tmp_path / "themes" / name
        toml = {"name": name, "version": "1", **keys}
        text = "".join(f'{key} = "{value}"\n' for key, value in toml.items())
        for path, content in {"theme.toml": text, **(files or {})}.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(content, encoding="utf-8")
        return folder

    return make
