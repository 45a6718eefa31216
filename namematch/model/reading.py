"""What a token is to a vocabulary: the words that a Latin one may stand for, which word a Persian one is."""

from dataclasses import dataclass

from ..arrays.dtypes import Floats, Ints


@dataclass(frozen=True, slots=True)
class LatinReading:
    """What a Latin token may stand for: *joint* holds P(w) P(b | w) of *words*, *total* is Z(b)."""

    letters: str
    ending: int  # ``text.endings``
    ids: Ints
    symbols: Ints
    total: float
    unknown: float  # P(unknown) P_letters(b), the part of Z that no word explains
    words: Ints  # ascending
    joint: Floats
    usual: tuple[int, ...]  # ``UsualTable.token``
    itself: float  # how probably an unknown word is written as it is
    best: tuple[float, float]  # how well the word that fits best does (``model.fits``)
    mass: dict[int, float]  # *joint* by word
    sounds: dict[int, float]  # the joint mass of each class of words that sound alike
    fits: dict[int, float]  # and how well the one of them that fits best does


@dataclass(frozen=True, slots=True)
class PersianReading:
    """What a Persian token is: *word* and *sound* are -1 where the lexicon has none.

    *prior* is P(a). A token that is no word may be a typo for one of *typo_words*, ascending;
    *typos* holds P(a | w) / P(a).
    """

    letters: str
    ending: int  # ``text.endings``
    symbols: Ints
    key: str
    word: int
    sound: int
    prior: float
    romanisation: str  # the folded standard romanisation of the word, if it is one
    also: tuple[str, ...]  # other romanisations of it, folded
    usual: tuple[int, ...]  # ``UsualTable.word``
    typo_words: Ints
    typos: Floats
