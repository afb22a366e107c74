"""Mistakes as a person sees them, the same words in the terminal and over the page."""

import msgspec

from sitegen.errors import SitegenError
from sitegen.excerpts import excerpt


class Fault(msgspec.Struct, frozen=True):
    """One mistake: what is wrong, where, what to do, and how many pages it spoils (0: unknown)."""

    message: str
    where: str = ""
    hint: str = ""
    pages: int = 0

    @classmethod
    def of(cls, error: Exception, pages: int = 0) -> "Fault":
        """The fault that an exception tells; one that nobody foresaw is sitegen's own."""
        if isinstance(error, SitegenError):
            return cls(error.message, error.where, error.hint, pages)
        if isinstance(error, OSError):
            return cls(f"the site cannot be read: {error.strerror}", error.filename or "")
        hint = "this is a fault of sitegen: report it"
        return cls(f"{type(error).__name__}: {error}", "", hint, pages)


def text(fault: Fault) -> str:
    """A fault in several lines: message, places, the lines around the first, and a hint."""
    lines = [f"error: {fault.message}"]
    lines += [f"  --> {place}" for place in fault.where.splitlines()[:1]]
    lines += [f"      {line}" for line in excerpt(fault.where)]
    lines += [f"  --> {place}" for place in fault.where.splitlines()[1:]]
    lines += [f"  hint: {fault.hint}"] if fault.hint else []
    lines += [f"  {summary([fault])}"] if fault.pages else []
    return "\n".join(lines)


def summary(faults: list[Fault]) -> str:
    """ "1 error, 1,002 pages affected"."""
    pages = sum(fault.pages for fault in faults)
    many = f"{len(faults):,} error{'s' * (len(faults) != 1)}"
    return f"{many}, {pages:,} page{'s' * (pages != 1)} affected" if pages else many
