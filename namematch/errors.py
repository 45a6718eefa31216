"""Every error that this package raises on purpose.

``NameMatchError`` is the one to catch; a child exists only where a caller would act differently.
"""


class NameMatchError(ValueError):
    """Base of every error in this package: catch this one."""


class TableError(NameMatchError):
    """A table shipped or given breaks its format. The message starts with ``file:line``."""


class InputError(NameMatchError):
    """Input that cannot be read. The message names the file and, where known, row and value."""


class OutputError(NameMatchError):
    """Output that cannot be written. The message names the file; nothing is left half written."""
