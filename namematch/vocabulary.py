"""The words that compete to explain a token, and what a token says about them.

A word is a name in general use: one canonical Persian spelling, the usual press spelling, how
frequent it is as given name and as surname. ``Z(b)``, how probable a Latin token is whatever was
meant, is the sum over the words and over what nobody knows; it is a constant of the token.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from .channel import Channel, LetterModel, latin_symbols, persian_symbols, shipped_channel
from .errors import NameMatchError
from .letters import latin_letters, persian_letters, sound_key
from .likelihoods import Likelihoods
from .normalize import normalize_name
from .parse import Script
from .skeletons import are_kin
from .slips import SlipIndex, slip_probability
from .tables import read_table

Floats = NDArray[np.float64]
N = TypeVar("N", float, NDArray[np.float64])
Ints = NDArray[np.int32]
Strings = NDArray[np.str_]
Unit = tuple[str, Script]  # a token in normal form, or several joined

# How often a word of a class is met: the mean of its words' counts in source A of the training data.
GIVEN = {"most common": 490.0, "very common": 36.0, "common": 4.2, "rare": 0.24}
FAMILY = {"most common": 135.0, "very common": 26.0, "common": 4.7, "rare": 1.2}
UNKNOWN_GIVEN = 0.2  # how often a word that nobody knows is a given name: they are few
UNKNOWN = 0.2  # share of tokens that no word of the lexicon explains
PRESS = 0.5  # how often a clerk writes a known word as the press does: Hassan, for حسن
SEEN = 1e-6  # how frequent a word that nobody knows is at least, given that somebody wrote it
KEPT = 1e-3  # a word that explains a token this much worse than no word at all is no reading of it
ODD = 0.05  # share of the unknown tokens whose letters follow no pattern
LONGEST_TOKEN = 40  # letters; nothing longer is a word, and the channel is quadratic in it
LONGEST_TEXT = 2 * LONGEST_TOKEN  # letters of a token as it stands, before folding


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the lexicon; *given* and *family* are its weights in either use, relative to others."""

    persian: str
    latin: str
    given: float = 0.0
    family: float = 0.0
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LatinReading:
    """What a Latin token may stand for: *joint* holds P(w) P(b | w) of *words*, *total* is Z(b)."""

    letters: str
    ids: Ints
    symbols: Ints
    total: float
    unknown: float  # P(unknown) P_letters(b), the part of Z that no word explains
    words: Ints  # ascending
    joint: Floats
    mass: dict[int, float]  # *joint* by word
    sounds: dict[int, float]  # the joint mass of each class of words that sound alike


