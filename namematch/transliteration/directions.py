"""A clean text in, its words by script out, and which of them are spelled in the other one."""

import re
from typing import Final, NamedTuple, Self

from ..errors import NameMatchError
from ..text.normalize import PERSIAN_LETTERS, ZWNJ, clean_text
from .schemes import PRESS, column

BOTH_SCRIPTS: Final = ("persian", "latin")

TOKENS: Final = re.compile(
    rf"(?P<persian>[{PERSIAN_LETTERS}]+(?:[{ZWNJ}-][{PERSIAN_LETTERS}]+)*)"
    r"|(?P<latin>'?[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0259\u1e00-\u1eff\u0300-\u036f]"
    r"(?:['-]?[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0259\u1e00-\u1eff\u0300-\u036f])*'?)"
)


class WayToSpell(NamedTuple):
    """How a text is spelled: its Persian words as the column *writing* of ``data/schemes.tsv``, its Latin
    words read by the scheme *reading*, None for that whose marks they have; words of *script* stay, unless
    spellings *in_use* are asked for."""

    writing: str
    reading: str | None
    script: str | None = None
    in_use: bool = False  # whether Latin words get all spellings in use, and Persian ones too (``in_use``)

    @classmethod
    def of(cls, scheme: str, style: str, script: str | None) -> Self:
        """As ``transliterate`` is told it. Raises ``NameMatchError`` for a value that it does not know."""
        if script is not None and script not in BOTH_SCRIPTS:
            raise NameMatchError(f"script {script!r} is none of {', '.join(BOTH_SCRIPTS)}")
        return cls(column(scheme, style), None if scheme == PRESS else scheme, script)

    def of_spellings(self) -> Self:
        """The same for all spellings of a text: into Latin, those in use."""
        return self._replace(in_use=self.script == "latin")


def is_written_in(text: str, script: str | None) -> bool:
    """Whether a *text* has words of *script*, and none of the other one.

    >>> is_written_in("Ali Karimi, 1950", "latin"), is_written_in("Ali کریمی", "latin")
    (True, False)
    >>> is_written_in("1950", "latin"), is_written_in("Ali", None)
    (False, False)
    """
    if script is None:
        return False
    return {found.lastgroup for found in TOKENS.finditer(clean_text(text))} == {script}
