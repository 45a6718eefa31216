"""The compiled loops that tests see are those of the sources as they are."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.compile_cache import KEPT, compile_cache_of

PACKAGE = Path(__file__).parents[1] / "namematch"
PROGRAM = """
from namematch.text.letter_arrays import letters_of
from namematch.model.blocks import skeleton_codes
print(skeleton_codes(letters_of(["eshag"]))[0].values.tolist())
"""


def answer_of(folder: Path, caches: Path) -> str:
    cache = compile_cache_of(folder / "namematch", caches)
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(cache), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", PROGRAM]
    return subprocess.check_output(command, text=True, cwd=folder, env=environment)


def test_an_edited_loop_gives_the_new_answer(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "namematch", ignore=shutil.ignore_patterns("__pycache__"))
    before = answer_of(tmp_path, tmp_path / "caches")
    assert answer_of(tmp_path, tmp_path / "caches") == before
    # It is called by a loop of another file, which stays as it is.
    edited = tmp_path / "namematch" / "text" / "consonants.py"
    source = edited.read_text(encoding="utf-8")
    assert "code -= (SH - S) << k" in source
    edited.write_text(source.replace("code -= (SH - S) << k", "code -= 0"), encoding="utf-8")
    after = answer_of(tmp_path, tmp_path / "caches")
    assert (len(before.split()), len(after.split())) == (2, 1)


def test_old_caches_go(tmp_path: Path) -> None:
    package, caches = tmp_path / "package", tmp_path / "caches"
    package.mkdir()
    for number in range(KEPT + 3):
        (package / "module.py").write_text(f"x = {number}\n")
        newest = compile_cache_of(package, caches)
    assert newest in set(caches.iterdir())
    assert len(list(caches.iterdir())) == KEPT + 1
