"""A spelling and its word in, the other word that explains the spelling better out.

Here all words are as frequent and no standard romanisation is known: what is judged is the channel, or by it
a table of words.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ..model.channel import Channel, persian_symbols
from ..model.forward import NONE, SLACK, likelihood
from ..model.likelihoods import Likelihoods
from ..text.letters import sound_key


@dataclass(frozen=True, slots=True)
class Explained:
    """*bits*: minus log2 of P(spelling | its word). *likelier*: the word of another sound that explains
    it best, if better, else ``''``. *lead*: by how many bits; 0 where there is none."""

    bits: float
    likelier: str
    lead: float


class Contest:
    """Persian words, in letters, that compete to explain Latin letters through *channel*.

    Words that sound alike (صادق, سادغ) are one: no spelling tells them apart. Only candidates for a spelling
    (``text.consonants``) explain it.
    """

    def __init__(self, words: Iterable[str], channel: Channel) -> None:
        self._words = list(dict.fromkeys(words))
        self._sounds = [sound_key(word) for word in self._words]
        self._likelihoods = Likelihoods.of(self._words, np.ones(len(self._words)), channel.persian)
        self._channel = channel

    def explain(self, persian: str, latin: str) -> Explained:
        """How *latin*, folded letters, is explained by *persian* and whether another word does better.

        *persian* need not be one of the words. Of two words as likely, the first one is named.
        """
        ids = self._channel.substrings(latin)
        chance = max(likelihood(persian_symbols(persian), ids, self._channel.persian), NONE)
        bits = -float(np.log2(chance))
        better, chances = self._likelihoods.probable(latin, ids, chance * SLACK)
        sound = sound_key(persian)
        others = {
            word: other
            for word, other in zip(better.tolist(), chances.tolist(), strict=True)
            if self._sounds[word] != sound
        }
        if not others:
            return Explained(bits, "", 0.0)
        likelier = max(others, key=others.__getitem__)
        return Explained(bits, self._words[likelier], bits + float(np.log2(others[likelier])))
