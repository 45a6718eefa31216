"""The sources of this package in, the folder where what is compiled of them is kept out.

It is the first that can be written: the one in ``NUMBA_CACHE_DIR``, that of the package, that of the user, a
temporary one. Each state of the sources has a folder of its own: numba looks at the file of a loop, not at
those of the loops that it calls. In none, what is compiled lasts as long as the process, and a line says so.
"""

import hashlib
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).parents[1]
_KEPT: Final = 4  # of earlier sources, for who goes back and forth
_LOG: Final = logging.getLogger(_PACKAGE.name)


@cache
def cache_folder() -> str | None:
    """The folder, made where it is missing; None where nothing can be written.

    Where it is a temporary one, or none, one line of the log says so; without a log it is on standard error.
    """
    for where, private in _folders():
        folder = where / _name_of(_PACKAGE) / _state_of_sources()
        if _can_be_written(folder, private):
            _forget_all_but(folder)
            if private:
                _LOG.warning(
                    "namematch: what is compiled is kept in %s: no lasting folder can be written", folder
                )
            return str(folder)
    say_not_kept("no folder can be written")
    return None


@cache
def say_not_kept(reason: str) -> None:
    """Say once that what is compiled lasts as long as the process, and the *reason*."""
    _LOG.warning("namematch: what is compiled is not kept, and compiled again next time: %s", reason)


def is_rehearsed(name: str) -> bool:
    """Whether all that *name* stands for has been compiled and kept."""
    folder = cache_folder()
    return folder is not None and os.path.exists(os.path.join(folder, f"{name}.ready"))


def keep_rehearsed(name: str) -> None:
    """Keep that all that *name* stands for has been compiled."""
    folder = cache_folder()
    if folder is not None:
        with suppress(OSError):
            Path(folder, f"{name}.ready").touch()


def _folders() -> Iterator[tuple[Path, bool]]:
    """Where a folder may be, best first; and whether it is one that others write to, too."""
    given = os.environ.get("NUMBA_CACHE_DIR")
    if given:
        yield Path(given), False
    yield _PACKAGE / "__pycache__", False
    if sys.platform == "win32":
        home = os.environ.get("LOCALAPPDATA", "")
    else:
        home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    if os.path.isabs(home):
        yield Path(home) / _PACKAGE.name, False
    user = os.getuid() if hasattr(os, "getuid") else os.environ.get("USERNAME", "user")
    with suppress(OSError):  # no temporary folder can be written
        yield Path(tempfile.gettempdir()) / f"{_PACKAGE.name}-{user}", True


def _can_be_written(folder: Path, private: bool) -> bool:
    try:
        if private:  # what anybody may have put there is not run
            folder.parents[1].mkdir(mode=0o700, exist_ok=True)
            status = folder.parents[1].lstat()
            if hasattr(os, "getuid") and (status.st_uid != os.getuid() or status.st_mode & 0o022):
                return False
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _forget_all_but(folder: Path) -> None:
    """Remove what was compiled of the oldest sources of this package."""
    with suppress(OSError):
        folder.touch()
        others = [other for other in folder.parent.iterdir() if other != folder]
        for old in sorted(others, key=lambda other: other.stat().st_mtime)[:-_KEPT]:
            shutil.rmtree(old, ignore_errors=True)


def _name_of(package: Path) -> str:
    """A name for this installation, of several that may share a folder."""
    return f"compiled-{hashlib.sha256(os.fsencode(package)).hexdigest()[:8]}"


def _state_of_sources() -> str:
    """The state of the sources: another one when any file of code was written since."""
    digest = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*.py")):
        status = path.stat()
        digest.update(f"{path.relative_to(_PACKAGE)}\0{status.st_mtime_ns}\0{status.st_size}\0".encode())
    return digest.hexdigest()[:16]
