"""Publishing: a finished site into a git branch, a folder, or wherever rsync reaches.

Only files that sitegen wrote leave this machine: those of the manifest. The table is the seam: a
further way is a module with a function of this form, and a line here.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sitegen.publish import branch, folder, rsync
from sitegen.publish.parcel import Outcome, Parcel, Target

Publisher = Callable[[Parcel, Target], Outcome]

PUBLISHERS: Mapping[str, Publisher] = MappingProxyType(
    {"branch": branch.publish, "folder": folder.publish, "rsync": rsync.publish}
)
