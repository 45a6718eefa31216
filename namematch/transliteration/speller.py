"""A word that nobody knows in, its spellings in the other script out, letter by letter."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from math import exp, log, prod
from sys import float_info
from typing import Any, Final, NamedTuple

import numpy as np

from ..arrays.dtypes import Floats
from ..model.channel import Channel, persian_symbols, shipped_channel
from ..model.lexicon import LONGEST_TOKEN
from ..text.letters import LATIN, PERSIAN
from .graphones import (
    LAST_ONLY,
    LETTERS_OF_VOWELS,
    Graphone,
    Graphones,
    Path,
    fold_spelling,
    merges,
    pieces,
    shipped_graphones,
)
from .ngrams import EDGE, Tree

MOST_SILENT: Final = 2  # letters in a row that a Latin spelling may leave out (ع, and ا)


class Weights(NamedTuple):
    """What the parts of a score count, in nats; learned on held-out words."""

    graphones: float
    patterns: float
    letters: float  # of the script that is written
    channel: float = 0.0


TO_LATIN: Final = Weights(0.48, 0.40, 0.20)
TO_PERSIAN: Final = Weights(0.33, 0.22, 0.28, 0.45)

_LONGEST_PIECE: Final = 3  # letters


class Width(NamedTuple):
    """How widely an unknown word's spellings are searched."""

    beam: int  # paths kept at each place
    margin: float  # nats below the best at which a path is given up, were its parts weighed fully
    proposed: int  # spellings that are weighed again


# The first spelling of an unseen word is as often right with NARROW; one of the first five more often
# with WIDE.
WIDE: Final = Width(24, 9.0, 24)
NARROW: Final = Width(10, 4.5, 10)
_ANYTHING: Final = Width(50, float("inf"), 50)


class Reading(NamedTuple):
    """A way to read Persian letters, and its share among the ways found."""

    path: Path
    probability: float

    @property
    def latin(self) -> str:
        """As the press writes it."""
        return "".join(map(_in_the_press, self.path))


def _in_the_press(graphone: Graphone) -> str:
    """What the press writes; a letter that merges with the next one too (Amirreza)."""
    letter, piece = graphone
    merged = "" if letter in LETTERS_OF_VOWELS else pieces().sounds.get(letter, "")
    return pieces().press.get(graphone, piece or merged)


# A path as far as it has come: what the search goes by, the graphones' own cost, the states of
# graphones and patterns, and the path as a chain, its last graphone first. A plain tuple: the
# searches make thousands of them for one word.
_Chain = tuple[Any, ...]
_Step = tuple[float, float, int, int, _Chain]


def _path(chain: _Chain) -> Path:
    """The graphones of the chain of a whole word, in order."""
    graphones: list[Graphone] = []
    chain, _edge = chain
    while chain:
        chain, graphone = chain
        graphones.append(graphone)
    return tuple(reversed(graphones))


