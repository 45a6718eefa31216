"""A Persian text in, those of its words out that have vowel marks: what is written there is a fact.

Most texts have a mark here and there (حسن صبّاح), few have all. A mark that is written stands over what the
table of known words or a guess says of its letter; of the other letters these say what they are.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from ..model.lexicon import LONGEST_TEXT
from ..text.normalize import ZWNJ, clean_text
from .pieces import Path, pieces
from .sounds import ARTICLE
from .vocalised import SHORT_VOWELS, STILL, TWICE, Letter, marked_letters

_DECIDING: Final = "".join((*SHORT_VOWELS, TWICE, STILL))
_OF_A_WORD: Final = f"\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06ed\ufb50-\ufdff\ufe70-\ufefc{ZWNJ}"
_PERSIAN_WORD: Final = re.compile(f"[{_OF_A_WORD}]+")
_MARK: Final = re.compile(f"[{_DECIDING}]")
_LONG_AFTER: Final = {("e", "ی"): "i", ("o", "و"): "u", ("a", "ا"): "a"}  # vowels that a letter writes too


class MarkedWord(NamedTuple):
    """A word with marks, where it stands, its letters in normal form, and each of them with its marks."""

    start: int
    end: int
    token: str
    letters: tuple[Letter, ...]


def has_marks(text: str) -> bool:
    """Whether *text* has marks that say how it is read.

    >>> has_marks("صبّاح"), has_marks("صباح")
    (True, False)
    """
    return _MARK.search(text) is not None


def marked_words(text: str) -> Iterator[MarkedWord]:
    """Yield the words of *text* that have marks, but for those longer than any name.

    >>> [(word.token, word.letters[1].twice) for word in marked_words("حسن صبّاح")]
    [('صباح', True)]
    """
    for found in _PERSIAN_WORD.finditer(text):
        if len(found.group()) > LONGEST_TEXT or not has_marks(found.group()):
            continue
        token, marked = clean_text(found.group()), _in_normal_form(found.group())
        letters = _as_meant(marked_letters(marked)) if marked[:1].isalpha() else ()
        if "".join(x.letter for x in letters) == token.replace(ZWNJ, ""):
            yield MarkedWord(found.start(), found.end(), token, letters)


def _in_normal_form(word: str) -> str:
    """*word* with each letter in normal form and its vowel marks behind it."""
    text, place = "", 0
    while place < len(word):
        end = place + 1
        while end < len(word) and unicodedata.category(word[end]).startswith("M"):
            end += 1
        letter = clean_text(word[place:end]) or (ZWNJ if word[place] == ZWNJ else "")
        text += letter + "".join(x for x in word[place + 1 : end] if x in _DECIDING)
        place = end
    return text


def _as_meant(letters: tuple[Letter, ...]) -> tuple[Letter, ...]:
    """*letters* without marks that say nothing of the word: the case or the ezafe at its end, the sign of
    stillness on a vav or ye that is a vowel, a letter that an article has become."""
    meant = [x._replace(still=False) if x.letter in "وی" else x for x in letters]
    for place in range(len(ARTICLE), len(meant)):
        if "".join(x.letter for x in meant[place - len(ARTICLE) : place]) == ARTICLE:
            meant[place] = meant[place]._replace(twice=False)
    if meant:
        last = meant[-1]
        meant[-1] = last._replace(vowel="", still=False, twice=last.twice and last.letter != "ی")
    return tuple(meant)


def overlaid(known: Sequence[Letter], letters: Sequence[Letter]) -> tuple[Letter, ...]:
    """The marks of *known* letters, and over them those that are written.

    >>> found = overlaid(marked_letters("صَباح"), marked_letters("صبّاح"))
    >>> found[0].vowel, found[1].twice
    ('a', True)
    """
    return tuple(
        one._replace(
            vowel=two.vowel or ("" if two.still else one.vowel),
            twice=one.twice or two.twice,
            still=two.still or (one.still and not two.vowel),
        )
        for one, two in zip(known, letters, strict=True)
    )


def overlaid_path(path: Path, letters: Sequence[Letter]) -> Path:
    """A *path*, with the vowels that are written in place of those that were guessed.

    >>> overlaid_path((("ک", "ke"), ("ل", "l")), marked_letters("کَل"))
    (('ک', 'ka'), ('ل', 'l'))
    """
    found = list(path)
    for place, letter in enumerate(letters):
        if not (letter.vowel or letter.still) or letter.letter in "اآءؤئ":
            continue
        consonant = pieces().sounds.get(letter.letter, "")
        after = letters[place + 1] if place + 1 < len(letters) else Letter("")
        long = _LONG_AFTER.get((letter.vowel, after.letter)) if after.plain else None
        found[place] = (letter.letter, (consonant + ("" if long else letter.vowel)) or found[place][1])
        if long:
            found[place + 1] = (after.letter, long)
    return tuple(found)
