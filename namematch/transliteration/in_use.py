"""A name's word in either script in, the Latin spellings that people use for it out.

Hossein is Hussain, Hosein, Husayn to others. A Latin word is first what it stands for: the Persian words that
it most probably is. Each of them is written as the press does, and, if it is a word of the vocabulary, in the
ways that attested spellings show to be usual, sound by sound (``model.usual``).
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from ..model.usual import parts_of, shipped_usual
from ..model.vocabulary import Vocabulary
from ..text.letters import latin_letters, persian_letters, plain_latin
from ..text.normalize import normalize_name
from .schemes import ENGLISH
from .search import WIDE
from .speller import MOST_TOKENS
from .spelling import Spelling, by_probability
from .styles import styled
from .to_latin import ToLatin
from .to_persian import ToPersian

MOST_WORDS: Final = 12  # that a Latin word is taken to stand for
LEAST_WORD: Final = 0.005  # the share of such a word: what else it may be has no spelling among the first
MOST_USUAL: Final = 30  # ways to write each word that are looked at, before doubled letters and long vowels

# Shares of the spellings of a known word: as attested spellings have it, as its other romanisations do, where
# the lexicon names any; the rest as the press does.
IN_USE: Final = 0.5
ALSO_IN_USE: Final = 0.1
SINGLE: Final = 0.35  # how often a consonant that the standard doubles is written once: Hasan

_WRITTEN_TWICE: Final = re.compile(r"([b-df-hj-np-tv-xz])\1")
_LONGEST_PART: Final = 5


class SpellingsInUse:
    """The Latin spellings in use for words of either script, by a vocabulary."""

    def __init__(self, vocabulary: Vocabulary, to_latin: ToLatin, to_persian: ToPersian) -> None:
        self._vocabulary = vocabulary
        self._to_latin = to_latin
        self._to_persian = to_persian
        self.spell = lru_cache(maxsize=MOST_TOKENS)(self._spell)

    def _spell(self, writing: str, token: str, *, is_persian: bool) -> tuple[Spelling, ...]:
        """The spellings of a *token* in normal form, by a column of ``data/schemes.tsv``, best first; ``()``
        where it has no letter."""
        return self._of_persian(token, writing) if is_persian else self._of_latin(token, writing)

    def _of_latin(self, token: str, writing: str) -> tuple[Spelling, ...]:
        masses: dict[str, float] = defaultdict(float)
        for word in self._to_persian.spell(WIDE, token)[:MOST_WORDS]:
            if word.probability < LEAST_WORD and masses:
                break
            for spelling in self.spell(writing, normalize_name(word.text), is_persian=True):
                masses[spelling.text] += word.probability * spelling.probability
        return _ranked(masses)

    def _of_persian(self, token: str, writing: str) -> tuple[Spelling, ...]:
        press = self._to_latin.spell(writing, WIDE, token)
        word = self._vocabulary.word_spelled(persian_letters(token))
        if writing != ENGLISH or word < 0 or not self._vocabulary.words[word].latin:
            return press
        masses: dict[str, float] = defaultdict(float)
        also = self._vocabulary.words[word].also
        for text in also:
            masses[text[:1].upper() + text[1:]] += ALSO_IN_USE / len(also)
        for text, share in self._usual(word, persian_letters(token)):
            masses[text] += IN_USE * share
        rest = 1 - IN_USE - (ALSO_IN_USE if also else 0)
        for spelling in press:
            masses[spelling.text] += rest * spelling.probability
        return _ranked(masses)

    def _usual(self, word: int, letters: str) -> Iterator[tuple[str, float]]:
        """The usual spellings of a *word* of the vocabulary and their shares, with capitals."""
        romanisation, _, rows = self._vocabulary.spellings_of(word)
        standard = parts_of(romanisation)
        surface = _surface(plain_latin(normalize_name(self._vocabulary.words[word].latin)), standard)
        for parts, share in shipped_usual().spellings(rows, MOST_USUAL).items():
            shown = (
                whole if part == folded else part
                for part, folded, whole in zip(parts, standard, surface, strict=True)
            )
            for text, mass in _styled("".join(shown).capitalize(), letters):
                yield text, share * mass


def _surface(plain: str, parts: list[str]) -> list[str]:
    """*plain* Latin letters cut so that each piece folds to its part; the parts where it cannot be.

    >>> _surface("hossein", ["", "h", "o", "s", "ei", "n", ""]), _surface("nouri", ["", "n", "u", "r", "i"])
    (['', 'h', 'o', 'ss', 'ei', 'n', ''], ['', 'n', 'ou', 'r', 'i'])
    """
    return next(_cuts(plain, tuple(parts)), parts)


def _cuts(plain: str, parts: tuple[str, ...]) -> Iterator[list[str]]:
    if not parts:
        yield from [] if plain else [[]]
        return
    for length in range(min(_LONGEST_PART, len(plain)), -1, -1):
        if latin_letters(plain[:length]) == parts[0]:
            yield from ([plain[:length], *rest] for rest in _cuts(plain[length:], parts[1:]))


def _styled(text: str, letters: str) -> Iterator[tuple[str, float]]:
    """*text* with its long vowels as people at large write them, its doubled consonants also once."""
    for whole, share in styled(text, letters, "use_variants"):
        single = _WRITTEN_TWICE.sub(r"\1", whole)
        yield whole, share * (1 - SINGLE if single != whole else 1)
        if single != whole:
            yield single, share * SINGLE


def _ranked(masses: dict[str, float]) -> tuple[Spelling, ...]:
    return tuple(sorted((Spelling(*item) for item in masses.items()), key=by_probability))
