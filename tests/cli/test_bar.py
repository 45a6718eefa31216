"""The bar of long work, on a terminal."""

import json
import os
import time
from pathlib import Path

import pytest

from tests.support.commands import started


def read_until(handle: int, expected: bytes, seconds: float) -> bytes:
    """What a terminal was sent, up to the word that we wait for."""
    found, end = b"", time.monotonic() + seconds
    while expected not in found and time.monotonic() < end:
        found += os.read(handle, 4096)
    return found


def test_long_work_shows_a_bar_on_a_terminal_and_quick_work_none(tmp_path: Path) -> None:
    terminal, inside = os.openpty()
    source = tmp_path / "a.csv"
    os.mkfifo(source)
    process = started("dedupe", source, "--json", stderr=inside)
    with open(source, "wb") as pipe:
        assert b"preparing" in read_until(terminal, b"preparing", 30)
        pipe.write(b"name\nAli Hajari\n")
    out, _ = process.communicate()
    assert (process.returncode, len(json.loads(out)["persons"])) == (0, 1)
    terminal, inside = os.openpty()
    quick = started("compare", "Ali", "Ali", stderr=inside)
    quick.communicate()
    os.close(inside)
    with pytest.raises(OSError, match="Input/output error"):
        os.read(terminal, 1)
