"""Persian and Latin spellings of a word in, which Latin letters each Persian letter writes out.

A *graphone* is a Persian letter and the folded Latin letters, its *piece*, that it writes: (ق, gha).
``data/press.tsv`` says what each letter may write.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from ..text.letters import VOWELS, latin_letters
from ..text.tables import read_table
from .ngrams import EDGE

Graphone = tuple[str, str]  # a Persian letter, and the folded Latin letters that it writes
Path = tuple[Graphone, ...]  # the graphones of a word, in order

_CONSONANT_VOWELS: Final = {"": 0, "a": 0, "e": 0, "o": 0, "i": 3, "u": 3}  # and what each costs

_OTHER_STYLE: Final = 4  # cost of a piece that the press does not write
LETTERS_OF_VOWELS: Final = "اآویه"
_ARABIC, _PERSIAN_ONLY = "ثحذصضطظعغق", "پچژگ"  # which words of the other language do not have
LAST_ONLY: Final = {("ه", "eh")}  # within a word, the vowel is that of the letter before
_OF_AFFIXES: Final = "متن"  # consonants that Arabic patterns add to a root

# Hayat has a consonant, Heydar a diphthong; q and gh are one letter to the press.
_DIPHTHONG = re.compile(rf"([ae])y(?![{VOWELS}])")
_GLIDE = re.compile(rf"w(?=[{VOWELS}])")


def fold_spelling(latin: str) -> str:
    """The letters of *latin* as the graphones have them, styles' habits of one sound folded.

    >>> fold_spelling("Heydar"), fold_spelling("Qavami"), fold_spelling("Noori")
    ('heidar', 'ghavami', 'nuri')
    """
    letters = latin_letters(latin.lower()).replace("q", "gh")
    return _DIPHTHONG.sub(r"\1i", _GLIDE.sub("v", letters))


class Pieces(NamedTuple):
    """What the letters of ``data/press.tsv`` may write, folded."""

    costs: Mapping[str, Mapping[str, int]]  # of each letter's pieces, when a spelling is aligned
    press: Mapping[Graphone, str]  # those that the press writes, as it writes them
    letters: Mapping[str, tuple[str, ...]]  # the letters that write a piece
    signs: Mapping[Graphone, int]
    patterns: Sequence[int]  # of each sign, the sign of its pattern
    sounds: Mapping[str, str]  # the consonant of each letter that has one


@cache
def pieces() -> Pieces:
    """Read ``data/press.tsv``."""
    columns = ("letter", "sound", "pieces", "other")
    costs: dict[str, dict[str, int]] = {}
    press: dict[Graphone, str] = {}
    rows = read_table("press", columns, optional=columns[1:], unique=("letter",))
    for letter, sound, written, other in rows:
        of_letter = costs.setdefault(letter, {})
        usual = [(x.strip("-"), cost) for cost, x in enumerate(written.split())]
        for piece, cost in (*_syllables(sound), *usual):
            press.setdefault((letter, latin_letters(piece)), piece)
            of_letter.setdefault(latin_letters(piece), cost)
        for piece in other.split():
            for text, cost in _syllables(piece.strip("-")) or [(piece.strip("-"), 0)]:
                of_letter.setdefault(latin_letters(text), cost + _OTHER_STYLE)
    letters: dict[str, list[str]] = defaultdict(list)
    for letter, of_letter in costs.items():
        for piece in of_letter:
            letters[piece].append(letter)
    # Rather a sign too many: every letter may be silent before its like (Amir, Reza: Amireza).
    graphones = [(letter, piece) for letter, of_letter in costs.items() for piece in {**of_letter, "": 0}]
    signs = {graphone: i for i, graphone in enumerate(graphones, 1)}
    kinds = {kind: i for i, kind in enumerate(dict.fromkeys(map(_pattern, graphones)), 1)}
    return Pieces(
        costs,
        press,
        {piece: tuple(x) for piece, x in letters.items()},
        signs,
        [EDGE, *(kinds[_pattern(graphone)] for graphone in graphones)],
        {letter: sound for letter, sound, *_ in rows if _syllables(sound)},
    )


def _syllables(sound: str) -> list[tuple[str, int]]:
    """A consonant alone and with each vowel, with its cost; none for a vowel or for nothing."""
    if not sound or set(sound) & set(VOWELS):
        return []
    return [(sound + vowel, cost) for vowel, cost in _CONSONANT_VOWELS.items()]


def _pattern(graphone: Graphone) -> Graphone:
    """A graphone without its consonant: what kind of letter, and the vowel after it."""
    letter, piece = graphone
    if letter in LETTERS_OF_VOWELS:
        return graphone
    vowel = piece[-1:] if piece[-1:] in tuple(VOWELS) else ""
    if letter in _OF_AFFIXES:
        return letter, vowel
    kind = "arabic" if letter in _ARABIC else "persian" if letter in _PERSIAN_ONLY else "any"
    return kind, vowel


def align_letters(persian: str, latin: str) -> Path:
    """Share folded *latin* out among the letters of *persian*; ``()`` where that cannot be.

    >>> align_letters("قمری", "ghamari")
    (('ق', 'gha'), ('م', 'ma'), ('ر', 'r'), ('ی', 'i'))
    """
    costs = pieces().costs
    reached: dict[int, tuple[int, Path]] = {0: (0, ())}
    for letter, after in zip(persian, [*persian[1:], ""], strict=False):
        choices = {**costs[letter], "": 0} if merges(letter, after) else costs[letter]
        following: dict[int, tuple[int, Path]] = {}
        for start, (spent, path) in reached.items():
            for piece, cost in choices.items():
                if after and (letter, piece) in LAST_ONLY:
                    continue
                end = start + len(piece)
                cheaper = end not in following or spent + cost < following[end][0]
                if cheaper and latin.startswith(piece, start):
                    following[end] = spent + cost, (*path, (letter, piece))
        reached = following
    return reached.get(len(latin), (0, ()))[1]


def merges(letter: str, after: str) -> bool:
    """Whether folding leaves no trace of a consonant before *after*: Amirreza, Mohammadjavad, Saatchi.

    >>> merges("ر", "ر"), merges("د", "ج"), merges("ر", "ز")
    (True, True, False)
    """
    sounds = pieces().sounds
    if letter not in sounds or after not in sounds or letter in LETTERS_OF_VOWELS:
        return False
    return sounds[letter] == sounds[after] or sounds[letter] + sounds[after] in ("dj", "tch")
