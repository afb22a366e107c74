"""All posts, on disk: facts as the dumps tell them, and the threads that follow from them."""

from sitegen.store.store import DumpRow, Group, Store

__all__ = ["DumpRow", "Group", "Store"]