@dataclass(frozen=True, slots=True)
class PersianReading:
    """What a Persian token is: *word* and *sound* are -1 where the lexicon has none.

    *prior* is P(a). A token that is no word may be a slip of the pen for one of *slip_words*, ascending;
    *slips* holds P(a | w) / P(a).
    """

    letters: str
    symbols: Ints
    key: str
    word: int
    sound: int
    prior: float
    press: str  # the folded press spelling of the word, if it is one
    slip_words: Ints
    slips: Floats


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Competing words with their frequencies; immutable. Readings are computed once per token.

    >>> shipped_vocabulary().word("علی").latin
    'Ali'
    """

    words: tuple[Word, ...]
    channel: Channel = field(default_factory=shipped_channel, repr=False)

    def __post_init__(self) -> None:
        for word in self.words:
            letters = persian_letters(word.persian)
            if letters != word.persian or not 0 < len(letters) <= LONGEST_TOKEN:
                raise NameMatchError(f"{word.persian!r} is no word of 1 to {LONGEST_TOKEN} Persian letters")

    @cached_property
    def _uses(self) -> Floats:
        """Share of each word in all given names and in all surnames, shape (words, 2)."""
        uses = np.array([(w.given, w.family) for w in self.words], np.float64).reshape(-1, 2)
        shares: Floats = uses / np.maximum(uses.sum(0), 1e-300)
        return shares

    @cached_property
    def priors(self) -> Floats:
        """P(w), shape (words,): half the mass by use as given name, half as surname."""
        known: Floats = (1 - UNKNOWN) * self._uses.sum(1) / max(1.0, float(self._uses.sum()))
        return known

    @cached_property
    def givenness(self) -> Floats:
        """The share of each word's uses in which it is a given name, shape (words,)."""
        share: Floats = self._uses[:, 0] / np.maximum(self._uses.sum(1), 1e-300)
        return share

    @cached_property
    def press(self) -> Strings:
        """The folded press spelling of each word, shape (words,)."""
        return np.array([latin_letters(normalize_name(word.latin)) for word in self.words], np.str_)

    @cached_property
    def _by_spelling(self) -> dict[str, int]:
        index: dict[str, int] = {}
        for i, word in enumerate(self.words):
            for spelling in (word.persian, *word.variants):
                index.setdefault(spelling, i)
        return index

    @cached_property
    def sound_classes(self) -> tuple[dict[str, int], Ints]:
        """Class of each sound key, and of each word, shape (words,)."""
        keys = [sound_key(word.persian) for word in self.words]
        classes = {key: i for i, key in enumerate(dict.fromkeys(keys))}
        return classes, np.array([classes[key] for key in keys], np.int32)

    @cached_property
    def _slip_index(self) -> SlipIndex:
        return SlipIndex(sound_key(word.persian) for word in self.words)

    @cached_property
    def _known_spelling(self) -> Floats:
        """How often each word is written as the press does, shape (words,)."""
        share: Floats = np.where(self.press == "", 0.0, PRESS)
        return share

    @cached_property
    def _by_press(self) -> dict[str, list[int]]:
        words: dict[str, list[int]] = defaultdict(list)
        for i, spelling in enumerate(self.press.tolist()):
            words[spelling].append(i)
        return words

    @cached_property
    def likelihoods(self) -> Likelihoods:
        """P(token | word) by the channel."""
        return Likelihoods([word.persian for word in self.words], self.priors, self.channel.persian)

    @cached_property
    def _latin(self) -> dict[str, LatinReading]:
        return {}

    @cached_property
    def _persian(self) -> dict[str, PersianReading]:
        return {}

    def word(self, persian: str) -> Word:
        """The word spelled *persian*, by its letters. Raises ``NameMatchError`` where there is none."""
        i = self._by_spelling.get(persian_letters(normalize_name(persian)))
        if i is None:
            raise NameMatchError(f"{persian!r} is no word of this vocabulary")
        return self.words[i]

    def word_spelled(self, letters: str) -> int:
        """The number of the word spelled *letters*; -1 for none."""
        return self._by_spelling.get(letters, -1)

    def without(self, persian: str) -> "Vocabulary":
        """The same vocabulary less one word."""
        gone = self.word(persian)
        return Vocabulary(tuple(w for w in self.words if w is not gone), self.channel)

    def latin(self, letters: str) -> LatinReading:
        """What folded Latin *letters* may stand for."""
        if letters not in self._latin:
            self._latin[letters] = self._read_latin(letters)
        return self._latin[letters]

    def persian(self, letters: str) -> PersianReading:
        """What Persian *letters* are."""
        if letters not in self._persian:
            self._persian[letters] = self._read_persian(letters)
        return self._persian[letters]

    def _read_latin(self, letters: str) -> LatinReading:
        ids, unknown = self.channel.substrings(letters), self._unknown(letters)
        least, also = KEPT * unknown, self._by_press.get(letters, ())
        words, found = self.likelihoods.of_words(letters, ids, least, also)
        spelled = np.array([w in also for w in words], np.float64)
        known = self._known_spelling[words]
        joint = self.priors[words] * ((1 - known) * found + known * spelled)
        kept = joint >= least
        return self._reading(letters, ids, unknown, words[kept], joint[kept])

    def _unknown(self, letters: str) -> float:
        """P(unknown) P_letters(token)."""
        return UNKNOWN * float(probability_of_letters(letters, self.channel.latin_model))

    def _reading(self, letters: str, ids: Ints, unknown: float, words: Ints, joint: Floats) -> LatinReading:
        total = float(joint.sum()) + unknown
        mass = dict(zip(words.tolist(), joint.tolist(), strict=True))
        sounds: dict[int, float] = defaultdict(float)
        for sound, share in zip(self.sound_classes[1][words].tolist(), mass.values(), strict=True):
            sounds[sound] += share
        symbols = latin_symbols(letters)
        return LatinReading(letters, ids, symbols, total, unknown, words, joint, mass, dict(sounds))

    def rendering(self, persian: PersianReading, latin: LatinReading) -> float:
        """P(b | a): how probably Persian a is written as Latin b; in [0, 1]. The channel's part is 0 where
        they are no kin (``skeletons``)."""
        channel = 0.0
        if are_kin(persian.letters, latin.letters):
            channel = self.likelihoods.of(persian.symbols, latin.ids, self.channel.persian)
        known = PRESS if persian.press else 0.0
        return (1 - known) * channel + known * (persian.press == latin.letters)

    def _read_persian(self, letters: str) -> PersianReading:
        key = sound_key(letters)
        word = self.word_spelled(letters)
        unknown = UNKNOWN * float(probability_of_letters(letters, self.channel.persian_model))
        prior = max(unknown, SEEN) + (float(self.priors[word]) if word >= 0 else 0.0)
        sound = self.sound_classes[0].get(key, -1)
        if word >= 0:
            sound = int(self.sound_classes[1][word])
        meant = self._slip_index.near(key) if sound < 0 else []
        slips = np.array([slip_probability(key, sound_key(self.words[w].persian)) for w in meant])
        return PersianReading(
            letters, persian_symbols(letters), key, word, sound, prior,
            str(self.press[word]) if word >= 0 else "",
            np.array(meant, np.int32)[slips > 0], slips[slips > 0] / prior,
        )  # fmt: skip


