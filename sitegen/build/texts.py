"""pages/*.md → pages of the site: what its owner wrote beside the threads."""

from sitegen.build.text_files import FOLDER, files
from sitegen.config import Config, SitePaths
from sitegen.errors import ConfigError, nearest
from sitegen.pages import TextPage, urls


def load(paths: SitePaths, config: Config) -> tuple[TextPage, ...]:
    """The pages by name; their navigation is for the plan to fill in.

    Raises ConfigError for a page that cannot be read, a link from one to another that is not
    there, and an entry of a menu that leads to none.
    """
    found = files(paths)
    known = {name: urls.text(name) for name in found}
    for entry in (*config.site.menu, *config.site.footer_menu):
        if entry.page and entry.page not in known:
            where = f"{paths.folder / 'sitegen.toml'}: site.menu: {entry.title}"
            hint = nearest(entry.page, known) or f"write {FOLDER}/{entry.page}.md"
            raise ConfigError(f"there is no page {entry.page!r}", where, hint)
    if not found:
        return ()
    # A site without such pages must not pay for the parser of Markdown.
    from sitegen.build.text_pages import page_of  # noqa: PLC0415

    return tuple(page_of(name, path, known) for name, path in found.items())
