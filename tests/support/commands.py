"""The real command, run as a person does."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


COMMAND = [sys.executable, "-m", "namematch"]


def ran(
    *arguments: str | bytes | Path, standard_input: bytes = b"", **environment: str
) -> tuple[int, str, str]:
    """Run the real command."""
    settings = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    done = subprocess.run(
        [*COMMAND, *arguments],
        input=standard_input,
        capture_output=True,
        env=settings,
        check=False,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()
