"""What messages say of files and of what stands in them."""

import os
from typing import Final

STANDARD: Final = "-"  # standard input when read, standard output when written
StrPath = str | os.PathLike[str]


def shown_path(path: str, stream: str = "input") -> str:
    """*path* as a message names it; "-" is the standard *stream*.

    >>> shown_path("people.csv"), shown_path("-", "output")
    ('people.csv', 'standard output')
    """
    return f"standard {stream}" if path == STANDARD else path


def row_place(path: str, row: int, line: int | None = None) -> str:
    """Where a row stands in a list.

    >>> row_place("people.tsv", 3, 5)
    'people.tsv: row 3 (line 5)'
    """
    return f"{shown_path(path)}: row {row}" + ("" if line is None else f" (line {line})")


def reason_of(error: BaseException) -> str:
    """What went wrong, on one line: the system's words, the error's own or its class.

    >>> reason_of(OSError(13, "Permission denied", "a.csv")), reason_of(EOFError())
    ('Permission denied', 'EOFError')
    """
    written = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return str(written).splitlines()[0]
