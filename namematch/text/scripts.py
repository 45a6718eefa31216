"""The scripts that names are written in, and a text together with its script."""

import unicodedata
from enum import StrEnum


class Script(StrEnum):
    """A script by its ISO 15924 code; every script but two is ``OTHER``."""

    PERSIAN = "Arab"
    LATIN = "Latn"
    OTHER = "Zzzz"


class _Scripts(dict[str, Script]):
    """The script of a letter."""

    def __missing__(self, letter: str) -> Script:
        first = unicodedata.name(letter, "").partition(" ")[0]
        self[letter] = {"ARABIC": Script.PERSIAN, "LATIN": Script.LATIN}.get(first, Script.OTHER)
        return self[letter]


SCRIPT_OF_LETTER = _Scripts()


ScriptedText = tuple[str, Script]  # a token in normal form, or several joined