def mixed_probability(nats: N, letters: N, model: LetterModel) -> N:
    """P_letters of tokens whose log probability is *nats* and that have so many *letters*: by *model*, or any
    letters as well as others. Else whatever is a little like xqzw would explain it better than chance."""
    mixed: N = (1 - ODD) * np.exp(nats) + ODD * (1.0 + len(model.alphabet)) ** -(letters + 1)
    return mixed


def probability_of_letters(letters: str, model: LetterModel) -> float:
    """``mixed_probability`` of one token."""
    return float(mixed_probability(model.log_probability(letters), float(len(letters)), model))


def read_words() -> tuple[Word, ...]:
    """The shipped lexicon: ``data/given.tsv`` and ``data/family.tsv``, one word for one spelling."""
    words: dict[str, Word] = {}
    for persian, latin, frequency, _gender, variants in _rows(
        "given", ("persian", "latin", "frequency", "gender", "variants")
    ):
        words[persian_letters(persian)] = _word(persian, latin, variants, given=frequency)
    for persian, latin, frequency, variants in _rows("family", ("persian", "latin", "frequency", "variants")):
        word = _word(persian, latin, variants, family=frequency)
        both = words.get(word.persian, word)
        spellings = dict.fromkeys((*both.variants, *word.variants))
        words[word.persian] = Word(word.persian, both.latin, both.given, word.family, tuple(spellings))
    return tuple(words.values())


def _rows(name: str, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    return read_table(name, columns, optional=("variants",), as_written=("latin",), unique=("persian",))


def _word(persian: str, latin: str, variants: str, given: str = "", family: str = "") -> Word:
    return Word(
        persian_letters(persian),
        latin,
        GIVEN[given] if given else 0.0,
        FAMILY[family] if family else 0.0,
        tuple(persian_letters(x) for x in variants.split()),
    )


@lru_cache(maxsize=1)
def shipped_vocabulary() -> Vocabulary:
    """The vocabulary that every function uses unless another is given."""
    return Vocabulary(read_words())


@lru_cache(maxsize=1 << 18)
def readable_letters(unit: Unit) -> str:
    """The channel's letters of a token in normal form; ``''`` where the channel cannot read it."""
    text, script = unit
    if script == Script.OTHER or len(text) > LONGEST_TEXT:
        return ""
    letters = persian_letters(text) if script == Script.PERSIAN else latin_letters(text)
    return letters if 0 < len(letters) <= LONGEST_TOKEN else ""
