"""The letters of an unknown word in, its spellings in the other script out, with probabilities.

A *graphone* is a Persian letter and the Latin letters that it writes. Words are spelled in
sequences of them such as the lexicon has (Bisani and Ney, "Joint-sequence models for
grapheme-to-phoneme conversion", 2008); the channel weighs what that proposes. One model serves
both directions.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from heapq import nlargest
from math import exp, log
from sys import float_info
from typing import Final, NamedTuple

import numpy as np

from .channel import LetterModel, likelihood, persian_symbols
from .letters import latin_letters
from .normalize import normalize_name
from .tables import read_table
from .vocabulary import LONGEST_TOKEN, Floats, Ints, Vocabulary, shipped_vocabulary

Graphone = tuple[str, str]  # a Persian letter, and the folded Latin letters that it writes
Path = tuple[Graphone, ...]

ORDER: Final = 4  # graphones in the longest sequence that the model counts
UNSEEN: Final = 0.02  # mass of the graphones that the lexicon never shows, such as other houses'
MOST_SILENT: Final = 2  # letters in a row that a Latin spelling may leave out (ع, and ا)
# Weights beside the graphones' own; chosen on words of source A that the lexicon lacks, with a
# channel that had not seen them.
CHANNEL_WEIGHT: Final = 0.8
LETTERS_WEIGHT: Final = 0.4

_EDGE: Final = ("", "")  # the graphone before the first one and after the last one
_VOWELS: Final = "aeiou"
_CONSONANT_VOWELS: Final = {
    "": 0,
    "a": 0,
    "e": 0,
    "o": 0,
    "i": 3,
    "u": 3,
}  # and what each costs
_LONGEST_PIECE: Final = 3  # letters
_OTHER_HOUSE: Final = 4  # cost of a piece that the press does not write

# Hayat has a consonant, Heydar a diphthong; q and gh are one letter to the press.
_DIPHTHONG = re.compile(rf"([ae])y(?![{_VOWELS}])")
_GLIDE = re.compile(rf"w(?=[{_VOWELS}])")


def fold_spelling(latin: str) -> str:
    """The letters of *latin* as the graphones have them, houses' habits of one sound folded.

    >>> fold_spelling("Heydar"), fold_spelling("Qavami"), fold_spelling("Noori")
    ('heidar', 'ghavami', 'nuri')
    """
    letters = latin_letters(latin.lower()).replace("q", "gh")
    return _DIPHTHONG.sub(r"\1i", _GLIDE.sub("v", letters))


class Pieces(NamedTuple):
    """What the letters of ``data/press.tsv`` may write, folded."""

    costs: Mapping[str, Mapping[str, int]]  # of each letter's pieces, when a spelling is aligned
    press: Mapping[Graphone, str]  # those that the press writes, as it writes them
    letters: Mapping[str, tuple[str, ...]]  # the letters that write a piece


@lru_cache(maxsize=1)
def _pieces() -> Pieces:
    """Read ``data/press.tsv``."""
    columns = ("letter", "sound", "pieces", "other")
    costs: dict[str, dict[str, int]] = {}
    press: dict[Graphone, str] = {}
    rows = read_table("press", columns, optional=columns[1:], unique=("letter",))
    for letter, sound, pieces, other in rows:
        own = costs.setdefault(letter, {})
        written = [(x.strip("-"), cost) for cost, x in enumerate(pieces.split())]
        for piece, cost in (*_syllables(sound), *written):
            press.setdefault((letter, latin_letters(piece)), piece)
            own.setdefault(latin_letters(piece), cost)
        for piece in other.split():
            for text, cost in _syllables(piece.strip("-")) or [(piece.strip("-"), 0)]:
                own.setdefault(latin_letters(text), cost + _OTHER_HOUSE)
    letters: dict[str, list[str]] = defaultdict(list)
    for letter, own in costs.items():
        for piece in own:
            letters[piece].append(letter)
    return Pieces(costs, press, {piece: tuple(x) for piece, x in letters.items()})


def _syllables(sound: str) -> list[tuple[str, int]]:
    """A consonant alone and with each vowel, with its cost; none for a vowel or for nothing."""
    if not sound or set(sound) & set(_VOWELS):
        return []
    return [(sound + vowel, cost) for vowel, cost in _CONSONANT_VOWELS.items()]


def align_letters(persian: str, latin: str) -> Path:
    """Share folded *latin* out among the letters of *persian*; ``()`` where that cannot be.

    >>> align_letters("قمری", "ghamari")
    (('ق', 'gha'), ('م', 'ma'), ('ر', 'r'), ('ی', 'i'))
    """
    costs = _pieces().costs
    reached: dict[int, tuple[int, Path]] = {0: (0, ())}
    for letter in persian:
        following: dict[int, tuple[int, Path]] = {}
        for start, (spent, path) in reached.items():
            for piece, cost in costs[letter].items():
                end = start + len(piece)
                cheaper = end not in following or spent + cost < following[end][0]
                if cheaper and latin.startswith(piece, start):
                    following[end] = spent + cost, (*path, (letter, piece))
        reached = following
    return reached.get(len(latin), (0, ()))[1]


class Width(NamedTuple):
    """How widely an unknown word's spellings are searched."""

    beam: int  # paths kept at each place
    margin: float  # nats below the best at which a path is given up
    proposed: int  # spellings that the channel weighs


