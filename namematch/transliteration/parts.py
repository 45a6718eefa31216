"""A Persian word in, the known words and affixes that it is made of out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from math import log
from sys import float_info
from typing import Final

from ..model.lexicon import LONGEST_TOKEN, Word, stems
from ..model.vocabulary import Vocabulary
from ..text.letters import latin_letters
from ..text.normalize import normalize_name
from ..text.tables import read_table

# How often a token made of known words is two of them, or a word and an affix.
JOINED: Final = 0.02

# How often a Persian token that known parts make up is no word of such parts; chosen on held-out words.
PARTLESS: Final = 0.002

STEM: Final = 2e-5  # how frequent an ordinary word is as a name, or as a part of one; as a rare name

SURE_AFFIX: Final = 4  # letters
SHORTEST_PART: Final = 3  # letters; shorter words are parts of everything (ری, دل)


@dataclass(frozen=True, slots=True)
class Affix:
    """A part of words that is no word: its spellings, the standard one first."""

    persian: str
    latin: tuple[str, ...]
    meets: str  # the letters that the word before may end in; any where empty

    def meets_after(self, stem: str) -> bool:
        return not self.meets or stem[-1:] in self.meets


class KnownWords:
    """The words of a vocabulary and the ordinary ones of ``data/stems.tsv``, alone and as parts of others.

    A word that has no standard romanisation, as those that only a list taught, is part of nothing.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def word(self, letters: str) -> Word | None:
        """The word of the vocabulary that is spelled *letters*."""
        place = self._vocabulary.word_spelled(letters)
        return self._vocabulary.words[place] if place >= 0 else None

    def romanisation(self, letters: str) -> str | None:
        """The standard romanisation of the word *letters*; None for a word that has none, or no word."""
        word = self.word(letters)
        if word and latin_letters(normalize_name(word.latin)):
            return word.latin
        return stems().get(letters)

    def romanisation_as_second_part(self, letters: str) -> str | None:
        """That of the second part of a compound: of a word or of an affix.

        None for what is no part of its own in sound: an article, an ending that begins with a vowel.
        """
        if len(letters) < SHORTEST_PART or letters[0] in "ایئ":
            return None
        affix = affix_table().get((letters, "suffix"))
        return self.romanisation(letters) or (affix.latin[0] if affix else None)

    def best_parting(self, letters: str) -> str | None:
        """The parts' romanisations by their priors, where they beat what an unknown word would be."""
        if not SHORTEST_PART < len(letters) <= LONGEST_TOKEN:
            return None
        best: dict[int, tuple[float, str]] = {0: (0.0, "")}
        whole = (0, len(letters))
        for end in range(1, len(letters) + 1):
            reached = [
                (best[start][0] + score, best[start][1] + latin)
                for start in range(end)
                if start in best and (start, end) != whole
                for score, latin in self._as_part(letters, start, end)
            ]
            if reached:
                best[end] = max(reached)
        score, latin = best.get(len(letters), (-float_info.max, ""))
        model = self._vocabulary.channel.persian_model
        return latin if score > log(PARTLESS) + model.log_probability(letters) else None

    def _as_part(self, letters: str, start: int, end: int) -> Iterator[tuple[float, str]]:
        """Yield what the letters from *start* to *end* may be as a part: log prior and romanisation."""
        part = letters[start:end]
        latin = self.romanisation(part) if len(part) >= SHORTEST_PART else None
        if latin:
            prior = log(max(self._prior(part), float_info.min))
            yield prior + (log(JOINED) if start else 0.0), latin.lower()
        affix = affix_table().get((part, "suffix" if start else "prefix"))
        if affix and (start >= SHORTEST_PART or not start) and affix.meets_after(letters[:start]):
            yield log(JOINED), affix.latin[0]

    def _prior(self, part: str) -> float:
        place = self._vocabulary.word_spelled(part)
        return float(self._vocabulary.priors[place]) if place >= 0 else STEM


def sure_affixes(letters: str) -> Iterator[tuple[Affix, str, str]]:
    """Yield each affix of *letters* too long to be there by chance, its kind and what is left; the longest
    first.

    >>> [(affix.persian, kind, stem) for affix, kind, stem in sure_affixes("کبدانزاده")]
    [('زاده', 'suffix', 'کبدان')]
    """
    for persian, kind, affix in _sure_affixes():
        if len(persian) <= len(letters) - SHORTEST_PART:
            if kind == "suffix" and letters.endswith(persian):
                yield affix, kind, letters[: -len(persian)]
            elif kind == "prefix" and letters.startswith(persian):
                yield affix, kind, letters[len(persian) :]


@cache
def _sure_affixes() -> list[tuple[str, str, Affix]]:
    """The affixes that are long enough, with their kinds, the longest first."""
    longest_first = sorted(affix_table().items(), key=lambda item: -len(item[0][0]))
    return [(persian, kind, affix) for (persian, kind), affix in longest_first if len(persian) >= SURE_AFFIX]


@cache
def affix_table() -> Mapping[tuple[str, str], Affix]:
    """The rows of ``data/affixes.tsv`` by spelling and kind."""
    columns = ("persian", "latin", "kind", "meets", "why")
    rows = read_table(
        "affixes", columns, optional=("meets",), as_written=("why",), unique=("persian", "kind")
    )
    return {
        (persian, kind): Affix(persian, tuple(latin.split()), meets)
        for persian, latin, kind, meets, _ in rows
    }
