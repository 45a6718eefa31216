"""Lines and messages in, what a terminal shows out; and the checks of outputs before any work."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import product
from typing import Final

import typer

from ..errors import OutputError
from ..files.streams import give_up_standard_output
from ..text.visible import visible

STANDARD_OUTPUTS: Final = ("-", "/dev/stdout")
STANDARD_INPUTS: Final = ("-", "/dev/stdin")


def complain(message: str) -> None:
    """Print *message* to standard error, on one line."""
    print(f"namematch: {visible(' '.join(message.split()))}", file=sys.stderr)


def say(lines: Iterable[str]) -> None:
    """Print to standard output; a reader that leaves, as ``head`` does, has had enough."""
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except OSError as error:
        give_up_standard_output()
        if isinstance(error, BrokenPipeError):
            raise typer.Exit(0) from error
        reason = f"standard output: cannot be written: {error.strerror}"
        raise OutputError(reason) from error


def check_outputs(paths: Iterable[str], inputs: Iterable[str], *, printed: bool) -> None:
    """Raise OutputError, before any work, for what could not be written after it.

    That is what ``files.writing.check_output`` refuses, and an output that is one of the *inputs*. What is
    *printed* takes standard output.
    """
    from ..files.writing import check_output  # noqa: PLC0415 not for the other commands

    targets = list(paths)
    check_output(*targets, *(["-"] if printed else []))
    for target, source in product(targets, inputs):
        if os.path.isfile(target) and os.path.isfile(source) and os.path.samefile(target, source):
            raise OutputError(f"{target}: is the input, and would be overwritten")


@contextmanager
def reader_may_leave() -> Iterator[None]:
    """End well where who reads what is printed has had enough."""
    try:
        yield
    except OutputError as error:
        if isinstance(error.__cause__, BrokenPipeError):
            raise typer.Exit(0) from error
        raise
