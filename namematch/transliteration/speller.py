"""A word that nobody knows in, its spellings in the other script out, letter by letter.

What the search finds by the graphones is weighed again by the letters of the script that is written, and
in Persian by the channel.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from heapq import nsmallest
from math import exp, log, prod
from sys import float_info
from typing import Final, NamedTuple

from ..model.channel import Channel
from ..model.forward import likelihoods
from ..model.lexicon import LONGEST_TOKEN
from ..model.symbols import symbols_of
from ..text.letter_arrays import letters_of
from .graphones import LATIN_SIGNS, PERSIAN_SIGNS, Graphones
from .pieces import LETTERS_OF_VOWELS, Graphone, Path, fold_spelling, pieces
from .search import TO_LATIN, TO_PERSIAN, WIDE, GraphoneSearch, Width

MOST_SEARCHED: Final = 5 * LONGEST_TOKEN  # letters of a token that are read by a search
MOST_TOKENS: Final = 1 << 12  # whose readings and spellings are kept: names repeat


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


class Speller:
    """Reads and writes words that nobody knows, by a model of graphones and, into Persian, a channel.

    >>> from namematch.model.channel import shipped_channel
    >>> from namematch.transliteration.graphones import shipped_graphones
    >>> Speller(shipped_graphones(), shipped_channel()).persian("pirfarshi")[0][0]
    'پیرفرشی'
    """

    def __init__(self, model: Graphones, channel: Channel) -> None:
        self._model = model
        self._channel = channel
        search = GraphoneSearch(model)
        self._readings = search.readings
        # Asked twice for a token: how probable it is, and what it spells.
        self._writings = lru_cache(maxsize=4)(search.writings)

    def readings(self, letters: str, width: Width = WIDE) -> list[Reading]:
        """The ways to read Persian *letters*, no two of which sound alike, the best first."""
        if len(letters) > LONGEST_TOKEN:
            return _read_in_stretches(letters, self.readings, width)
        found = self._readings(letters, width)
        texts = ["".join(piece for _, piece in way.path) for way in found]
        tree, signs = self._model.latin.tree, LATIN_SIGNS
        scores = [
            -way.cost - TO_LATIN.letters * tree.cost(signs[x] for x in text)
            for way, text in zip(found, texts, strict=True)
        ]
        ranked = sorted(zip(_shares(scores), texts, found, strict=True), reverse=True)
        best: dict[str, Reading] = {}
        for share, text, way in ranked:
            first, before = best.get(text, (way.path, 0.0))
            best[text] = Reading(first, before + share)
        return sorted(best.values(), key=lambda reading: (-reading.probability, reading.latin))

    def persian(self, latin: str, width: Width = WIDE) -> list[tuple[str, float]]:
        """Persian spellings of folded *latin* letters with their shares, the best first."""
        if len(latin) > LONGEST_TOKEN:
            return _in_stretches(latin, self.persian, width)
        costs: dict[str, float] = {}
        for way in self._writings(fold_spelling(latin), width):
            text = "".join(letter for letter, _ in way.path)
            costs[text] = min(way.cost, costs.get(text, way.cost))
        texts = nsmallest(
            width.proposed, (text for text in costs if text), key=lambda text: (costs[text], text)
        )
        tree, signs = self._model.persian.tree, PERSIAN_SIGNS
        symbols = symbols_of(letters_of(texts)).columns(-1)
        rendered = likelihoods(symbols, self._channel.substrings(latin), self._channel.persian)
        scores = [
            TO_PERSIAN.channel * log(max(p, float_info.min))
            - costs[text]
            - TO_PERSIAN.letters * tree.cost(signs[x] for x in text)
            for text, p in zip(texts, rendered.tolist(), strict=True)
        ]
        return sorted(zip(texts, _shares(scores), strict=True), key=lambda item: (-item[1], item[0]))

    def probability(self, latin: str, width: Width = WIDE) -> float:
        """How probable folded *latin* letters are as the spelling of an unknown word."""
        return sum(exp(-way.joint) for way in self._writings(fold_spelling(latin), width))


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
    return [Reading(path, prod(one.probability for one in best))]


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
