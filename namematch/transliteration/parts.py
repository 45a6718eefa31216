"""A Persian word in, the known words and affixes that it is made of out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log
from sys import float_info
from typing import Final

from ..model.lexicon import LONGEST_TOKEN, Word, stems
from ..model.vocabulary import shipped_vocabulary
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
    """A part of words that is no word: its spellings, the press's first."""

    persian: str
    latin: tuple[str, ...]
    meets: str  # the letters that the word before may end in; any where empty

    def meets_after(self, stem: str) -> bool:
        return not self.meets or stem[-1:] in self.meets


def second_part_latin(letters: str) -> str | None:
    """The press spelling of the second part of a compound: a word of the lexicon, or an affix.

    None for what is no part of its own in sound: an article, an ending that begins with a vowel.
    """
    if len(letters) < SHORTEST_PART or letters[0] in "ایئ":
        return None
    affix = affix_table().get((letters, "suffix"))
    return press_spelling(letters) or (affix.latin[0] if affix else None)


def known_word(letters: str) -> Word | None:
    vocabulary = shipped_vocabulary()
    word = vocabulary.persian(letters).word if len(letters) <= LONGEST_TOKEN else -1
    return vocabulary.words[word] if word >= 0 else None


def press_spelling(letters: str) -> str | None:
    word = known_word(letters)
    return word.latin if word else stems().get(letters)


def sure_affixes(letters: str) -> Iterator[tuple[Affix, str, str]]:
    """Yield each sure affix of *letters*, its kind and what is left; the longest first."""
    for (persian, kind), affix in sorted(affix_table().items(), key=lambda x: -len(x[0][0])):
        if SURE_AFFIX <= len(persian) <= len(letters) - SHORTEST_PART:
            if kind == "suffix" and letters.endswith(persian):
                yield affix, kind, letters[: -len(persian)]
            elif kind == "prefix" and letters.startswith(persian):
                yield affix, kind, letters[len(persian) :]


def best_parting(letters: str) -> str | None:
    """The parts' spellings by their priors, where they beat what an unknown word would be."""
    if not SHORTEST_PART < len(letters) <= LONGEST_TOKEN:
        return None
    best: dict[int, tuple[float, str]] = {0: (0.0, "")}
    whole = (0, len(letters))
    for end in range(1, len(letters) + 1):
        reached = [
            (best[start][0] + score, best[start][1] + latin)
            for start in range(end)
            if start in best and (start, end) != whole
            for score, latin in _reads_as_part(letters, start, end)
        ]
        if reached:
            best[end] = max(reached)
    score, latin = best.get(len(letters), (-float_info.max, ""))
    model = shipped_vocabulary().channel.persian_model
    return latin if score > log(PARTLESS) + model.log_probability(letters) else None


def _reads_as_part(letters: str, start: int, end: int) -> Iterator[tuple[float, str]]:
    """Yield what the letters from *start* to *end* may be as a part: log prior and spelling."""
    part = letters[start:end]
    vocabulary = shipped_vocabulary()
    word = vocabulary.persian(part).word if len(part) >= SHORTEST_PART else -1
    if word >= 0:
        prior = log(max(float(vocabulary.priors[word]), float_info.min))
        yield prior + (log(JOINED) if start else 0.0), vocabulary.words[word].latin.lower()
    elif len(part) >= SHORTEST_PART and part in stems():
        yield log(STEM) + (log(JOINED) if start else 0.0), stems()[part].lower()
    affix = affix_table().get((part, "suffix" if start else "prefix"))
    if affix and (start >= SHORTEST_PART or not start) and affix.meets_after(letters[:start]):
        yield log(JOINED), affix.latin[0]


@lru_cache(maxsize=1)
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
