"""The distinct tokens of a list in, what each may stand for out: ``Vocabulary`` at once, as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .blocking import Blocks, Emissions, Words, likelihood_of_pairs, probable_pairs
from .lettering import latin_symbols_of, letters_of, log_probabilities, substrings_of, symbols_of
from .letters import sound_key
from .progress import Progress, counter
from .ragged import Longs, Ragged, numbered, starts_of, stretches
from .skeletons import PERSIAN_FROM
from .slipjoin import SlipKeys
from .vocabulary import KEPT, PRESS, SEEN, UNKNOWN, UNKNOWN_GIVEN, Vocabulary, mixed_probability

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class LatinReadings:
    """``LatinReading`` of many tokens; *word* and *joint* lie in the order of the tokens, those of token *t*
    at ``starts[t]:starts[t + 1]``. *press* is the number of the token among press spellings, -1 for none."""

    texts: Sequence[str]
    ids: Ragged  # substrings, flat
    symbols: Ragged
    total: Floats
    unknown: Floats
    press: Longs
    starts: Longs
    word: Longs
    joint: Floats
    sound: Longs  # the sound class of each word
    token: Longs = field(repr=False)  # of each reading

    def givenness(self, vocabulary: Vocabulary) -> Floats:
        """How often each token is a given name, in [0, 1]."""
        given = self.joint * vocabulary.givenness[self.word]
        known = np.bincount(self.token, given, minlength=len(self.texts))
        share: Floats = (known + UNKNOWN_GIVEN * self.unknown) / self.total
        return share


@dataclass(frozen=True, slots=True)
class PersianReadings:
    """``PersianReading`` of many tokens. The slips of token *a* are at ``slip_starts[a]:slip_starts[a + 1]``:
    words and P(a | word) / P(a)."""

    texts: Sequence[str]
    symbols: Ragged
    keys: list[str]  # sound keys
    key_letters: Ragged
    word: Longs
    sound: Longs
    prior: Floats
    press: Longs
    slip_starts: Longs
    slip_word: Longs
    slip: Floats

    @property
    def slipped(self) -> Longs:
        """The token of each slip."""
        return np.repeat(np.arange(len(self.texts)), np.diff(self.slip_starts))

    def givenness(self, vocabulary: Vocabulary) -> Floats:
        """How often each token is a given name, in [0, 1]."""
        share = np.full(len(self.texts), UNKNOWN_GIVEN)
        known = self.word >= 0
        share[known] = vocabulary.givenness[self.word[known]]
        return share


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The words of a vocabulary as arrays, prepared to be met by tokens."""

    vocabulary: Vocabulary
    press: Longs  # the number of each word's press spelling, -1 for none
    numbers: dict[str, int]  # of press spellings
    sound: Longs
    blocks: Blocks
    symbols: Ragged
    words: Words
    slips: SlipKeys
    latin: Emissions  # of the channel from Latin to Latin

    @classmethod
    @lru_cache(maxsize=4)
    def of(cls, vocabulary: Vocabulary) -> "Lexicon":
        numbers: dict[str, int] = {}
        press = [numbers.setdefault(x, len(numbers)) if x else -1 for x in vocabulary.press.tolist()]
        letters, channel = letters_of([word.persian for word in vocabulary.words]), vocabulary.channel
        blocks = Blocks.of(letters)
        emissions, symbols = Emissions.of(channel.persian), symbols_of(letters)
        words = Words.of(blocks.kin, blocks.count, symbols, vocabulary.priors, emissions)
        slips = SlipKeys.of([sound_key(word.persian) for word in vocabulary.words])
        sound = vocabulary.sound_classes[1].astype(np.int64)
        return cls(
            vocabulary, np.array(press, np.int64), numbers, sound, blocks, symbols, words, slips,
            Emissions.of(channel.latin),
        )  # fmt: skip

    @property
    def persian(self) -> Emissions:
        """Of the channel from Persian to Latin."""
        return self.words.emissions

    def press_of(self, texts: Sequence[str]) -> Longs:
        """The number of each text among press spellings, -1 for none."""
        return np.array([self.numbers.get(text, -1) for text in texts], np.int64)


def read_latin(
    texts: Sequence[str], lexicon: Lexicon, blocks: Blocks, *, threads: int, progress: Progress
) -> LatinReadings:
    """Read folded Latin *texts*, which have those *blocks*: the words that explain each, as
    ``Vocabulary.latin`` does."""
    channel, words, table = lexicon.vocabulary.channel, lexicon.words, lexicon.persian.table
    letters = letters_of(texts)
    ids = substrings_of(letters, channel)
    nats = log_probabilities(letters, channel.latin_model, 1)
    unknown = UNKNOWN * mixed_probability(nats, letters.lengths.astype(np.float64), channel.latin_model)
    press = lexicon.press_of(texts)
    found = probable_pairs(
        ids, blocks.as_in(lexicon.blocks).kin, KEPT * unknown, words,
        threads=threads, advance=counter(progress, "reading tokens", len(ids)),
    )  # fmt: skip
    spelled = equal_numbers(press, lexicon.press)
    token, word, channeled = with_pairs(found, spelled, lexicon.symbols, ids, table)
    joint = lexicon.vocabulary.priors[word] * with_press(channeled, press[token], lexicon.press[word])
    kept = joint >= KEPT * unknown[token]
    return _with_totals(texts, letters, ids, unknown, press, token[kept], word[kept], joint[kept], lexicon)