class Speller:
    """Reads and writes words that nobody knows, by a model and a channel."""

    def __init__(self, model: Graphones, channel: Channel) -> None:
        self._model = model
        self._channel = channel
        self._graphones: Tree = model.graphones.tree
        self._patterns: Tree = model.patterns.tree
        # Asked twice for a token: how probable it is, and what it spells.
        self._found = lru_cache(maxsize=4)(self._persian_steps)
        self._ways = lru_cache(maxsize=1 << 17)(self._cheapest_first)

    def readings(self, letters: str, width: Width = WIDE) -> list[Reading]:
        """The ways to read Persian *letters*, no two of which sound alike, the best first."""
        if len(letters) > LONGEST_TOKEN:
            return _read_in_stretches(letters, self.readings, width)
        found = self._latin_paths(letters, width) or self._latin_paths(letters, _ANYTHING)
        texts = ["".join(piece for _, piece in path) for _, path in found]
        tree, index = self._model.latin.tree, _NUMBER_OF_LATIN
        shares = _shares(
            [
                -cost - TO_LATIN.letters * tree.cost(index[x] for x in text)
                for (cost, _), text in zip(found, texts, strict=True)
            ]
        )
        best: dict[str, Reading] = {}
        for share, text, (_, path) in sorted(zip(shares, texts, found, strict=True), reverse=True):
            first, before = best.get(text, (path, 0.0))
            best[text] = Reading(first, before + share)
        return sorted(best.values(), key=lambda reading: (-reading.probability, reading.latin))

    def _latin_paths(self, letters: str, width: Width) -> list[tuple[float, Path]]:
        """The best ways to read *letters* and their costs; ways without any sound (of a hamza) are none."""
        margin = width.margin * (TO_LATIN.graphones + TO_LATIN.patterns)
        beam = [self._first()]
        for letter, after in zip(letters, [*letters[1:], ""], strict=False):
            choices = _choices(letter, merged=merges(letter, after), last=not after)
            beam = _best(self._grown(beam, choices, TO_LATIN, margin), margin, width)
        ended = _best(self._grown(beam, _ENDED, TO_LATIN, margin), margin, width)[: width.proposed]
        paths = [(cost, _path(chain)) for cost, *_, chain in ended]
        return [(cost, path) for cost, path in paths if any(piece for _, piece in path)]

    def persian(self, latin: str, width: Width = WIDE) -> list[tuple[str, float]]:
        """Persian spellings of folded *latin* letters with their shares, the best first."""
        if len(latin) > LONGEST_TOKEN:
            return _in_stretches(latin, self.persian, width)
        costs: dict[str, float] = {}
        for step in self._found(fold_spelling(latin), width):
            text = "".join(letter for letter, _ in _path(step[-1]))
            costs[text] = min(step[0], costs.get(text, step[0]))
        texts = nsmallest(
            width.proposed, (text for text in costs if text), key=lambda text: (costs[text], text)
        )
        tree, index = self._model.persian.tree, _NUMBER_OF_PERSIAN
        rendered = rendering_probabilities(self._channel, texts, latin)
        scores = [
            TO_PERSIAN.channel * log(max(p, float_info.min))
            - costs[text]
            - TO_PERSIAN.letters * tree.cost(index[x] for x in text)
            for text, p in zip(texts, rendered.tolist(), strict=True)
        ]
        return sorted(zip(texts, _shares(scores), strict=True), key=lambda item: (-item[1], item[0]))

    def probability(self, latin: str, width: Width = WIDE) -> float:
        """How probable folded *latin* letters are as the spelling of an unknown word."""
        return sum(exp(-step[1]) for step in self._found(fold_spelling(latin), width))

    def _persian_steps(self, latin: str, width: Width) -> list[_Step]:
        """The best ways to write what *latin* spells."""
        margin = width.margin * (TO_PERSIAN.graphones + TO_PERSIAN.patterns)
        reached: list[list[_Step]] = [[] for _ in range(len(latin) + 1)]
        reached[0] = [self._first()]
        for start in range(len(latin) + 1):
            newest = here = _best(reached[start], margin, width)
            for _ in range(MOST_SILENT):
                newest = _best(self._grown(newest, _writers(""), TO_PERSIAN, margin, here), margin, width)
                here = _best([*here, *newest], margin, width)
            reached[start] = here
            for end in range(start + 1, min(len(latin), start + _LONGEST_PIECE + 1) + 1):
                choices = _writers(latin[start:end], last=end == len(latin))
                if choices.signed:
                    reached[end] += self._grown(here, choices, TO_PERSIAN, margin, reached[end])
        return _best(self._grown(reached[-1], _ENDED, TO_PERSIAN, margin), margin, width)

    def _first(self) -> _Step:
        return 0.0, 0.0, self._graphones.start, self._patterns.start, ()

    def _grown(
        self,
        steps: Iterable[_Step],
        choices: "_Choices",
        weights: Weights,
        margin: float,
        rivals: Sequence[_Step] = (),
    ) -> list[_Step]:
        """*steps* with one graphone more each, none much worse than the best of them and of *rivals*."""
        patterns, ways = self._patterns, self._ways
        most = min((rival[0] for rival in rivals), default=_NEVER) + margin
        grown: list[_Step] = []
        for spent, joint, state, shape, chain in steps:
            for cost, following, graphone, pattern in ways(state, choices):
                total = spent + weights.graphones * cost
                if total > most:
                    break
                shaped, next_shape = patterns.step(shape, pattern)
                total += weights.patterns * shaped
                if total <= most:
                    most = min(most, total + margin)
                    grown.append((total, joint + cost, following, next_shape, (chain, graphone)))
        return grown

    def _cheapest_first(self, state: int, choices: "_Choices") -> list[tuple[float, int, Graphone, int]]:
        """What each choice costs at a state of the graphones, the state after it, and its pattern."""
        found = [
            (*self._graphones.step(state, sign), graphone, pattern)
            for graphone, sign, pattern in choices.signed
        ]
        return sorted(found)


