"""A package's folder in, the folder of its compiled loops out: another one for other sources.

numba looks at the file of a compiled function, not at those of the functions that it calls: a loop that
calls an edited one would answer as before.
"""

import hashlib
import shutil
from pathlib import Path

KEPT = 4  # of earlier sources, for who goes back and forth


def compile_cache_of(package: Path, caches: Path) -> Path:
    """The folder in *caches* for the sources of *package* as they are now; the oldest others go."""
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        digest.update(f"{path.relative_to(package)}\0".encode())
        digest.update(path.read_bytes())
    folder = caches / digest.hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    folder.touch()
    others = sorted((x for x in caches.iterdir() if x != folder), key=lambda x: x.stat().st_mtime)
    for old in others[: -KEPT or None]:
        shutil.rmtree(old, ignore_errors=True)
    return folder