def known_latin(
    texts: Sequence[str], lexicon: Lexicon, unknown: Floats, token: Longs, word: Longs, joint: Floats
) -> LatinReadings:
    """The readings of folded Latin *texts* once more, from the fields that took a search to find."""
    letters = letters_of(texts)
    ids, press = substrings_of(letters, lexicon.vocabulary.channel), lexicon.press_of(texts)
    return _with_totals(texts, letters, ids, unknown, press, token, word, joint, lexicon)


def _with_totals(
    texts: Sequence[str],
    letters: Ragged,
    ids: Ragged,
    unknown: Floats,
    press: Longs,
    token: Longs,
    word: Longs,
    joint: Floats,
    lexicon: Lexicon,
) -> LatinReadings:
    total = np.bincount(token, joint, minlength=len(ids)) + unknown
    starts = starts_of(np.bincount(token, minlength=len(ids)))
    symbols, sound = latin_symbols_of(letters), lexicon.sound[word]
    return LatinReadings(texts, ids, symbols, total, unknown, press, starts, word, joint, sound, token)


def read_persian(texts: Sequence[str], lexicon: Lexicon) -> PersianReadings:
    """Read Persian *texts*, in letters, as ``Vocabulary.persian`` does."""
    vocabulary = lexicon.vocabulary
    keys = list(map(sound_key, texts))
    word = np.array([vocabulary.word_spelled(text) for text in texts], np.int64)
    classes = vocabulary.sound_classes[0]
    sound = np.array([classes.get(key, -1) for key in keys], np.int64)
    known = word >= 0
    sound[known] = lexicon.sound[word[known]]
    model = vocabulary.channel.persian_model
    letters = letters_of(texts)
    nats = log_probabilities(letters, model, PERSIAN_FROM)
    unknown = UNKNOWN * mixed_probability(nats, letters.lengths.astype(np.float64), model)
    prior = np.maximum(unknown, SEEN)
    prior[known] += vocabulary.priors[word[known]]
    strange = np.flatnonzero(sound < 0)
    key, meant, slip = lexicon.slips.near([keys[i] for i in strange.tolist()])
    order = np.lexsort((meant, key))
    token = strange[key[order]]
    slip_starts = starts_of(np.bincount(token, minlength=len(texts)))
    slips = slip[order] / prior[token]
    return known_persian(texts, keys, lexicon, word, sound, prior, slip_starts, meant[order], slips)


def known_persian(
    texts: Sequence[str],
    keys: list[str],
    lexicon: Lexicon,
    word: Longs,
    sound: Longs,
    prior: Floats,
    slip_starts: Longs,
    slip_word: Longs,
    slip: Floats,
) -> PersianReadings:
    """The readings of Persian *texts* once more, from the fields that took a search to find."""
    press = np.full(len(texts), -1)
    press[word >= 0] = lexicon.press[word[word >= 0]]
    return PersianReadings(
        texts, symbols_of(letters_of(texts)), keys, letters_of(keys), word, sound, prior, press, slip_starts,
        slip_word, slip,
    )  # fmt: skip


def with_press(channel: Floats, tokens: Longs, words: Longs) -> Floats:
    """P(b | w): the usual press spelling where the numbers of both are one, or what the *channel* makes
    of it; a word without one has the channel alone."""
    known = np.where(words < 0, 0.0, PRESS)
    mixed: Floats = (1 - known) * channel + known * ((words == tokens) & (words >= 0))
    return mixed


def with_pairs(
    found: tuple[Longs, Longs, Floats],
    more: tuple[Longs, Longs],
    symbols: Ragged,
    ids: Ragged,
    table: Floats,
) -> tuple[Longs, Longs, Floats]:
    """(token, word, P) found, and *more* pairs whose P is not known yet; each once, sorted."""
    width = max(1, len(symbols))
    keys = np.append(found[0] * width + found[1], more[0] * width + more[1])
    distinct, place = numbered(keys)
    value = np.full(len(distinct), np.nan)
    value[place[: len(found[0])]] = found[2]
    token, word = distinct // width, distinct % width
    new = np.flatnonzero(np.isnan(value))
    value[new] = likelihood_of_pairs(
        word[new], token[new], symbols.values, symbols.starts, ids.values, ids.starts, table
    )
    return token, word, value


@dataclass(frozen=True, slots=True)
class ByNumber:
    """Things found by their number: *numbers* ascending, and the place of each."""

    numbers: Longs
    places: Longs

    @classmethod
    def of(cls, numbers: Longs) -> "ByNumber":
        order = np.argsort(numbers, kind="stable")
        return cls(numbers[order], order)

    def pairs(self, ours: Longs) -> tuple[Longs, Longs]:
        """(place in *ours*, place in these) wherever the numbers are equal and not negative."""
        first = np.searchsorted(self.numbers, ours, "left")
        times = np.where(ours >= 0, np.searchsorted(self.numbers, ours, "right") - first, 0)
        return np.repeat(np.arange(len(ours)), times), self.places[stretches(first, times)]


def equal_numbers(ours: Longs, theirs: Longs) -> tuple[Longs, Longs]:
    """(place in *ours*, place in *theirs*) wherever the numbers are equal and not negative."""
    return ByNumber.of(theirs).pairs(ours)
