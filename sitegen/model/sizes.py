"""Sizes of files, for people."""


def sized(size: int) -> str:
    """A size in bytes as "1.5 kB" or "2.0 MB": a kB is a thousand bytes, as in GitHub's limits."""
    return f"{size / 1e3:,.1f} kB" if size < 1_000_000 else f"{size / 1e6:,.1f} MB"
