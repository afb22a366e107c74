"""Who wrote in a thread, and where: the most active first."""

from collections.abc import Sequence

from sitegen.build import words
from sitegen.build.site_view import Frame
from sitegen.model import Thread, site_of
from sitegen.pages import ThreadPage, urls
from sitegen.theme.context import PeopleView, PersonView

_FEWEST = 10  # comments; below that one sees who speaks
_SHOWN = 20  # people
_LINKS = 12  # to comments of one of them


def people_view(
    frame: Frame, page: ThreadPage, thread: Thread, links: Sequence[str]
) -> PeopleView | None:
    """The authors of a thread's comments; None where these are few. `links` lead to all of them."""
    if len(thread.comments) < _FEWEST:
        return None
    written: dict[str, list[int]] = {}
    for comment in thread.comments:
        if author := comment.post.author:
            written.setdefault(author, []).append(comment.number)
    op = thread.root.author
    ranked = sorted(written.items(), key=lambda item: (-len(item[1]), item[1][0]))
    several = [item for item in ranked[:_SHOWN] if len(item[1]) > 1 and words.line(item[0])]
    if not several:
        return None
    return PeopleView(
        len(written),
        tuple(
            PersonView(
                frame.author(author),
                author == op,
                len(numbers),
                tuple(links[number] for number in numbers[:_LINKS]),
                urls.relative(page.path, urls.author(site_of(page.id), author))
                if page.site.authors
                else "",
            )
            for author, numbers in several
        ),
    )
