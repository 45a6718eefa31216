"""What the commands print, and the checks before any work."""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import product
from typing import Final

import typer

from ..errors import OutputError

STANDARD_OUTPUTS: Final = ("-", "/dev/stdout")
STANDARD_INPUTS: Final = ("-", "/dev/stdin")
_STEERING: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def complain(message: str) -> None:
    """Print *message* to standard error, on one line."""
    print(f"namematch: {printable(' '.join(message.split()))}", file=sys.stderr)


def printable(text: str) -> str:
    """*text* without what would steer a terminal; its lines stay."""
    return _STEERING.sub(lambda found: ascii(found[0])[1:-1], text)


def say(lines: Iterable[str]) -> None:
    """Print to standard output; a reader that leaves, as ``head`` does, has had enough."""
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except OSError as error:
        # What is left in the buffer would fail once more, and noisily, at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            raise typer.Exit(0) from error
        reason = f"standard output: cannot be written: {error.strerror}"
        raise OutputError(reason) from error


def check_output_of(path: str | None, inputs: Iterable[str], *, printed: bool) -> None:
    """Raise OutputError before any work for what could not be written after it."""
    from ..files.writing import check_output  # noqa: PLC0415 not for the other commands

    paths = [] if path is None else [path]
    check_output(*paths, *(["-"] if printed else []))
    for target, source in product(paths, inputs):
        check_input_stays(target, source)


def check_input_stays(path: str, source: str) -> None:
    """Raise OutputError where *path*, to be written, is the file *source*, which is read."""
    files = os.path.isfile(path) and os.path.isfile(source)
    if files and os.path.samefile(path, source):
        raise OutputError(f"{path}: is the input, and would be overwritten")


@contextmanager
def reader_may_leave() -> Iterator[None]:
    """End well where who reads what is printed has had enough."""
    try:
        yield
    except OutputError as error:
        if isinstance(error.__cause__, BrokenPipeError):
            raise typer.Exit(0) from error
        raise
