"""The real command, run as a person does, and what its failures look like."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "namematch"]

Say = Callable[..., tuple[int, str, str]]

# What a shell without job control starts would ignore Ctrl-C.
HEEDING = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from namematch.cli.app import main
main()
"""


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


def failed(said: tuple[int, str, str], *parts: str) -> None:
    """One clear line, exit code 2, nothing on standard output."""
    code, out, error = said
    assert (code, out) == (2, "")
    assert error.startswith("namematch: ")
    assert error.count("\n") == 1
    assert len(error) < 600
    for part in parts:
        assert part in error


def started(*arguments: str | Path, **streams: int) -> "subprocess.Popen[bytes]":
    """The real command under way, for signals and pipes."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams
    return subprocess.Popen(
        [sys.executable, "-c", HEEDING, *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=pipes["stdout"],
        stderr=pipes["stderr"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def interrupted(process: "subprocess.Popen[bytes]") -> None:
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=60)
    assert (process.returncode, error) == (130, b"namematch: interrupted\n")
