"""The scripts that names are written in, and a text together with its script."""

import unicodedata
from enum import StrEnum

from .memory import Answers


class Script(StrEnum):
    """A script by its ISO 15924 code; every script but two is ``OTHER``."""

    PERSIAN = "Arab"
    LATIN = "Latn"
    OTHER = "Zzzz"


def _script_of(letter: str) -> Script:
    first = unicodedata.name(letter, "").partition(" ")[0]
    return {"ARABIC": Script.PERSIAN, "LATIN": Script.LATIN}.get(first, Script.OTHER)


SCRIPT_OF_LETTER = Answers(_script_of)


ScriptedText = tuple[str, Script]  # a token in normal form, or several joined
