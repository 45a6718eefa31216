"""A word that nobody knows in, its spellings in the other script out, letter by letter.

What the search finds by the graphones is weighed again by the letters of the script that is written, and
in Persian by the channel.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from heapq import nsmallest
from math import exp, log, prod
from sys import float_info
from typing import Final, NamedTuple

from ..model.channel import Channel
from ..model.forward import likelihoods
from ..model.lexicon import LONGEST_TOKEN
from ..model.symbols import symbols_of
from ..text.letter_arrays import letters_of
from .ahead import Ahead, Proposals
from .graphones import LATIN_SIGNS, PERSIAN_SIGNS, Graphones
from .pieces import LETTERS_OF_VOWELS, Graphone, Path, fold_spelling, pieces
from .search import TO_LATIN, TO_PERSIAN, WIDE, GraphoneSearch, Width

MOST_SEARCHED: Final = 5 * LONGEST_TOKEN  # letters of a token that are read by a search
MOST_TOKENS: Final = 1 << 12  # whose readings and spellings are kept: names repeat


class Reading(NamedTuple):
    """A way to read Persian letters, its share among the ways found, and how the press writes it."""

    path: Path
    probability: float
    latin: str

    @classmethod
    def of(cls, path: Path, probability: float) -> "Reading":
        """Of the graphones of a *path*."""
        return cls(path, probability, "".join(map(_in_the_press, path)))


@cache
def _in_the_press(graphone: Graphone) -> str:
    """What the press writes; a letter that merges with the next one too (Amirreza)."""
    letter, piece = graphone
    merged = "" if letter in LETTERS_OF_VOWELS else pieces().sounds.get(letter, "")
    return pieces().press.get(graphone, piece or merged)


class Speller:
    """Reads and writes words that nobody knows, by a model of graphones and, into Persian, a channel.

    >>> from namematch.model.channel import shipped_channel
    >>> from namematch.transliteration.graphones import shipped_graphones
    >>> Speller(shipped_graphones(), shipped_channel()).persian("pirfarshi")[0][0]
    'پیرفرشی'
    """

    def __init__(self, model: Graphones, channel: Channel, ahead: Ahead | None = None) -> None:
        self._model = model
        self._channel = channel
        self._search = GraphoneSearch(model)
        self._ahead = ahead if ahead is not None else Ahead()
        # Asked twice for a token: how probable it is, and what it spells.
        self._writings = lru_cache(maxsize=4)(self._search.writings)

    def readings(self, letters: str, width: Width = WIDE) -> list[Reading]:
        """The ways to read Persian *letters*, no two of which sound alike, the best first."""
        if len(letters) > LONGEST_TOKEN:
            return _read_in_stretches(letters, self.readings, width)
        found = self._ahead.readings.get((letters, width)) or self._search.readings(letters, width)
        texts = ["".join(piece for _, piece in way.path) for way in found]
        known, tree, signs = self._ahead.letter_costs, self._model.latin.tree, LATIN_SIGNS
        spelled = [known[x] if x in known else tree.cost(signs[y] for y in x) for x in texts]
        scores = [-way.cost - TO_LATIN.letters * cost for way, cost in zip(found, spelled, strict=True)]
        ranked = sorted(zip(_shares(scores), texts, found, strict=True), reverse=True)
        best: dict[str, tuple[Path, float]] = {}
        for share, text, way in ranked:
            first, before = best.get(text, (way.path, 0.0))
            best[text] = first, before + share
        readings = [Reading.of(path, probability) for path, probability in best.values()]
        return sorted(readings, key=lambda reading: (-reading.probability, reading.latin))

    def persian(self, latin: str, width: Width = WIDE) -> list[tuple[str, float]]:
        """Persian spellings of folded *latin* letters with their shares, the best first."""
        if len(latin) > LONGEST_TOKEN:
            return _in_stretches(latin, self.persian, width)
        found = self._ahead.proposals.get((latin, width)) or self._proposals(latin, width)
        scores = [
            TO_PERSIAN.channel * log(max(rendered, float_info.min)) - cost - TO_PERSIAN.letters * letters
            for cost, letters, rendered in zip(found.costs, found.letters, found.rendered, strict=True)
        ]
        shared = zip(found.texts, _shares(scores), strict=True)
        return sorted(shared, key=lambda item: (-item[1], item[0]))

    def _proposals(self, latin: str, width: Width) -> Proposals:
        """What the search finds for folded *latin* letters."""
        ways = self._writings(fold_spelling(latin), width)
        spelled = (("".join(letter for letter, _ in way.path), way.cost) for way in ways)
        texts, costs = cheapest_texts(spelled, width)
        tree, signs = self._model.persian.tree, PERSIAN_SIGNS
        letters = [tree.cost(signs[x] for x in text) for text in texts]
        symbols = symbols_of(letters_of(texts)).columns(-1)
        rendered = likelihoods(symbols, self._channel.substrings(latin), self._channel.persian)
        return Proposals(texts, costs, letters, rendered.tolist(), probability_of_ways(x.joint for x in ways))

    def probability(self, latin: str, width: Width = WIDE) -> float:
        """How probable folded *latin* letters are as the spelling of an unknown word."""
        if known := self._ahead.proposals.get((latin, width)):
            return known.probability
        return probability_of_ways(way.joint for way in self._writings(fold_spelling(latin), width))


def cheapest_texts(spelled: Iterable[tuple[str, float]], width: Width) -> tuple[list[str], list[float]]:
    """Of texts and what each costs those to be weighed again, each once, and the least that they cost.

    >>> cheapest_texts([("b", 2.0), ("a", 2.0), ("b", 1.0), ("", 0.5)], WIDE)
    (['b', 'a'], [1.0, 2.0])
    """
    costs: dict[str, float] = {}
    for text, cost in spelled:
        costs[text] = min(cost, costs.get(text, cost))
    texts = nsmallest(width.proposed, filter(None, costs), key=lambda text: (costs[text], text))
    return texts, [costs[text] for text in texts]


def probability_of_ways(joint: Iterable[float]) -> float:
    """How probable a word is that can be written in ways of these costs."""
    return sum(exp(-nats) for nats in joint)


def _shares(scores: Sequence[float]) -> list[float]:
    """Log scores as shares of their sum."""
    top = max(scores, default=0.0)
    masses = [exp(score - top) for score in scores]
    total = sum(masses)
    return [mass / total for mass in masses]


def _read_in_stretches(
    letters: str, read: Callable[[str, Width], list[Reading]], width: Width
) -> list[Reading]:
    """Read a token too long for any name: stretch by stretch, the best of each; what is very long letter by
    letter, without a search."""
    searched, rest = letters[:MOST_SEARCHED], letters[MOST_SEARCHED:]
    best = [read(stretch, width)[0] for stretch in _stretches(searched)]
    plain = tuple((letter, next(iter(pieces().costs[letter]))) for letter in rest)
    path = (*(x for one in best for x in one.path), *plain)
    return [Reading.of(path, prod(one.probability for one in best))]


def _in_stretches(
    letters: str, spell: Callable[[str, Width], list[tuple[str, float]]], width: Width
) -> list[tuple[str, float]]:
    """Spell a token too long for any name, as ``_read_in_stretches`` reads one."""
    searched, rest = letters[:MOST_SEARCHED], letters[MOST_SEARCHED:]
    best = [found[0] for stretch in _stretches(searched) if (found := spell(stretch, width))]
    plain = "".join(pieces().letters.get(letter, ("",))[0] for letter in rest)
    text = "".join(text for text, _ in best) + plain
    return [(text, prod(share for _, share in best))] if text else []


def _stretches(letters: str) -> list[str]:
    return [letters[i : i + LONGEST_TOKEN] for i in range(0, len(letters), LONGEST_TOKEN)]
