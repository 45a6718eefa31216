"""A file in the making beside the one that it will be, known by its name and, once nobody makes it, as left
over.

Who is killed outright cleans nothing up. So each temporary file is locked while it is in the making; the
system unlocks it when its process ends, however that ends, and the next run removes what it finds unlocked.
A lock, not the number of a process: in containers these are the same few.

Only files of this host are touched, as locks may be a host's own on a network file system. Where the system
has no such locks (Windows, some network file systems), a file keeps a name that nobody removes.
"""

import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from importlib.util import find_spec
from io import BufferedWriter
from pathlib import Path
from platform import node
from types import ModuleType
from typing import Final
from uuid import uuid4

_STEM: Final = ".namematch-"
_LOCKED: Final = "locked-"  # in the names of files that were locked before they got them

_FCNTL: Final = import_module("fcntl") if find_spec("fcntl") else None  # Windows has none


class TemporaryFile:
    """A temporary file in *folder*, there from ``create`` until ``publish`` or ``remove``.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     temporary = TemporaryFile(folder)
    ...     with temporary.create() as file:
    ...         written = file.write(b"Ali")
    ...     temporary.publish(f"{folder}/names.txt")
    ...     os.listdir(folder)
    ['names.txt']
    """

    def __init__(self, folder: str) -> None:
        name = uuid4().hex
        self._lock: int | None = None  # an open file: the lock lasts as long
        self._locked = Path(folder, _prefix() + name)
        self.path = Path(folder, _STEM + name)

    @contextmanager
    def create(self) -> Iterator[BufferedWriter]:
        """Make the file, and open it to be written."""
        with self.path.open("xb") as file:
            if _FCNTL is not None:
                # Where it cannot be locked, it keeps the name by which nobody takes it for one left over.
                with suppress(OSError):
                    self._lock = os.open(self.path, os.O_RDWR)
                    _FCNTL.flock(self._lock, _FCNTL.LOCK_EX | _FCNTL.LOCK_NB)
                    self.path = self.path.rename(self._locked)
            yield file

    def publish(self, target: str) -> None:
        """Let it be *target*, in the same folder, whatever was there."""
        os.replace(self.path, target)

    def remove(self) -> None:
        """Have no such file any more, unless it was published."""
        for path in {self.path, self._locked}:  # whatever stopped ``create`` in its midst
            path.unlink(missing_ok=True)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def remove_left_over(folder: str) -> None:
    """Remove the temporary files in *folder* whose processes are gone; what cannot be looked at stays."""
    if _FCNTL is None:
        return
    prefix = _prefix()
    with suppress(OSError), os.scandir(folder) as entries:
        for name in [entry.name for entry in entries if entry.name.startswith(prefix)]:
            with suppress(OSError):
                _remove_unlocked(os.path.join(folder, name), _FCNTL)


def _remove_unlocked(path: str, locks: ModuleType) -> None:
    """Remove the file at *path*. Raises ``OSError`` where it is being made, is another's or is no file."""
    handle = os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb"):
        locks.flock(handle, locks.LOCK_EX | locks.LOCK_NB)
        os.unlink(path)


def _prefix() -> str:
    """What the locked temporary files of this host begin with."""
    return f"{_STEM}{_LOCKED}{zlib.crc32(node().encode()):08x}-"
