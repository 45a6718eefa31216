"""The distinct tokens of one script in, what each may stand for out: ``Vocabulary`` at once, as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from ..arrays.dtypes import Floats, Longs
from ..arrays.joins import ByNumber, places_among
from ..arrays.ragged import Ragged, numbered, starts_of
from ..compare.rarity import share_given
from ..model.blocks import Blocks
from ..model.compiled_forward import Emissions, Words, likelihood_of_pairs, probable_pairs
from ..model.fits import UNFORESEEN, fit_of, terms_of_fit
from ..model.forward import NONE
from ..model.symbols import latin_symbols_of, log_probabilities, substrings_of, symbols_of
from ..model.vocabulary import KEPT, SEEN, UNKNOWN, UNKNOWN_GIVEN, Vocabulary, mixed_probability
from ..progress import Progress, counter
from ..text.consonants import PERSIAN_FROM
from ..text.endings import AGREEMENT, latin_ending, persian_ending
from ..text.letter_arrays import letters_of
from ..text.letters import sound_keys
from .typos import TypoKeys
from .usual import TokenParts, WordUnits

PlacePairs = tuple[Longs, Longs]  # places on either side
WordMasses = tuple[Longs, Longs, Floats]  # token, word, and the joint mass of the two


class Typos(NamedTuple):
    """The words that Persian tokens may be typos of: those of token *a* are at ``starts[a]:starts[a + 1]``,
    each a *word* and its *share*, P(a | word) / P(a)."""

    starts: Longs
    word: Longs
    share: Floats


@dataclass(frozen=True, slots=True)
class LatinReadings:
    """``LatinReading`` of many tokens; *word* and *joint* lie in the order of the tokens, those of token *t*
    at ``starts[t]:starts[t + 1]``. *parts*: what words they are usual spellings of."""

    texts: Sequence[str]
    ending: Longs  # ``text.endings``
    ids: Ragged  # substrings, flat
    symbols: Ragged
    total: Floats
    unknown: Floats
    parts: TokenParts
    itself: Floats  # how probably an unknown word is written as it is
    best: tuple[Floats, Floats]  # how well the word that fits best does
    starts: Longs
    word: Longs
    joint: Floats
    fit: Floats  # how well each word fits
    sound: Longs  # the sound class of each word
    token: Longs = field(repr=False)  # of each reading

    def givenness(self, vocabulary: Vocabulary) -> Floats:
        """How often each token is a given name, in [0, 1]."""
        given = self.joint * vocabulary.givenness[self.word]
        known = np.bincount(self.token, given, minlength=len(self.texts)).astype(np.float64)
        return share_given(known, self.unknown, self.total)


@dataclass(frozen=True, slots=True)
class PersianReadings:
    """``PersianReading`` of many tokens. The typos of token *a* are at ``typo_starts[a]:typo_starts[a + 1]``:
    words and P(a | word) / P(a)."""

    texts: Sequence[str]
    ending: Longs  # ``text.endings``
    symbols: Ragged
    keys: list[str]  # sound keys
    word: Longs
    sound: Longs
    prior: Floats
    typo_starts: Longs
    typo_word: Longs
    typo: Floats

    @property
    def mistyped(self) -> Longs:
        """The token of each typo."""
        return np.repeat(np.arange(len(self.texts)), np.diff(self.typo_starts))

    def givenness(self, vocabulary: Vocabulary) -> Floats:
        """How often each token is a given name, in [0, 1]."""
        share = np.full(len(self.texts), UNKNOWN_GIVEN)
        known = self.word >= 0
        share[known] = vocabulary.givenness[self.word[known]]
        return share


@dataclass(frozen=True, slots=True, eq=False)
class PreparedWords:
    """The words of a vocabulary as arrays, prepared to be looked up by tokens."""

    vocabulary: Vocabulary
    usual: WordUnits
    sound: Longs
    blocks: Blocks
    symbols: Ragged
    words: Words
    typos: TypoKeys
    latin: Emissions  # of the channel from Latin to Latin

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> "PreparedWords":
        """The words of *vocabulary*, prepared once."""
        return vocabulary.derived(cls._prepare)

    def __reduce__(self) -> tuple[Any, ...]:
        return PreparedWords.of, (self.vocabulary,)

    @classmethod
    def _prepare(cls, vocabulary: Vocabulary) -> "PreparedWords":
        letters, channel = letters_of([word.persian for word in vocabulary.words]), vocabulary.channel
        blocks = Blocks.of(letters)
        emissions, symbols = Emissions.of(channel.persian), symbols_of(letters)
        words = Words.of(blocks.near, blocks.count, symbols, vocabulary.priors, emissions)
        typos = TypoKeys.of(vocabulary.sound_keys)
        sound = vocabulary.sound_classes[1].astype(np.int64)
        return cls(
            vocabulary, WordUnits.of(vocabulary), sound, blocks, symbols, words, typos,
            Emissions.of(channel.latin),
        )  # fmt: skip

    @property
    def persian(self) -> Emissions:
        """Of the channel from Persian to Latin."""
        return self.words.emissions


def read_latin(
    texts: Sequence[str], prepared: PreparedWords, blocks: Blocks, *, threads: int, progress: Progress
) -> LatinReadings:
    """Read folded Latin *texts*, which have those *blocks*: the words that explain each, as
    ``Vocabulary.latin`` does."""
    channel, words, table = prepared.vocabulary.channel, prepared.words, prepared.persian.table
    letters = letters_of(texts)
    ids = substrings_of(letters, channel)
    nats = log_probabilities(letters, channel.latin_model, 1)
    unknown = UNKNOWN * mixed_probability(nats, letters.lengths.astype(np.float64), channel.latin_model)
    parts, ending = prepared.usual.tokens(texts), latin_endings(texts)
    found = probable_pairs(
        ids, blocks.as_in(prepared.blocks).near, KEPT * unknown, words,
        threads=threads, advance=counter(progress, "reading tokens", len(ids)),
    )  # fmt: skip
    every, numbers = ByNumber(np.arange(len(prepared.sound))), (ByNumber(parts.key), ByNumber(parts.also))
    spelled = usual_pairs(parts, numbers, every, prepared.usual.key, prepared.usual)
    token, word, channeled = with_pairs(found, spelled, prepared.symbols, ids, table)
    agreement = AGREEMENT[ending[token], prepared.vocabulary.endings[word]]
    usual = prepared.usual.usual(parts, token, word)
    joint = prepared.vocabulary.priors[word] * prepared.usual.written(channeled * agreement, usual, word)
    kept = joint >= KEPT * unknown[token]
    return _with_totals(
        texts, letters, ids, unknown, parts, ending, (token[kept], word[kept], joint[kept]), prepared
    )


def known_latin(
    texts: Sequence[str], prepared: PreparedWords, unknown: Floats, token: Longs, word: Longs, joint: Floats
) -> LatinReadings:
    """The readings of folded Latin *texts* once more, from the fields that took a search to find."""
    letters = letters_of(texts)
    ids, parts = substrings_of(letters, prepared.vocabulary.channel), prepared.usual.tokens(texts)
    return _with_totals(
        texts, letters, ids, unknown, parts, latin_endings(texts), (token, word, joint), prepared
    )


def _with_totals(
    texts: Sequence[str],
    letters: Ragged,
    ids: Ragged,
    unknown: Floats,
    parts: TokenParts,
    ending: Longs,
    found: WordMasses,
    prepared: PreparedWords,
) -> LatinReadings:
    token, word, joint = found
    total = np.bincount(token, joint, minlength=len(ids)) + unknown
    starts = starts_of(np.bincount(token, minlength=len(ids)))
    symbols, sound = latin_symbols_of(letters), prepared.sound[word]
    every = np.arange(len(ids))
    itself = likelihood_of_pairs(
        every, every, symbols.values, symbols.starts, ids.values, ids.starts, prepared.latin.table
    )
    best, fit = _best_and_fits(found, len(ids), prepared)
    return LatinReadings(
        texts, ending, ids, symbols, total, unknown, parts, itself, best, starts, word, joint, fit, sound,
        token,
    )  # fmt: skip


def _best_and_fits(
    found: WordMasses, size: int, prepared: PreparedWords
) -> tuple[tuple[Floats, Floats], Floats]:
    """Of each of so many tokens the greatest terms of fit, and how well each word found fits it."""
    token, word, joint = found
    priors, known = prepared.vocabulary.priors[word], prepared.usual.are_known(word)
    best = np.full(size, UNFORESEEN), np.full(size, NONE)
    for greatest, term in zip(best, terms_of_fit(joint / priors, priors), strict=True):
        np.maximum.at(greatest, token[known], term[known])
    return best, fit_of(joint / priors, priors, known.astype(np.float64), (best[0][token], best[1][token]))


def latin_endings(texts: Sequence[str]) -> Longs:
    """``text.endings.latin_ending`` of each text."""
    return np.fromiter(map(latin_ending, texts), np.int64, len(texts))


def persian_endings(texts: Sequence[str], word: Longs, vocabulary: Vocabulary) -> Longs:
    """How each Persian text ends that is that *word*, -1 for none: as ``PersianReading`` says."""
    words = vocabulary.words
    gender = [words[w].gender if w >= 0 else "" for w in word.tolist()]
    return np.fromiter(map(persian_ending, texts, gender), np.int64, len(texts))


def read_persian(texts: Sequence[str], prepared: PreparedWords) -> PersianReadings:
    """Read Persian *texts*, in letters, as ``Vocabulary.persian`` does."""
    vocabulary = prepared.vocabulary
    keys = sound_keys(texts)
    word = np.array([vocabulary.word_spelled(text) for text in texts], np.int64)
    classes = vocabulary.sound_classes[0]
    sound = np.array([classes.get(key, -1) for key in keys], np.int64)
    known = word >= 0
    sound[known] = prepared.sound[word[known]]
    model = vocabulary.channel.persian_model
    letters = letters_of(texts)
    nats = log_probabilities(letters, model, PERSIAN_FROM)
    unknown = UNKNOWN * mixed_probability(nats, letters.lengths.astype(np.float64), model)
    prior = np.maximum(unknown, SEEN)
    prior[known] += vocabulary.priors[word[known]]
    strange = np.flatnonzero(sound < 0)
    key, meant, typo = prepared.typos.near([keys[i] for i in strange.tolist()])
    order = np.lexsort((meant, key))
    token = strange[key[order]]
    typo_starts = starts_of(np.bincount(token, minlength=len(texts)))
    typos = Typos(typo_starts, meant[order], typo[order] / prior[token])
    return known_persian(texts, keys, prepared, word, sound, prior, typos)


def known_persian(
    texts: Sequence[str],
    keys: list[str],
    prepared: PreparedWords,
    word: Longs,
    sound: Longs,
    prior: Floats,
    typos: Typos,
) -> PersianReadings:
    """The readings of Persian *texts* once more, from the fields that took a search to find."""
    ending = persian_endings(texts, word, prepared.vocabulary)
    return PersianReadings(texts, ending, symbols_of(letters_of(texts)), keys, word, sound, prior, *typos)


def usual_pairs(
    tokens: TokenParts, numbers: tuple[ByNumber, ByNumber], words: ByNumber, keys: ByNumber, units: WordUnits
) -> PlacePairs:
    """(token, place among *words*) of the pairs in which the token is a usual spelling of the word. *numbers*
    are the keys of the tokens, and what they are among other romanisations; *keys* are those of the words."""
    token, place = numbers[0].equal_to(keys)
    written, entry = numbers[1].equal_to(units.also)
    some, also = ByNumber(units.also_word[entry]).equal_to(words)
    token, place = np.append(token, written[some]), np.append(place, also)
    usual = np.flatnonzero(units.usual(tokens, token, words.numbers[place]))
    return token[usual], place[usual]


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


class SoundRows(NamedTuple):
    """Of each token the classes of words that sound alike, ascending: those of token *t* are
    ``sound[starts[t]:starts[t + 1]]``."""

    starts: Longs
    sound: Longs


@dataclass(frozen=True, slots=True)
class SoundMasses:
    """The joint mass of the readings of each token that sound alike, and how well the one of them that fits
    best does: *keys* are token times *width* plus the sound class, sorted."""

    keys: Longs
    mass: Floats
    fit: Floats
    width: int
    rows: SoundRows

    @classmethod
    def of(cls, r: LatinReadings) -> "SoundMasses":
        width = int(r.sound.max(initial=0)) + 2
        keys, place = numbered(r.token * width + r.sound)
        mass = np.bincount(place, r.joint, minlength=len(keys)).astype(np.float64)
        fit = np.zeros(len(keys))
        np.maximum.at(fit, place, r.fit)
        token, sound = np.divmod(keys, width)
        rows = SoundRows(starts_of(np.bincount(token, minlength=len(r.texts))), sound)
        return cls(keys, mass, fit, width, rows)

    def main(self, total: Floats) -> tuple[Longs, Longs]:
        """(token, sound class) wherever more than half of the token's *total* sounds so."""
        token = self.keys // self.width
        main = self.mass > 0.5 * total[token]
        return token[main], self.keys[main] % self.width

    def of_sounds(self, token: Longs, sound: Longs) -> tuple[Floats, Floats]:
        """The mass of class *sound* in the readings of *token*, and its fit; 0 for class -1."""
        mass, fit = np.zeros(len(token)), np.zeros(len(token))
        place, known = places_among(self.keys, token * self.width + sound)
        same = known & (sound >= 0) & (sound < self.width)
        mass[same], fit[same] = self.mass[place[same]], self.fit[place[same]]
        return mass, fit
