"""A name in, how rare it is out: bits it takes for two people to share it.

The functions on numbers take floats or arrays alike, so that the batch computes with these very lines.
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from ..arrays.dtypes import Floats, Numbers
from ..arrays.sums import sum_in_order
from ..model.lexicon import LONGEST_TEXT, readable_letters
from ..model.reading import LatinReading
from ..model.vocabulary import UNKNOWN, UNKNOWN_GIVEN, Vocabulary
from ..names.name import Name, Role
from ..text.letters import is_initial
from ..text.memory import REMEMBERED_WORDS
from ..text.scripts import Script, ScriptedText

UNREAD = 1e-6  # how frequent a word of a script that the channel cannot read is among the unknown
LEAST_PROBABILITY = 1e-30  # a probability that keeps a logarithm finite
RARITY_INITIAL = 3.0  # bits: one name in eight begins with a letter
RARITY_UNREAD = -float(np.log2(UNKNOWN * UNREAD))  # bits


def token_rarities(name: Name, rarity: Callable[[ScriptedText], float]) -> list[float]:
    """The *rarity* of each of ``tokens_of(name)``, in bits; titles and particles tell nobody apart."""
    return [0.0] * len(name.optional_titles) + [
        0.0
        if t.role == Role.PARTICLE
        else RARITY_INITIAL
        if is_initial(t.text)
        else rarity((t.text, t.script))
        for t in name.tokens
    ]


def givenness(unit: ScriptedText, vocabulary: Vocabulary) -> float:
    """How often a token is a given name, in [0, 1]."""
    letters = readable_letters(unit)
    if letters and unit[1] == Script.LATIN:
        reading = vocabulary.latin(letters)
        known = _weighted(reading, vocabulary.givenness)
        return float(share_given(known, reading.unknown, reading.total))
    word = vocabulary.persian(letters).word if letters else -1
    return float(vocabulary.givenness[word]) if word >= 0 else UNKNOWN_GIVEN


def _weighted(reading: LatinReading, weights: Floats) -> float:
    """What the words that a token may stand for come to, each by its weight."""
    shares = zip(reading.mass.values(), weights[reading.words].tolist(), strict=True)
    return sum_in_order(joint * weight for joint, weight in shares)


def name_rarity(name: Name, vocabulary: Vocabulary) -> float:
    """Bits it takes for two people to share *name*: minus log2 of its probability by its words."""
    return sum_in_order(
        RARITY_INITIAL if is_initial(t.text) else token_rarity((t.text, t.script), vocabulary)
        for t in name.tokens
    )


def token_rarity(unit: ScriptedText, vocabulary: Vocabulary) -> float:
    """Minus log2 of how frequent the word is that a token most probably stands for."""
    return vocabulary.derived(_rarities)(unit) if len(unit[0]) <= LONGEST_TEXT else RARITY_UNREAD


def _rarities(vocabulary: Vocabulary) -> Callable[[ScriptedText], float]:
    """The rarity of a token, remembered: its name may be compared with many."""
    return lru_cache(maxsize=REMEMBERED_WORDS)(lambda unit: _rarity(unit, vocabulary))


def _rarity(unit: ScriptedText, vocabulary: Vocabulary) -> float:
    letters = readable_letters(unit)
    if not letters:
        return RARITY_UNREAD
    if unit[1] == Script.PERSIAN:
        return float(rarity_of(vocabulary.persian(letters).prior))
    reading = vocabulary.latin(letters)
    known = _weighted(reading, vocabulary.priors)
    return float(rarity_of(known / reading.total + reading.unknown))


def rarity_of(frequency: Numbers) -> Numbers:
    """Bits of rarity of a word of that *frequency* among given names and surnames together: among those of
    its kind it is twice as frequent.

    >>> float(rarity_of(0.125))
    2.0
    """
    bits: Numbers = -np.log2(np.minimum(1.0, 2 * frequency + LEAST_PROBABILITY))
    return bits


def share_given(known: Numbers, unknown: Numbers, total: Numbers) -> Numbers:
    """How often a Latin token is a given name: *known*, the mass of its readings that are given names, and
    the mass of *unknown* words, in *total*."""
    return (known + UNKNOWN_GIVEN * unknown) / total
