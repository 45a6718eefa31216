"""A name in, how rare it is out: bits it takes for two people to share it."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from ..model.lexicon import readable_letters
from ..model.vocabulary import UNKNOWN, UNKNOWN_GIVEN, Vocabulary
from ..names.name import Name, Role
from ..text.memory import REMEMBERED_WORDS
from ..text.scripts import Script, ScriptedText

UNREAD = 1e-6  # how frequent a word of a script that the channel cannot read is among the unknown
LEAST_PROBABILITY = 1e-30  # a probability that keeps a logarithm finite


def token_rarities(name: Name, vocabulary: Vocabulary) -> list[float]:
    """``token_rarity`` of each of ``tokens_of(name)``; titles and particles tell nobody apart."""
    return [0.0] * len(name.optional_titles) + [
        0.0 if t.role == Role.PARTICLE else token_rarity((t.text, t.script), vocabulary) for t in name.tokens
    ]


def givenness(unit: ScriptedText, vocabulary: Vocabulary) -> float:
    """How often a token is a given name, in [0, 1]."""
    letters = readable_letters(unit)
    if letters and unit[1] == Script.LATIN:
        reading = vocabulary.latin(letters)
        known = float(reading.joint @ vocabulary.givenness[reading.words])
        return (known + UNKNOWN_GIVEN * reading.unknown) / reading.total
    word = vocabulary.persian(letters).word if letters else -1
    return float(vocabulary.givenness[word]) if word >= 0 else UNKNOWN_GIVEN


def name_rarity(name: Name, vocabulary: Vocabulary) -> float:
    """Bits it takes for two people to share *name*: minus log2 of its probability by its words."""
    return sum(token_rarity((t.text, t.script), vocabulary) for t in name.tokens)


def token_rarity(unit: ScriptedText, vocabulary: Vocabulary) -> float:
    """Minus log2 of how frequent the word is that a token most probably stands for."""
    return vocabulary.derived(_rarities)(unit)


def _rarities(vocabulary: Vocabulary) -> Callable[[ScriptedText], float]:
    """The rarity of a token, remembered: its name may be compared with many."""
    return lru_cache(maxsize=REMEMBERED_WORDS)(lambda unit: _rarity(unit, vocabulary))


def _rarity(unit: ScriptedText, vocabulary: Vocabulary) -> float:
    letters = readable_letters(unit)
    if not letters:
        return -float(np.log2(UNKNOWN * UNREAD))
    if unit[1] == Script.PERSIAN:
        return -float(np.log2(min(1.0, 2 * vocabulary.persian(letters).prior + LEAST_PROBABILITY)))
    reading = vocabulary.latin(letters)
    frequency = float(reading.joint @ vocabulary.priors[reading.words]) / reading.total
    return -float(np.log2(min(1.0, 2 * (frequency + reading.unknown) + LEAST_PROBABILITY)))
