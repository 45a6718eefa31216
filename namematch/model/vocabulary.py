"""The words that compete to explain a token, and what a token says about them.

A word is a name in general use: one canonical Persian spelling, the standard romanisation, how
frequent it is as given name and as surname. ``Z(b)``, how probable a Latin token is whatever was
meant, is the sum over the words and over what nobody knows; it is a constant of the token.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from ..arrays.dtypes import Floats, Ints, Numbers
from ..arrays.lockless import cached_property
from ..arrays.sums import sum_in_order
from ..errors import NameMatchError
from ..text.consonants import are_candidates
from ..text.endings import AGREEMENT, latin_ending, persian_ending
from ..text.letters import latin_letters, orthography, persian_letters, sound_key
from ..text.memory import REMEMBERED_WORDS
from ..text.normalize import normalize_name
from .channel import Channel, LetterModel, latin_symbols, persian_symbols, shipped_channel
from .fits import UNFORESEEN, fit_of, terms_of_fit
from .forward import NONE, likelihood
from .lexicon import LONGEST_TOKEN, Word, read_words
from .likelihoods import Likelihoods
from .reading import LatinReading, PersianReading
from .typos import TypoIndex, typo_probability
from .usual import ALSO, ROMANISED, USUAL, consonant_keys, shipped_usual

Strings = NDArray[np.str_]
Derived = TypeVar("Derived")

UNKNOWN_GIVEN = 0.2  # how often a word that nobody knows is a given name: they are few
UNKNOWN = 0.2  # share of tokens that no word of the lexicon explains
SEEN = 1e-6  # how frequent a word that nobody knows is at least, given that somebody wrote it
KEPT = 1e-3  # a word that explains a token this much worse than no word at all is no reading of it
_GOD, _GOD_SHORT = "الله", "اله"  # نصراله is نصرالله, if no word is
ODD = 0.05  # share of the unknown tokens whose letters follow no pattern


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """Competing words with their frequencies; immutable, though it remembers the readings of some thousand
    tokens.

    A pickle holds words and channel, and none of what was made of them. The shipped vocabulary is a
    reference in it and stays the one that all share: for processes that run one release of this package. In
    another one it is that one's vocabulary; what is to last is written by ``NameIndex.save``.

    >>> shipped_vocabulary().word("علی").latin
    'Ali'
    """

    words: tuple[Word, ...]
    channel: Channel = field(default_factory=shipped_channel)
    _base: "Vocabulary | None" = field(default=None, kw_only=True)  # has the first words and this channel
    _derived: dict[Any, Any] = field(default_factory=dict, init=False)
    _units: dict[int, tuple[int, ...]] = field(default_factory=dict, init=False)
    ahead: dict[str, Any] = field(default_factory=dict, init=False, repr=False)  # ``batch.known_words``

    def __post_init__(self) -> None:
        for word in self._added:
            letters = persian_letters(word.persian)
            if letters != word.persian or not 0 < len(letters) <= LONGEST_TOKEN:
                raise NameMatchError(f"{word.persian!r} is no word of 1 to {LONGEST_TOKEN} Persian letters")

    def __repr__(self) -> str:
        return f"Vocabulary({len(self.words):,} words)"

    def __reduce__(self) -> tuple[Any, ...]:
        if self is shipped_vocabulary():
            return shipped_vocabulary, ()
        if self._base is not None:
            return Vocabulary.with_words, (self._base, self._added)
        return Vocabulary, (self.words, self.channel)

    @property
    def _added(self) -> tuple[Word, ...]:
        """The words that the base does not have."""
        return self.words if self._base is None else self.words[len(self._base.words) :]

    @cached_property
    def _uses(self) -> Floats:
        """Share of each word in all given names and in all surnames, shape (words, 2)."""
        uses = np.array([(w.given, w.family) for w in self.words], np.float64).reshape(-1, 2)
        shares: Floats = uses / np.maximum(uses.sum(0), NONE)
        return shares

    @cached_property
    def priors(self) -> Floats:
        """P(w), shape (words,): half the mass by use as given name, half as surname."""
        known: Floats = (1 - UNKNOWN) * self._uses.sum(1) / max(1.0, float(self._uses.sum()))
        return known

    @cached_property
    def givenness(self) -> Floats:
        """The share of each word's uses in which it is a given name, shape (words,)."""
        share: Floats = self._uses[:, 0] / np.maximum(self._uses.sum(1), NONE)
        return share

    @cached_property
    def romanisations(self) -> Strings:
        """The folded standard romanisation of each word, shape (words,)."""
        before = [] if self._base is None else self._base.romanisations.tolist()
        added = [latin_letters(normalize_name(word.latin)) for word in self._added]
        return np.array([*before, *added], np.str_)

    @cached_property
    def sound_keys(self) -> list[str]:
        """``sound_key`` of each word."""
        before = [] if self._base is None else self._base.sound_keys
        return [*before, *(sound_key(word.persian) for word in self._added)]

    @cached_property
    def endings(self) -> Ints:
        """How each word ends (``text.endings``), shape (words,)."""
        before = [] if self._base is None else self._base.endings.tolist()
        return np.array(
            [*before, *(persian_ending(word.persian, word.gender) for word in self._added)], np.int32
        )

    @cached_property
    def _by_spelling(self) -> dict[str, int]:
        index: dict[str, int] = {}
        for i, word in enumerate(self.words):
            for spelling in (word.persian, *word.variants):
                index.setdefault(spelling, i)
        return index

    @cached_property
    def _by_orthography(self) -> dict[str, int]:
        index: dict[str, int] = {}
        for spelling, i in self._by_spelling.items():
            index.setdefault(orthography(spelling), i)
        return index

    @cached_property
    def sound_classes(self) -> tuple[dict[str, int], Ints]:
        """Class of each sound key, and of each word, shape (words,)."""
        classes = {key: i for i, key in enumerate(dict.fromkeys(self.sound_keys))}
        return classes, np.array([classes[key] for key in self.sound_keys], np.int32)

    @cached_property
    def _typo_index(self) -> TypoIndex:
        return TypoIndex(self.sound_keys)

    @cached_property
    def consonants(self) -> list[str]:
        """``consonant_keys`` of the standard romanisation of each word."""
        before = [] if self._base is None else self._base.consonants
        return [*before, *consonant_keys(self.romanisations[len(before) :].tolist())]

    @cached_property
    def usual(self) -> list[tuple[int, ...]]:
        """``UsualTable.word`` of each word."""
        before = [] if self._base is None else self._base.usual
        added, table = self.romanisations[len(before) :].tolist(), shipped_usual()
        words = zip(added, self._added, strict=True)
        return [*before, *(table.word(romanisation, word.persian) for romanisation, word in words)]

    @cached_property
    def _by_consonants(self) -> dict[str, list[int]]:
        words: dict[str, list[int]] = defaultdict(list)
        for i, (key, romanisation) in enumerate(zip(self.consonants, self.romanisations, strict=True)):
            if romanisation:
                words[key].append(i)
        return words

    @cached_property
    def likelihoods(self) -> Likelihoods:
        """P(token | word) by the channel."""
        return Likelihoods.of([word.persian for word in self.words], self.priors, self.channel.persian)

    def derived(self, make: Callable[["Vocabulary"], Derived]) -> Derived:
        """What *make*, a function of a module, gives for this vocabulary, made once: it lives as long as the
        vocabulary does.

        So does what other modules prepare of the words, or remember of what they were asked; a cache of
        theirs with vocabularies for keys would keep these alive for ever. Two threads that ask at once may
        both make it, and get the same one: there is no lock that a fork could leave shut.
        """
        found: Derived | None = self._derived.get(make)
        return found if found is not None else self._derived.setdefault(make, make(self))

    @cached_property
    def _remembered(self) -> Callable[[Callable[[str], Any], str], Any]:
        """What reads letters, and these, in; their reading out, remembered: of words of both scripts
        together."""
        return lru_cache(maxsize=REMEMBERED_WORDS)(lambda read, letters: read(letters))

    def word(self, persian: str) -> Word:
        """The word spelled *persian*, by its letters. Raises ``NameMatchError`` where there is none."""
        i = self._by_spelling.get(persian_letters(normalize_name(persian)))
        if i is None:
            raise NameMatchError(f"{persian!r} is no word of this vocabulary")
        return self.words[i]

    def word_spelled(self, letters: str) -> int:
        """The number of the word spelled *letters*, or so in another orthography; -1 for none."""
        known = self._by_spelling.get(letters, -1)
        if known < 0:
            known = self._by_orthography.get(orthography(letters), -1)
        if known < 0 and letters.endswith(_GOD_SHORT):
            known = self._by_spelling.get(letters.removesuffix(_GOD_SHORT) + _GOD, -1)
        return known

    def with_words(self, added: Sequence[Word]) -> "Vocabulary":
        """The same vocabulary and, after its words, those *added*; what was made of its own is taken over.

        >>> len(shipped_vocabulary().with_words([Word("آرازگل", "")]).words) - len(shipped_vocabulary().words)
        1
        """
        return Vocabulary((*self.words, *added), self.channel, _base=self._base or self)

    def without(self, persian: str) -> "Vocabulary":
        """The same vocabulary less one word."""
        gone = self.word(persian)
        return Vocabulary(tuple(w for w in self.words if w is not gone), self.channel)

    def latin(self, letters: str) -> LatinReading:
        """What folded Latin *letters* may stand for."""
        found: LatinReading = self.ahead.get(letters) or self._remembered(self._read_latin, letters)
        return found

    def persian(self, letters: str) -> PersianReading:
        """What Persian *letters* are."""
        found: PersianReading = self.ahead.get(letters) or self._remembered(self._read_persian, letters)
        return found

    def _read_latin(self, letters: str) -> LatinReading:
        ids = self.channel.substrings(letters)
        unknown = UNKNOWN * probability_of_letters(letters, self.channel.latin_model)
        least, also = KEPT * unknown, self._usually(letters)
        words, found = self.likelihoods.probable(letters, ids, least, list(also))
        channel = found * AGREEMENT[latin_ending(letters), self.endings[words]]
        usual = np.array([also.get(w, 0.0) for w in words.tolist()], np.float64)
        written = np.where(self.romanisations[words] == "", channel, by_channel_or_usual(channel, usual))
        joint = self.priors[words] * written
        kept = joint >= least
        return self._reading(letters, ids, unknown, words[kept], joint[kept])

    def _usually(self, letters: str) -> dict[int, float]:
        """The words, ascending, that *letters* are a usual spelling of, and how often they are written so."""
        found, table = {}, shipped_usual()
        token = table.token(letters)
        also = self._by_also.get(letters, ())
        for word in {*self._by_consonants.get(consonant_keys([letters])[0], ()), *also}:
            known = ROMANISED * (self.romanisations[word] == letters) + ALSO * (word in also)
            if share := known + USUAL * table.share(self._usual_of(word), token):
                found[word] = float(share)
        return dict(sorted(found.items()))

    @cached_property
    def also(self) -> list[tuple[str, ...]]:
        """The folded romanisations of each word beside the standard one."""
        before = [] if self._base is None else self._base.also
        own = self.romanisations[len(before) :].tolist()
        return [*before, *(_others(*pair) for pair in zip(self._added, own, strict=True))]

    @cached_property
    def _by_also(self) -> dict[str, list[int]]:
        words: dict[str, list[int]] = defaultdict(list)
        for i, spellings in enumerate(self.also):
            for spelling in spellings:
                words[spelling].append(i)
        return words

    def _usual_of(self, word: int) -> tuple[int, ...]:
        """``UsualTable.word`` of one word, of which a single comparison needs few."""
        if word not in self._units:
            self._units[word] = shipped_usual().word(str(self.romanisations[word]), self.words[word].persian)
        return self._units[word]

    def _reading(self, letters: str, ids: Ints, unknown: float, words: Ints, joint: Floats) -> LatinReading:
        best, fits = self._fits(words, joint)
        mass = dict(zip(words.tolist(), joint.tolist(), strict=True))
        total = sum_in_order(mass.values()) + unknown
        sounds: dict[int, float] = defaultdict(float)
        fitting: dict[int, float] = defaultdict(float)
        classes = self.sound_classes[1][words].tolist()
        for sound, share, fit in zip(classes, mass.values(), fits.tolist(), strict=True):
            sounds[sound] += share
            fitting[sound] = max(fitting[sound], fit)
        symbols = latin_symbols(letters)
        return LatinReading(
            letters,
            latin_ending(letters),
            ids,
            symbols,
            total,
            unknown,
            words,
            joint,
            shipped_usual().token(letters),
            likelihood(symbols, ids, self.channel.latin),
            best,
            mass,
            dict(sounds),
            dict(fitting),
        )

    def _fits(self, words: Ints, joint: Floats) -> tuple[tuple[float, float], Floats]:
        """The greatest terms of a token, of words whose own spelling is known, and how well each of its
        words fits."""
        priors, known = self.priors[words], self.romanisations[words] != ""
        often, weighed = terms_of_fit(joint / priors, priors)
        best = np.max(often[known], initial=UNFORESEEN), np.max(weighed[known], initial=NONE)
        return (float(best[0]), float(best[1])), fit_of(
            joint / priors, priors, known.astype(np.float64), best
        )

    def rendering(self, persian: PersianReading, latin: LatinReading) -> float:
        """P(b | a): how probably Persian a is written as Latin b; in [0, 1]. The channel's part is 0 where
        they are no candidates (``text.consonants``)."""
        channel = 0.0
        if are_candidates(persian.letters, latin.letters):
            agreement = float(AGREEMENT[latin.ending, persian.ending])
            channel = agreement * likelihood(persian.symbols, latin.ids, self.channel.persian)
        if not persian.romanisation:
            return channel
        share = shipped_usual().share(persian.usual, latin.usual)
        known = ROMANISED * (persian.romanisation == latin.letters) + ALSO * (latin.letters in persian.also)
        usual = known + USUAL * share
        return float(by_channel_or_usual(channel, usual))

    def spellings_of(self, word: int) -> tuple[str, tuple[str, ...], tuple[int, ...]]:
        """What ``PersianReading`` has of how a word is written in Latin; of -1, no word, nothing."""
        if word < 0:
            return "", (), ()
        return str(self.romanisations[word]), self.also[word], self._usual_of(word)

    def _read_persian(self, letters: str) -> PersianReading:
        key = sound_key(letters)
        word = self.word_spelled(letters)
        unknown = UNKNOWN * probability_of_letters(letters, self.channel.persian_model)
        prior = max(unknown, SEEN) + (float(self.priors[word]) if word >= 0 else 0.0)
        sound = self.sound_classes[0].get(key, -1)
        if word >= 0:
            sound = int(self.sound_classes[1][word])
        meant = self._typo_index.near(key) if sound < 0 else []
        ending = persian_ending(letters, self.words[word].gender if word >= 0 else "")
        typos = np.array([typo_probability(key, self.sound_keys[w]) for w in meant])
        return PersianReading(
            letters, ending, persian_symbols(letters), key, word, sound, prior,
            *self.spellings_of(word), np.array(meant, np.int32)[typos > 0], typos[typos > 0] / prior,
        )  # fmt: skip


