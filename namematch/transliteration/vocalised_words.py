"""The letters of a word in, the word with its vowel marks out.

It stands in the table, or is made of words that do.
"""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from ..errors import TableError
from ..model.lexicon import LONGEST_TEXT
from ..text.letters import persian_letters
from ..text.normalize import PERSIAN_LETTERS, ZWNJ, normalize_name
from ..text.tables import read_table
from .sounds import ALLAH, ARTICLE
from .vocalised import DAMMA, SHORT_VOWELS, STILL, TWICE, without_marks

MOST_FORMS: Final = 1 << 13  # composed words that are kept
_HEADS: Final = {"عبد": "عَبدُ", "ابو": "اَبُو", "ذو": "ذُو"}
_ABU: Final = "ابو"
_FOR_HALF_SPACE: Final = "+"  # stands for it in the table
_SHORTEST: Final = 3  # letters of a word that others are made of
_LAST_MARKS: Final = re.compile(f"[{''.join(SHORT_VOWELS)}{STILL}]+$")
_CARRIER: Final = str.maketrans({"ؤ": "و"})


@lru_cache(maxsize=MOST_FORMS)
def vocalised_form(token: str, *, spoken: bool = False) -> str | None:
    """A Persian *token*, in normal form, with its vowel marks; None where nobody knows them.

    A few words are *spoken* otherwise than dictionaries have them: Mehdi for Mahdi.

    Half-spaces part words of their own. Words with an article (شمسالدین), and what comes from a place or
    belongs to somebody (-i), are made of known words.

    >>> vocalised_form("شمسالدوله") == "شَمسُالدَولِه", vocalised_form("زغنبوت")
    (True, None)
    """
    if len(token) > LONGEST_TEXT:
        return None
    letters = "".join(x for x in token if x in PERSIAN_LETTERS)
    words = spoken_words() if spoken else vocalised_words()
    if whole := _form_of(letters, words):
        return whole
    parts = [_form_of(part, words) for part in token.split(ZWNJ)]
    known = [part for part in parts if part]
    return ZWNJ.join(known) if len(known) == len(parts) > 1 else None


def _form_of(letters: str, words: Mapping[str, str]) -> str | None:
    found = words.get(letters.translate(_CARRIER)) or words.get(
        letters.replace("ائ", "ای").translate(_CARRIER)
    )
    if found:
        return found.replace("ای", "ائ") if "ائ" in letters and "ائ" not in found else found
    return _with_article(letters, words) or _kunya(letters, words) or _with_ye(letters, words)


def _with_article(letters: str, words: Mapping[str, str]) -> str | None:
    """A construct of two known words: Abd ol-Ghafur, Shams od-Dowleh, Fazlollah."""
    for start in (found.start() for found in re.finditer(f"(?<=..){ARTICLE}(?=..)", letters)):
        stem, tail = letters[:start], letters[start:]
        head = _HEADS.get(stem)
        if head is None and stem in words and len(tail) > _SHORTEST:
            head = _LAST_MARKS.sub("", words[stem]) + DAMMA
        name = tail if tail == ALLAH else words.get(tail)  # some words are read otherwise there: المُلک
        if name is None and (alone := words.get(tail[len(ARTICLE) :])):
            name = ARTICLE + alone
        if head and name:
            return head + name
    return None


def _kunya(letters: str, words: Mapping[str, str]) -> str | None:
    """Abu and a known word: Abu Reyhan."""
    child = words.get(letters[len(_ABU) :]) if letters.startswith(_ABU) else None
    return f"اَبو{child}" if child and len(letters) > len(_ABU) + 1 else None


def _with_ye(letters: str, words: Mapping[str, str]) -> str | None:
    """What comes from or belongs to a known word (-i); after a vowel the ye of an ezafe (Khajuy-e)."""
    stem = words.get(letters[:-1]) if letters.endswith("ی") and len(letters) > _SHORTEST else None
    return stem + "ی" if stem and letters[-2] not in "آیه" else None


@cache
def vocalised_words() -> Mapping[str, str]:
    """The rows of ``data/vocalised.tsv``: a word with its marks, by its letters.

    Raises ``TableError`` for a row that is no word in normal form with marks behind letters, or that stands
    twice.

    >>> vocalised_words()["احمد"] == "اَحمَد"
    True
    """
    found: dict[str, str] = {}
    for vocalised, spoken in _marked_rows():
        letters = persian_letters(without_marks(vocalised))
        if letters in found or (spoken and persian_letters(without_marks(spoken)) != letters):
            raise TableError(f"vocalised.tsv: {vocalised!r} stands twice, or {spoken!r} is another word")
        found[letters] = vocalised
    return found


@cache
def spoken_words() -> Mapping[str, str]:
    """The same as Tehran speaks them.

    >>> spoken_words()["مهدی"] == "مِهدی", spoken_words()["احمد"] == "اَحمَد"
    (True, True)
    """
    spoken = {persian_letters(without_marks(spoken)): spoken for _, spoken in _marked_rows() if spoken}
    return {**vocalised_words(), **spoken}


def _marked_rows() -> list[tuple[str, ...]]:
    rows = read_table(
        "vocalised", ("vocalised", "spoken"), optional=("spoken",), as_written=("vocalised", "spoken")
    )
    for vocalised in (cell for row in rows for cell in row if cell):
        spelled = without_marks(vocalised.replace(_FOR_HALF_SPACE, ZWNJ))
        in_form = spelled == normalize_name(spelled) and bool(persian_letters(spelled))
        if not in_form or vocalised[0] != spelled[0] or TWICE + TWICE in vocalised:
            raise TableError(f"vocalised.tsv: {vocalised!r} is no word in normal form with vowel marks")
    return [(vocalised.replace(_FOR_HALF_SPACE, ZWNJ), spoken) for vocalised, spoken in rows]


def careful_spelling(letters: str) -> str:
    """How a careful writer spells the word of these *letters*: with hamza and half-space; as they are where
    the table has no such word.

    >>> careful_spelling("مومن"), careful_spelling("ملکزاده") == "ملک\u200cزاده"
    ('مؤمن', True)
    """
    vocalised = vocalised_words().get(letters)
    return without_marks(vocalised) if vocalised else letters
