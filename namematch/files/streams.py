"""Standard streams that a process was started without, or that take no more."""

import os
import sys


def open_closed_streams() -> None:
    """Have all three streams where some were closed before the start, as by ``namematch ... >&-``: Python has
    None for them.

    Standard input is empty then, and standard output cannot be written; what goes to standard error is lost.
    """
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115 open to the end
    if sys.stdout is None:
        # Opened to be read, so that writing fails as it does where the stream itself is closed.
        sys.stdout = open(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def give_up_standard_output() -> None:
    """Have what is left in the buffer of standard output go nowhere: it would fail once more, and noisily, at
    exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
