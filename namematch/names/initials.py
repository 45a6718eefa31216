"""The words of a text in, the same with initials that are written as one word parted: Karimi AR, SMH Karimi.

Authors are listed so. Two or three capitals beside words that have small letters are initials, and so are
letters without a vowel, which no word is; MR may be a title, and is one unless it follows a single surname.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from ..text.letters import VOWELS, is_initial
from ..text.normalize import PERSIAN_LETTERS, ZWNJ
from ..text.scripts import Script
from ..text.tables import read_table
from .title_table import shipped_titles
from .titles import is_title_alone
from .words import WrittenWord, word_of

MOST_INITIALS: Final = 3  # initials in one word
_LEAST_WORD: Final = 3  # letters of a word whose small letters tell that capitals mean something


def read_letter_names(clean: str) -> str:
    """*clean* text with the Persian names of Latin letters as these letters, where a full stop follows.

    >>> read_letter_names("جان ام. هیل")
    'جان m. هیل'
    """
    return (
        _letter_names().sub(lambda found: _latin_letters()[found[1]] + ".", clean) if "." in clean else clean
    )


@cache
def _latin_letters() -> dict[str, str]:
    """Read letter_names.tsv: {name: letter}."""
    rows = read_table("letter_names", ("name", "letter"), unique=("name",))
    return {row[0]: row[1] for row in rows}


@cache
def _letter_names() -> re.Pattern[str]:
    names = "|".join(sorted(_latin_letters(), key=len, reverse=True))
    return re.compile(rf"(?<![{PERSIAN_LETTERS}{ZWNJ}])({names})\.")


def part_initials(segments: list[list[WrittenWord]]) -> list[list[WrittenWord]]:
    """Part the initials of a text, whose words commas part into *segments*.

    >>> from .constructs import construct_words
    >>> written = construct_words("Karimi MR", shipped_titles())
    >>> [[word.text for word in words] for words in part_initials([written])]
    [['karimi', 'm', 'r']]
    """
    if not any(may_be_initials(word) for words in segments for word in words):
        return segments
    written = [word for words in segments for word in words]
    mixed = has_small_letters(written)
    return [_parted(words, written, mixed=mixed) for words in segments]


def may_be_initials(word: WrittenWord) -> bool:
    """Whether a word may be several initials, by its own letters: in capitals, and short."""
    return (
        word.upper_case
        and 1 < len(word.text) <= MOST_INITIALS
        and word.text.isascii()
        and all(letter not in VOWELS for letter in word.text[len(word.text) == 2 :])  # noqa: PLR2004 AR, not LI
    )


def trailing_initials(words: Sequence[WrittenWord]) -> int:
    """How many initials stand behind a surname: two or more, for Ali K. has a given name."""
    count = 0
    while count < len(words) and is_initial(words[-1 - count].text):
        count += 1
    return count if 1 < count < len(words) and not is_initial(words[0].text) else 0


def has_small_letters(words: Sequence[WrittenWord]) -> bool:
    """Whether some word is not in capitals, so that capitals mean something."""
    return any(w.script is Script.LATIN and not w.upper_case and len(w.text) >= _LEAST_WORD for w in words)


def _parted(words: list[WrittenWord], written: list[WrittenWord], *, mixed: bool) -> list[WrittenWord]:
    found: list[WrittenWord] = []
    for place, word in enumerate(words):
        last = place == len(words) - 1
        at_end = last or (place == 0 and word.particle != "before")  # AL Karimi
        if at_end and may_be_initials(word) and _are_initials(word, written, mixed=mixed):
            found += [word_of(x, Script.LATIN, shipped_titles(), upper_case=False) for x in word.text]
        else:
            found.append(word)
    return found


def _are_initials(word: WrittenWord, written: list[WrittenWord], *, mixed: bool) -> bool:
    if len(written) == 1:
        return False
    if is_title_alone(word):
        return mixed and len(written) == 2 and word is written[-1]  # noqa: PLR2004 MR behind a surname
    return mixed or not any(letter in VOWELS for letter in word.text)
