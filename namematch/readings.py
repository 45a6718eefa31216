"""The distinct tokens of a list in, what each may stand for out: ``Vocabulary`` at once, as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .blocking import Blocks, Emissions, Words, likelihood_of_pairs, probable_pairs
from .lettering import letters_of, log_probabilities, substrings_of, symbols_of
from .letters import sound_key
from .progress import Progress, counter
from .ragged import Longs, Ragged, numbered, starts_of
from .skeletons import PERSIAN_FROM
from .slipjoin import slip_pairs
from .vocabulary import KEPT, PRESS, SEEN, UNKNOWN, UNKNOWN_GIVEN, Vocabulary, mixed_probability

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class LatinReadings:
    """``LatinReading`` of many tokens; *word* and *joint* lie in the order of the tokens, those of token *t*
    at ``starts[t]:starts[t + 1]``. *press* is the number of the token among press spellings, -1 for none."""

    texts: Sequence[str]
    letters: Ragged
    ids: Ragged  # substrings, flat
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
    """``PersianReading`` of many tokens; the slips of token *a* are at ``slip_starts[a]:``: words and
    P(a | word) / P(a)."""

    texts: Sequence[str]
    letters: Ragged
    symbols: Ragged
    keys: list[str]  # sound keys
    word: Longs
    sound: Longs
    prior: Floats
    press: Longs
    slip_token: Longs
    slip_word: Longs
    slip: Floats

    def givenness(self, vocabulary: Vocabulary) -> Floats:
        """How often each token is a given name, in [0, 1]."""
        share = np.full(len(self.texts), UNKNOWN_GIVEN)
        known = self.word >= 0
        share[known] = vocabulary.givenness[self.word[known]]
        return share


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a vocabulary as arrays, with the blocks in which tokens meet them."""

    vocabulary: Vocabulary
    letters: Ragged
    press: Longs  # the number of each word's press spelling, -1 for none
    numbers: dict[str, int]  # of press spellings
    sound: Longs

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> "Lexicon":
        numbers: dict[str, int] = {}
        press = [numbers.setdefault(x, len(numbers)) if x else -1 for x in vocabulary.press.tolist()]
        letters = letters_of([word.persian for word in vocabulary.words])
        sound = vocabulary.sound_classes[1].astype(np.int64)
        return cls(vocabulary, letters, np.array(press, np.int64), numbers, sound)

    def press_of(self, texts: Sequence[str]) -> Longs:
        """The number of each text among press spellings, -1 for none."""
        return np.array([self.numbers.get(text, -1) for text in texts], np.int64)


def read_latin(
    texts: Sequence[str],
    lexicon: Lexicon,
    blocks: Ragged,
    words: Blocks,
    *,
    threads: int,
    progress: Progress,
) -> LatinReadings:
    """Read folded Latin *texts*: the words that explain each, as ``Vocabulary.latin`` does.

    *blocks* are those that they share with kin, *words* those of the lexicon.
    """
    channel, priors = lexicon.vocabulary.channel, lexicon.vocabulary.priors
    letters = letters_of(texts)
    ids = substrings_of(letters, channel)
    nats = log_probabilities(letters, channel.latin_model, 1)
    unknown = UNKNOWN * mixed_probability(nats, letters.lengths.astype(np.float64), channel.latin_model)
    press = lexicon.press_of(texts)
    symbols = symbols_of(lexicon.letters)
    rendered = Words.of(words.kin, words.count, symbols, priors, Emissions.of(channel.persian))
    token, word, found = probable_pairs(
        ids, blocks, KEPT * unknown, rendered, threads=threads,
        advance=counter(progress, "reading tokens", len(ids)),
    )  # fmt: skip
    token, word, found = with_pairs(
        (token, word, found), equal_numbers(press, lexicon.press), symbols, ids, channel.persian
    )
    joint = priors[word] * with_press(found, press[token], lexicon.press[word])
    kept = joint >= KEPT * unknown[token]
    token, word, joint = token[kept], word[kept], joint[kept]
    total = np.bincount(token, joint, minlength=len(ids)) + unknown
    starts = starts_of(np.bincount(token, minlength=len(ids)))
    return LatinReadings(
        texts, letters, ids, total, unknown, press, starts, word, joint, lexicon.sound[word], token
    )


def read_persian(texts: Sequence[str], lexicon: Lexicon) -> PersianReadings:
    """Read Persian *texts*, in letters, as ``Vocabulary.persian`` does."""
    vocabulary = lexicon.vocabulary
    letters = letters_of(texts)
    keys = list(map(sound_key, texts))
    word = np.array([vocabulary.word_spelled(text) for text in texts], np.int64)
    classes = vocabulary.sound_classes[0]
    sound = np.array([classes.get(key, -1) for key in keys], np.int64)
    known = word >= 0
    sound[known] = lexicon.sound[word[known]]
    model = vocabulary.channel.persian_model
    nats = log_probabilities(letters, model, PERSIAN_FROM)
    unknown = UNKNOWN * mixed_probability(nats, letters.lengths.astype(np.float64), model)
    prior = np.maximum(unknown, SEEN)
    prior[known] += vocabulary.priors[word[known]]
    press = np.full(len(texts), -1)
    press[known] = lexicon.press[word[known]]
    strange = np.flatnonzero(sound < 0)
    key, meant, slip = slip_pairs(
        [keys[i] for i in strange.tolist()], [sound_key(w.persian) for w in vocabulary.words]
    )
    order = np.lexsort((meant, key))
    token = strange[key[order]]
    return PersianReadings(
        texts, letters, symbols_of(letters), keys, word, sound, prior, press, token, meant[order],
        slip[order] / prior[token],
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


def equal_numbers(ours: Longs, theirs: Longs) -> tuple[Longs, Longs]:
    """(place in *ours*, place in *theirs*) wherever the numbers are equal and not negative."""
    order = np.argsort(theirs, kind="stable")
    first = np.searchsorted(theirs[order], ours, "left")
    times = np.where(ours >= 0, np.searchsorted(theirs[order], ours, "right") - first, 0)
    one = np.repeat(np.arange(len(ours)), times)
    turn = np.arange(len(one)) - np.repeat(np.cumsum(times) - times, times)
    return one, order[first[one] + turn].astype(np.int64)
