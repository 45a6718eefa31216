"""Pairs of a token and a word in, how often the word is written so by what is usual out: ``model.usual`` at
once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays.compiled import kernel
from ..arrays.dtypes import Bools, Floats, Longs
from ..arrays.joins import ByNumber, places_among
from ..arrays.ragged import Ragged, starts_of
from ..model.usual import ALSO, LEAST_USUAL, ROMANISED, USUAL, consonant_keys, shipped_usual
from ..model.vocabulary import Vocabulary, by_channel_or_usual


@dataclass(frozen=True, slots=True, eq=False)
class TokenParts:
    """Latin tokens as ``UsualTable.token`` has them. *key*: the number of a token's consonants among those of
    words, -1 where no word has them, and then no *columns* either; *romanisation*: the number of the token
    among standard romanisations, -1 for none."""

    key: Longs
    columns: Ragged
    romanisation: Longs
    also: Longs  # the number of the token among other romanisations, -1 for none


@dataclass(frozen=True, slots=True, eq=False)
class WordUnits:
    """The words of a vocabulary as ``UsualTable.word`` has them. *key*: the number of a word's consonants,
    *romanisation*: that of its standard romanisation, each -1 for a word without one; numbers of both."""

    key: ByNumber
    rows: Ragged
    romanisation: Longs
    key_numbers: dict[str, int]
    numbers: dict[str, int]
    also: ByNumber  # the number of each other romanisation, whose word is ``also_word``
    also_word: Longs
    also_numbers: dict[str, int]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> "WordUnits":
        keys: dict[str, int] = {}
        numbers: dict[str, int] = {}
        romanisations = vocabulary.romanisations.tolist()
        known = zip(vocabulary.consonants, romanisations, strict=True)
        key = [keys.setdefault(consonants, len(keys)) if text else -1 for consonants, text in known]
        romanisation = [numbers.setdefault(text, len(numbers)) if text else -1 for text in romanisations]
        return cls(
            ByNumber(np.array(key, np.int64)), _ragged(vocabulary.usual), np.array(romanisation, np.int64),
            keys, numbers, *_also_in_rows(vocabulary),
        )  # fmt: skip

    def tokens(self, texts: Sequence[str]) -> TokenParts:
        """Folded Latin *texts*, to be written for these words."""
        key = [self.key_numbers.get(consonants, -1) for consonants in consonant_keys(texts)]
        token = shipped_usual().token
        columns = [token(text) if k >= 0 else () for text, k in zip(texts, key, strict=True)]
        romanisation = [self.numbers.get(text, -1) for text in texts]
        also = [self.also_numbers.get(text, -1) for text in texts]
        numbers = (np.array(row, np.int64) for row in (key, romanisation, also))
        return TokenParts(next(numbers), _ragged(columns), *numbers)

    def of_words(self, words: Longs) -> ByNumber:
        """The key of each of *words*, -1 for none."""
        key = np.full(len(words), -1)
        key[words >= 0] = self.key.numbers[words[words >= 0]]
        return ByNumber(key)

    def usual(self, tokens: TokenParts, token: Longs, word: Longs) -> Floats:
        """How often each *word*, -1 for none, is written as the *token*: by its standard romanisation, or by
        another spelling that is usual."""
        found = np.zeros(len(token))
        alike = np.flatnonzero((word >= 0) & (tokens.key[token] >= 0))
        alike = alike[tokens.key[token[alike]] == self.key.numbers[word[alike]]]
        one, two = token[alike], word[alike]
        romanised = tokens.romanisation[one] == self.romanisation[two]
        shares = _usual_shares(
            one, two, tokens.columns.values, tokens.columns.starts, self.rows.values, self.rows.starts,
            shipped_usual().weights, shipped_usual().shares,
        )  # fmt: skip
        found[alike] = ROMANISED * romanised + USUAL * shares
        if len(self.also_word):
            known = np.flatnonzero((word >= 0) & (tokens.also[token] >= 0))
            code = tokens.also[token[known]] * self._width + word[known]
            codes = np.sort(self.also.numbers * self._width + self.also_word)
            found[known] += ALSO * places_among(codes, code)[1]
        return found

    @property
    def _width(self) -> int:
        return max(1, len(self.romanisation))

    def written(self, channel: Floats, usual: Floats, word: Longs) -> Floats:
        """P(token | word): by the *channel* alone for words, -1 for none, without romanisation."""
        found: Floats = np.where(self.are_known(word), by_channel_or_usual(channel, usual), channel)
        return found

    def are_known(self, word: Longs) -> Bools:
        """Which of the words, -1 for none, have a standard romanisation."""
        known: Bools = (word >= 0) & (self.romanisation[word] >= 0) if len(self.romanisation) else word >= 0
        return known


def _also_in_rows(vocabulary: Vocabulary) -> tuple[ByNumber, Longs, dict[str, int]]:
    """The other romanisations of words by their numbers, the word of each, and the numbers."""
    numbers: dict[str, int] = {}
    pairs = [
        (numbers.setdefault(text, len(numbers)), word)
        for word, texts in enumerate(vocabulary.also)
        for text in texts
    ]
    number, word = np.array(pairs, np.int64).reshape(-1, 2).T
    return ByNumber(number.copy()), word.copy(), numbers


def _ragged(rows: Sequence[tuple[int, ...]]) -> Ragged:
    lengths = np.fromiter(map(len, rows), np.int64, len(rows))
    values = np.fromiter((value for row in rows for value in row), np.int32, int(lengths.sum()))
    return Ragged(values, starts_of(lengths))


@kernel
def _usual_shares(
    token: Longs,
    word: Longs,
    columns: Longs,
    column_starts: Longs,
    rows: Longs,
    row_starts: Longs,
    weights: tuple[float, ...],
    table: Floats,
) -> Floats:
    """``UsualTable.share`` of each pair."""
    found = np.zeros(len(token))
    for x in range(len(token)):
        first, other = column_starts[token[x]], row_starts[word[x]]
        count = row_starts[word[x] + 1] - other
        if count == 0 or count != column_starts[token[x] + 1] - first:
            continue
        total = 0.0
        for style in range(len(weights)):
            share = weights[style]
            for k in range(count):
                share *= table[style, rows[other + k], columns[first + k]]
            total += share
        if total >= LEAST_USUAL:
            found[x] = total
    return found