# Of 400 unseen words the first spelling is as often right with NARROW, in a third of the time; one of
# the first five is right 3 in 100 times more often with WIDE.
WIDE: Final = Width(12, 9.0, 24)
NARROW: Final = Width(8, 8.0, 16)


class Counts(NamedTuple):
    """What followed a context: how often each graphone, and how much the shorter one counts."""

    seen: Mapping[Graphone, int]
    scale: float
    rest: float


class Graphones:
    """The probability of each graphone after those before it; interpolated by Witten and Bell.

    (Witten and Bell, "The zero-frequency problem", 1991; the count of kinds taken twice.)
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        seen: dict[Path | str, Counter[Graphone]] = defaultdict(Counter)
        for path in paths:
            whole = (_EDGE, *path, _EDGE)
            for i in range(1, len(whole)):
                for context in _contexts(whole[:i]):
                    seen[context][whole[i]] += 1
        self._counts = {context: _smoothed(context, kinds) for context, kinds in seen.items()}
        self._alphabet = 1 + sum(map(len, _pieces().costs.values()))

    def after(self, path: Path) -> Callable[[Graphone], float]:
        """The natural log of a graphone's probability after *path*."""
        found = [x for c in _contexts(path) if (x := self._counts.get(c))]
        anything = 1 / self._alphabet

        def log_probability(graphone: Graphone) -> float:
            probability = anything
            for seen, scale, rest in found:
                probability = seen.get(graphone, 0) * scale + rest * probability
            return log(probability)

        return log_probability


def _contexts(path: Path) -> Iterator[Path | str]:
    """Yield what precedes, from least to most: nothing, a letter and its sound, graphones."""
    yield ()
    letter, piece = path[-1]
    yield letter + ("V" if piece[-1:] in tuple(_VOWELS) else "C")
    for length in range(1, min(ORDER, len(path) + 1)):
        yield path[-length:]


def _smoothed(context: Path | str, kinds: Counter[Graphone]) -> Counts:
    total = kinds.total()
    spare = 2.0 * len(kinds) + 1.0 if context else UNSEEN * total
    return Counts(dict(kinds), 1 / (total + spare), spare / (total + spare))


