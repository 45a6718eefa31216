"""A word of Cyrillic, Greek, Armenian, Georgian or Hebrew letters in, Latin letters out.

Unidecode does it, letter by letter; what it loses stands in ``data/romanised.tsv``. Chinese, Thai and all
other scripts are not read: what Unidecode writes for them is no name that anybody bears.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Final

from unidecode import unidecode

from .memory import Answers
from .tables import read_table

_SCRIPTS: Final = frozenset({"CYRILLIC", "GREEK", "ARMENIAN", "GEORGIAN", "HEBREW"})
_STRESS: Final = "\u0300\u0301"  # of Greek and Russian vowels; other marks make letters of their own


def romanised(word: str) -> str:
    """The word, in normal form and of one script, in small Latin letters; ``''`` where nothing reads it.

    >>> romanised("ҳусейн"), romanised("джафари"), romanised("τζαφαρί"), romanised("王小明")
    ('husein', 'jafari', 'jafari', '')
    """
    if not any(map(_is_read.__getitem__, word)) or not all(_is_read[x] for x in word if x.isalpha()):
        return ""
    latin = unidecode(_by_table()(_unstressed(word))).lower()
    return "".join(x for x in latin if "a" <= x <= "z")


def _is_read_letter(char: str) -> bool:
    return unicodedata.name(char, "").partition(" ")[0] in _SCRIPTS


_is_read = Answers(_is_read_letter)


def _unstressed(word: str) -> str:
    """The word without accents, so that a group of vowels is known with them too (εί)."""
    return "".join(map(_without_stress, word))


def _without_stress(letter: str) -> str:
    apart = unicodedata.normalize("NFD", letter)
    return unicodedata.normalize("NFC", "".join(x for x in apart if x not in _STRESS))


@cache
def _by_table() -> Callable[[str], str]:
    """What puts the Latin letters of the table into a word."""
    columns = ("letters", "latin", "why")
    rows = read_table("romanised", columns, optional=("latin",), as_written=("why",), unique=("letters",))
    latin = {letters: to for letters, to, _why in rows}
    group = re.compile("|".join(map(re.escape, sorted(latin, key=len, reverse=True))))
    return lambda word: group.sub(lambda found: latin[found[0]], word)