def _others(word: Word, romanisation: str) -> tuple[str, ...]:
    """The folded romanisations of *word* beside the standard one."""
    spellings = dict.fromkeys(latin_letters(normalize_name(latin)) for latin in word.also)
    return tuple(spelling for spelling in spellings if spelling not in ("", romanisation))


def by_channel_or_usual(channel: Numbers, usual: Numbers) -> Numbers:
    """P(b | w) of a word with a standard romanisation: what the *channel* makes of it, or ROMANISED and USUAL
    of what is *usual*."""
    written: Numbers = (1 - ROMANISED - USUAL) * channel + usual
    return written


def mixed_probability(nats: Numbers, letters: Numbers, model: LetterModel) -> Numbers:
    """P_letters of tokens whose log probability is *nats* and that have so many *letters*: by *model*, or any
    letters as well as others. Else whatever is a little like xqzw would explain it better than chance."""
    # ``**`` of one float and of many may differ in the last bit, ``np.power`` does not.
    mixed: Numbers = (1 - ODD) * np.exp(nats) + ODD * np.power(1.0 + len(model.alphabet), -(letters + 1))
    return mixed


def probability_of_letters(letters: str, model: LetterModel) -> float:
    """``mixed_probability`` of one token."""
    return float(mixed_probability(model.log_probability(letters), float(len(letters)), model))


@lru_cache(maxsize=1)
def shipped_vocabulary() -> Vocabulary:
    """The vocabulary that every function uses unless another is given."""
    return Vocabulary(read_words())
