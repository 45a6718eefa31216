"""Files that a test writes, and a user who may not write any."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534


def written(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@contextmanager
def ordinary_user(folder: Path) -> Iterator[None]:
    """Permissions mean nothing to root, and tests often run as root."""
    if os.geteuid() != 0:
        yield
        return
    for closed in (folder, *folder.parents):
        closed.chmod(closed.stat().st_mode | 0o055)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
