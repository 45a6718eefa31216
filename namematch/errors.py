"""Every error that this package raises on purpose, and how a message quotes what is wrong.

``NameMatchError`` is the one to catch; a child exists only where a caller would act differently.
"""

from typing import Final

_SHOWN: Final = 60  # letters of a bad value that a message quotes


class NameMatchError(ValueError):
    """Base of every error in this package: catch this one."""


class TableError(NameMatchError):
    """A table shipped or given breaks its format. The message starts with ``file:line``."""


class InputError(NameMatchError):
    """Input that cannot be read. The message names the file and, where known, row and value."""


class OutputError(NameMatchError):
    """Output that cannot be written. The message names the file; nothing is left half written."""


def quoted(value: object) -> str:
    """*value* as a message shows it, on one line and not too much of it.

    >>> quoted("Ali"), len(quoted("Ali" * 100))
    ("'Ali'", 60)
    """
    written = repr(value).replace("\n", " ")
    return written if len(written) <= _SHOWN else written[: _SHOWN - 3] + "..."
