"""The letters of an unknown word in, the best sequences of graphones that read or write it out.

A beam search: paths grow by one graphone at a time, each costs what the model's n-grams of graphones and
of their patterns say, and only the cheapest are kept.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from heapq import nsmallest
from typing import Any, Final, NamedTuple

from .graphones import Graphones
from .ngrams import EDGE
from .pieces import LAST_ONLY, Graphone, Path, merges, pieces

MOST_PRICES: Final = 1 << 16  # of what may follow a state, that are kept: at most 40 MB
MOST_SILENT: Final = 2  # letters in a row that a Latin spelling may leave out (ع, and ا)

LONGEST_PIECE: Final = 4  # letters
_NEVER: Final = float("inf")


class Weights(NamedTuple):
    """How much each part of a score counts; chosen on held-out words."""

    graphones: float
    patterns: float
    letters: float  # of the script that is written
    channel: float = 0.0


TO_LATIN: Final = Weights(0.48, 0.40, 0.20)
TO_PERSIAN: Final = Weights(0.33, 0.22, 0.28, 0.45)


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


class Way(NamedTuple):
    """A way to read or write a word: what the search goes by, the path, and minus log of its probability."""

    cost: float
    path: Path
    joint: float


# A path as far as it has come: what the search goes by, the graphones' own cost, the states of
# graphones and patterns, and the path as a chain, its last graphone first. A plain tuple: the
# searches make thousands of them for one word.
_Chain = tuple[Any, ...]
_Step = tuple[float, float, int, int, _Chain]


class GraphoneSearch:
    """Searches by the n-grams of a model. What may follow a state is priced once."""

    def __init__(self, model: Graphones) -> None:
        self._graphones = model.graphones.tree
        self._patterns = model.patterns.tree
        self._cheapest_first = lru_cache(maxsize=MOST_PRICES)(self._price)

    def readings(self, letters: str, width: Width) -> list[Way]:
        """The best ways to read Persian *letters*, at least one, cheapest first."""
        # Of a hamza alone the best way may be no sound at all, which is no reading.
        return self._read(letters, width) or self._read(letters, _ANYTHING)

    def _read(self, letters: str, width: Width) -> list[Way]:
        margin = width.margin * (TO_LATIN.graphones + TO_LATIN.patterns)
        beam = [self._first()]
        for letter, after in zip(letters, [*letters[1:], ""], strict=False):
            choices = readings_of(letter, merged=merges(letter, after), last=not after)
            beam = _best(self._grown(beam, choices, TO_LATIN, margin), margin, width)
        ended = _best(self._grown(beam, ENDED, TO_LATIN, margin), margin, width)[: width.proposed]
        return [way for way in map(_way, ended) if any(piece for _, piece in way.path)]

    def writings(self, latin: str, width: Width) -> list[Way]:
        """The best ways to write folded *latin* letters, cheapest first; none where there is no way."""
        margin = width.margin * (TO_PERSIAN.graphones + TO_PERSIAN.patterns)
        reached: list[list[_Step]] = [[] for _ in range(len(latin) + 1)]
        reached[0] = [self._first()]
        for start in range(len(latin) + 1):
            silent = steps = _best(reached[start], margin, width)
            for _ in range(MOST_SILENT):
                silent = _best(self._grown(silent, writers(""), TO_PERSIAN, margin, steps), margin, width)
                steps = _best([*steps, *silent], margin, width)
            reached[start] = steps
            for end in range(start + 1, min(len(latin), start + LONGEST_PIECE) + 1):
                choices = writers(latin[start:end], last=end == len(latin))
                if choices.signed:
                    reached[end] += self._grown(steps, choices, TO_PERSIAN, margin, reached[end])
        return list(map(_way, _best(self._grown(reached[-1], ENDED, TO_PERSIAN, margin), margin, width)))

    def _first(self) -> _Step:
        return 0.0, 0.0, self._graphones.start, self._patterns.start, ()

    def _grown(
        self,
        steps: Iterable[_Step],
        choices: "Choices",
        weights: Weights,
        margin: float,
        rivals: Sequence[_Step] = (),
    ) -> list[_Step]:
        """*steps* with one graphone more each, none much worse than the best of them and of *rivals*."""
        patterns, cheapest_first = self._patterns, self._cheapest_first
        most = min((rival[0] for rival in rivals), default=_NEVER) + margin
        grown: list[_Step] = []
        for spent, joint, state, shape, chain in steps:
            for cost, following, graphone, pattern in cheapest_first(state, choices):
                total = spent + weights.graphones * cost
                if total > most:
                    break
                shaped, next_shape = patterns.step(shape, pattern)
                total += weights.patterns * shaped
                if total <= most:
                    most = min(most, total + margin)
                    grown.append((total, joint + cost, following, next_shape, (chain, graphone)))
        return grown

    def _price(self, state: int, choices: "Choices") -> list[tuple[float, int, Graphone, int]]:
        """What each choice costs at a state of the graphones, the state after it, and its pattern, cheapest
        first."""
        found = [
            (*self._graphones.step(state, sign), graphone, pattern)
            for graphone, sign, pattern in choices.signed
        ]
        return sorted(found)


def _way(step: _Step) -> Way:
    """What a step at the end of a word has come to."""
    graphones: list[Graphone] = []
    chain, _edge = step[-1]
    while chain:
        chain, graphone = chain
        graphones.append(graphone)
    return Way(step[0], tuple(reversed(graphones)), step[1])


def _best(steps: Sequence[_Step], margin: float, width: Width) -> list[_Step]:
    """The best steps, none worse than the best of them by more than *margin*."""
    kept = nsmallest(width.beam, steps)
    return [step for step in kept if step[0] <= kept[0][0] + margin]


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """Graphones to go on with; one object for one set, so that what they cost is remembered by it."""

    signed: tuple[tuple[Graphone, int, int], ...]  # a graphone, its sign and that of its pattern


ENDED: Final = Choices(((("", ""), EDGE, EDGE),))
NO_CHOICE: Final = Choices(())


@cache
def readings_of(letter: str, *, merged: bool, last: bool) -> Choices:
    """What a Persian letter may write in the press, with the signs."""
    known = pieces()
    found = [(letter, piece) for piece in known.costs[letter] if (letter, piece) in known.press]
    found = [graphone for graphone in found if last or graphone not in LAST_ONLY]
    return Choices(tuple(map(_signed, [*found, (letter, "")] if merged else found)))


def writers(piece: str, *, last: bool = False) -> Choices:
    """The letters that write a folded piece, with the signs."""
    return _writers_of(piece, last=last) if piece in pieces().letters else NO_CHOICE


@cache
def _writers_of(piece: str, *, last: bool) -> Choices:
    found = ((letter, piece) for letter in pieces().letters[piece])
    return Choices(tuple(_signed(graphone) for graphone in found if last or graphone not in LAST_ONLY))


def _signed(graphone: Graphone) -> tuple[Graphone, int, int]:
    sign = pieces().signs[graphone]
    return graphone, sign, pieces().patterns[sign]
