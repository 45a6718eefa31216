"""How tests run here.

Compiled loops are kept by a hash of the sources, for these tests and for the programs that they start. And
hypothesis has no deadline, since a first call may compile; in CI it tries the same examples each time.
"""

import os
from pathlib import Path

from hypothesis import settings

from tests.support.compile_cache import compile_cache_of

ROOT = Path(__file__).parents[1]
os.environ["NUMBA_CACHE_DIR"] = str(compile_cache_of(ROOT / "namematch", ROOT / ".numba-cache"))

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")
