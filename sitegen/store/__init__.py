"""All posts, on disk: facts as the dumps tell them, and the threads that follow from them."""

from sitegen.store.rows import DumpRow, DumpTotals, Group
from sitegen.store.store import Store

__all__ = ["DumpRow", "DumpTotals", "Group", "Store"]