@dataclass(frozen=True, slots=True, eq=False)
class _Choices:
    """Graphones to go on with; one object for one set, so that what they cost is remembered by it."""

    signed: tuple[tuple[Graphone, int, int], ...]  # a graphone, its sign and that of its pattern


_ENDED: Final = _Choices(((("", ""), EDGE, EDGE),))
_NEVER: Final = float("inf")
_NUMBER_OF_LATIN = {letter: i for i, letter in enumerate(LATIN, 1)}
_NUMBER_OF_PERSIAN = {letter: i for i, letter in enumerate(PERSIAN, 1)}


@lru_cache(maxsize=1 << 8)
def _choices(letter: str, *, merged: bool, last: bool) -> _Choices:
    """What a Persian letter may write in the press, with the signs."""
    known = pieces()
    found = [(letter, x) for x in known.costs[letter] if (letter, x) in known.press]
    found = [graphone for graphone in found if last or graphone not in LAST_ONLY]
    return _Choices(tuple(map(_signed, [*found, (letter, "")] if merged else found)))


@lru_cache(maxsize=1 << 12)
def _writers(piece: str, *, last: bool = False) -> _Choices:
    """The letters that write a folded piece, with the signs."""
    found = ((letter, piece) for letter in pieces().letters.get(piece, ()))
    return _Choices(tuple(_signed(x) for x in found if last or x not in LAST_ONLY))


def _signed(graphone: Graphone) -> tuple[Graphone, int, int]:
    sign = pieces().signs[graphone]
    return graphone, sign, pieces().patterns[sign]


def _best(steps: Sequence[_Step], margin: float, width: Width) -> list[_Step]:
    """The best steps, none worse than the best of them by more than *margin*."""
    kept = nsmallest(width.beam, steps)
    return [step for step in kept if step[0] <= kept[0][0] + margin]


def _shares(scores: Sequence[float]) -> list[float]:
    """Log scores as shares of their sum."""
    top = max(scores, default=0.0)
    masses = [exp(score - top) for score in scores]
    total = sum(masses)
    return [mass / total for mass in masses]


def rendering_probabilities(channel: Channel, words: Sequence[str], latin: str) -> Floats:
    """P(token | word) of several *words* at once, shape (words,); each as by ``model.channel.likelihood``."""
    symbols = [persian_symbols(word) for word in words]
    used, places = np.unique(np.concatenate([*symbols, [0]]), return_inverse=True)
    ids = channel.substrings(latin).T[:, None, :]
    # As emission_rows has them, of the symbols that these words use.
    rows = np.where(ids >= 0, channel.persian[ids, used[:, None]], 0.0)
    lengths = np.array([len(word) for word in words], np.int64)
    starts = np.cumsum(lengths) - lengths
    reached = np.zeros((len(words), len(latin) + 1))
    reached[:, 0] = 1.0
    for i in range(int(lengths.max(initial=0))):
        alive = np.flatnonzero(lengths > i)
        letter = places[starts[alive] + i]
        before = reached[alive]
        following = before * rows[0, letter]
        for k in range(1, len(rows)):
            following[:, k:] += before[:, :-k] * rows[k, letter, k:]
        reached[alive] = following
    found: Floats = reached[:, -1]
    return found


def _read_in_stretches(
    letters: str, read: Callable[[str, Width], list[Reading]], width: Width
) -> list[Reading]:
    """Read a token too long for any name stretch by stretch, the best of each."""
    stretches = [letters[i : i + LONGEST_TOKEN] for i in range(0, len(letters), LONGEST_TOKEN)]
    best = [read(stretch, width)[0] for stretch in stretches]
    return [Reading(tuple(x for one in best for x in one.path), prod(one.probability for one in best))]


def _in_stretches(
    letters: str, spell: Callable[[str, Width], list[tuple[str, float]]], width: Width
) -> list[tuple[str, float]]:
    """Spell a token too long for any name stretch by stretch, the best of each."""
    stretches = [letters[i : i + LONGEST_TOKEN] for i in range(0, len(letters), LONGEST_TOKEN)]
    best = [found[0] for stretch in stretches if (found := spell(stretch, width))]
    return [("".join(text for text, _ in best), prod(share for _, share in best))] if best else []


@lru_cache(maxsize=1)
def shipped_speller() -> Speller:
    """The speller that the package ships, made once a process.

    >>> shipped_speller().persian("pirfarshi")[0][0]
    'پیرفرشی'
    """
    return Speller(shipped_graphones(), shipped_channel())