class Speller:
    """Spells words that nobody knows, either way, as a vocabulary's words are spelled."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._channel = vocabulary.channel
        words = ((w.persian, fold_spelling(normalize_name(w.latin))) for w in vocabulary.words)
        self._graphones = Graphones(filter(None, (align_letters(*word) for word in words)))
        # Asked twice for a token: how probable it is, and what it spells.
        self._read = lru_cache(maxsize=4)(self._persian_paths)

    def latin(self, letters: str, width: Width = WIDE) -> list[tuple[str, float]]:
        """Latin spellings of Persian *letters* as the press writes them, with probabilities."""
        if len(letters) > LONGEST_TOKEN:
            return _in_stretches(letters, self.latin, width)
        press = _pieces().press
        paths: dict[str, tuple[Path, float]] = {}
        for path, score in self._latin_paths(letters, width):
            text = latin_letters("".join(piece for _, piece in path))
            before, mass = paths.get(text, (path, 0.0))
            paths[text] = before, mass + exp(score)
        table = self._channel.persian[:, persian_symbols(letters)]
        order = np.arange(len(letters), dtype=np.int32)

        def channel(text: str) -> float:
            return likelihood(order, self._channel.substrings(text), table)

        masses = {text: mass for text, (_, mass) in paths.items()}
        weighed = _weighed(masses, channel, self._channel.latin_model, width)
        return [("".join(press[x] for x in paths[text][0]), p) for text, p in weighed]

    def _latin_paths(self, letters: str, width: Width) -> list[tuple[Path, float]]:
        """The best ways to write *letters*, with log probabilities."""
        pieces = _pieces()
        beam: list[tuple[Path, float]] = [((_EDGE,), 0.0)]
        for letter in letters:
            choices = [(letter, x) for x in pieces.costs[letter] if (letter, x) in pieces.press]
            grown = [
                (path, choice, score + step(choice))
                for path, score in beam
                for step in [self._graphones.after(path[-ORDER:])]
                for choice in choices
            ]
            best = nlargest(width.beam, grown, key=lambda x: x[2])
            beam = [((*path, choice), score) for path, choice, score in best]
        return self._finished(beam)

    def persian(self, latin: str, width: Width = WIDE) -> list[tuple[str, float]]:
        """Persian spellings of folded *latin* letters, with probabilities."""
        if len(latin) > LONGEST_TOKEN:
            return _in_stretches(latin, self.persian, width)
        masses: dict[str, float] = defaultdict(float)
        for path, score in self._read(fold_spelling(latin), width):
            masses["".join(letter for letter, _ in path)] += exp(score)
        ids, table = self._rows_of(latin)

        def channel(text: str) -> float:
            symbols = persian_symbols(text)
            order = np.arange(len(symbols), dtype=np.int32)
            return likelihood(order, ids, table[:, symbols])

        return _weighed(masses, channel, self._channel.persian_model, width)

    def probability(self, latin: str, width: Width = WIDE) -> float:
        """How probable folded *latin* letters are as the spelling of an unknown word."""
        return sum(exp(score) for _, score in self._read(fold_spelling(latin), width))

    def _rows_of(self, latin: str) -> tuple[Ints, Floats]:
        """The rows of the channel's table that *latin* needs, and the ids of its substrings."""
        ids = self._channel.substrings(latin)
        places = np.arange(ids.size, dtype=np.int32).reshape(ids.shape)
        return np.where(ids >= 0, places, ids), self._channel.persian[ids.ravel()]

    def _persian_paths(self, latin: str, width: Width) -> list[tuple[Path, float]]:
        """The best ways to read *latin*, with log probabilities."""
        reached: list[dict[Path, float]] = [{} for _ in range(len(latin) + 1)]
        reached[0][_EDGE,] = 0.0
        for start, here in enumerate(reached):
            newest = _best(here, width)
            for silent in range(MOST_SILENT + 1):
                fresh: dict[Path, float] = {}
                for path, end, score in self._read_on(newest, latin, start):
                    if end > start:
                        reached[end][path] = score
                    elif silent < MOST_SILENT:
                        fresh[path] = score
                newest = _best(fresh, width, max(here.values(), default=0.0))
                here.update(newest)
        return self._finished(_best(reached[-1], width))

    def _read_on(
        self, beam: list[tuple[Path, float]], latin: str, start: int
    ) -> Iterator[tuple[Path, int, float]]:
        """Yield each path with one graphone more, where it ends in *latin*, and its score."""
        writers = _pieces().letters
        ends = range(start, min(len(latin), start + _LONGEST_PIECE) + 1)
        choices = [(x, end) for end in ends for x in writers.get(latin[start:end], ())]
        for path, score in beam:
            step = self._graphones.after(path[-ORDER:])
            for letter, end in choices:
                graphone = letter, latin[start:end]
                yield (*path, graphone), end, score + step(graphone)

    def _finished(self, beam: list[tuple[Path, float]]) -> list[tuple[Path, float]]:
        """Paths without the edge, scored to the end of the word."""
        return [(p[1:], s + self._graphones.after(p[-ORDER:])(_EDGE)) for p, s in beam]


def _best(reached: Mapping[Path, float], width: Width, top: float | None = None) -> list[tuple[Path, float]]:
    """The best paths, none far below *top*, by default the best of them."""
    kept = nlargest(width.beam, reached.items(), key=lambda item: item[1])
    least = (kept[0][1] if kept and top is None else top or 0.0) - width.margin
    return [item for item in kept if item[1] >= least]


def _weighed(
    masses: Mapping[str, float], channel: Callable[[str], float], model: LetterModel, width: Width
) -> list[tuple[str, float]]:
    """The most probable texts, weighed by channel and letters, as shares of them all."""
    kept = nlargest(width.proposed, ((mass, text) for text, mass in masses.items() if text))
    scores = {
        text: log(max(mass, float_info.min))
        + CHANNEL_WEIGHT * log(max(channel(text), float_info.min))
        + LETTERS_WEIGHT * model.log_probability(text)
        for mass, text in kept
    }
    top = max(scores.values(), default=0.0)
    total = sum(exp(score - top) for score in scores.values())
    return [(text, exp(score - top) / total) for text, score in scores.items()]


def _in_stretches(
    letters: str, spell: Callable[[str, Width], list[tuple[str, float]]], width: Width
) -> list[tuple[str, float]]:
    """Spell a token too long for any name stretch by stretch, the best of each."""
    texts, probability = [], 1.0
    for start in range(0, len(letters), LONGEST_TOKEN):
        found = spell(letters[start : start + LONGEST_TOKEN], width)
        text, share = max(found, key=lambda item: (item[1], item[0]), default=("", 1.0))
        texts.append(text)
        probability *= share
    return [("".join(texts), probability)] if any(texts) else []


@lru_cache(maxsize=1)
def shipped_speller() -> Speller:
    """The speller of ``shipped_vocabulary()``, made once a process.

    >>> max(shipped_speller().persian("pirfarshi"), key=lambda spelled: spelled[1])[0]
    'پیرفرشی'
    """
    return Speller(shipped_vocabulary())
