"""Where the real dumps are that tests read: outside of the repository, and not on every machine."""

import os
from pathlib import Path


def shared_folder() -> Path:
    """$SITEGEN_SHARED or, failing that, the folder `shared` beside the repository."""
    beside = Path(__file__).parents[2] / "shared"
    return Path(os.environ.get("SITEGEN_SHARED", beside)).resolve()
