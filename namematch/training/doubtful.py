"""A vocabulary in, its doubtful spellings out: the channel checks the lexicon.

A standard romanisation that the channel finds improbable is a typo of whoever wrote the lexicon, or of a name
that is not spelled as Persian ones are (Jacques, for ژاک). Which of the two, a reader must say.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from ..model.vocabulary import Vocabulary, shipped_vocabulary
from ..progress import Progress, counter, silent
from .contest import Contest, Explained

LONGEST = 12  # letters; the few words that are longer are compared with one another


@dataclass(frozen=True, slots=True)
class DoubtfulWord:
    """A spelling of a vocabulary, and in bits how doubtful it is.

    *surprise*: how much less probable *latin* is than in the middle one of the words with as many
    letters; negative for the other half. *likelier*: the word of another sound that explains *latin*
    better, ``''`` for none; *lead*: by how much better. *doubt*: the sum of both.
    """

    persian: str
    latin: str
    doubt: float
    surprise: float
    likelier: str
    lead: float


def doubtful_words(
    vocabulary: Vocabulary | None = None, *, progress: Progress = silent
) -> list[DoubtfulWord]:
    """Each word of *vocabulary*, and each of its variants, with its standard romanisation, most doubtful
    first.

    Without a vocabulary, that of the package. No words give ``[]``. Ties are in Persian order.

    >>> doubtful_words(Vocabulary(()))
    []
    """
    words = shipped_vocabulary() if vocabulary is None else vocabulary
    found = _explained(words, progress)
    usual: dict[int, list[float]] = defaultdict(list)
    for (persian, _), explained in found.items():
        usual[_length(persian)].append(explained.bits)
    middle = {length: float(np.median(bits)) for length, bits in usual.items()}
    doubtful = []
    for (persian, latin), explained in found.items():
        surprise = explained.bits - middle[_length(persian)]
        lead, likelier = explained.lead, explained.likelier
        doubtful.append(DoubtfulWord(persian, latin, surprise + lead, surprise, likelier, lead))
    return sorted(doubtful, key=lambda word: (-word.doubt, word.persian, word.latin))


def _explained(vocabulary: Vocabulary, progress: Progress) -> dict[tuple[str, str], Explained]:
    contest = Contest((word.persian for word in vocabulary.words), vocabulary.channel)
    advance = counter(progress, "checking spellings", len(vocabulary.words))
    found = {}
    for word, letters in zip(vocabulary.words, vocabulary.romanisations.tolist(), strict=True):
        for persian in (word.persian, *word.variants):
            found[persian, word.latin] = contest.explain(persian, letters)
        advance(1)
    return found


def _length(persian: str) -> int:
    return min(len(persian), LONGEST)
