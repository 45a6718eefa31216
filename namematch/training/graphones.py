"""Attested spellings and known words in, the graphones of unknown words out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from ..model.lexicon import Word, stems
from ..text.normalize import normalize_name
from ..transliteration.graphones import LATIN_SIGNS, PERSIAN_SIGNS, Graphones, sign_counts
from ..transliteration.pieces import Path, align_letters, fold_spelling, pieces
from .ngrams import learn_ngrams

# How often a sequence must be seen, by its length; chosen on held-out words.
GRAPHONES_KEPT: Final = (0, 0, 0, 1.1, 1.1)
PATTERNS_KEPT: Final = (0, 0, 0, 1.1, 1.1, 1.1, 1.1, 1.1)
LETTERS_KEPT: Final = (0, 0, 0, 1.1, 1.1, 1.1)


def learn_graphones(pairs: Iterable[tuple[str, str, float]], words: Iterable[Word]) -> Graphones:
    """Learn from attested *pairs* and from the standard romanisations of *words* and of ``data/stems.tsv``;
    deterministic.

    A pair is the Persian letters, the Latin ones (``latin_letters``) and a weight; however many
    pairs show a word it counts once, or less where the weights of its pairs sum to less. Pairs
    that no alignment explains teach nothing.
    """
    paths = _weighed_paths(pairs, words)
    signs, patterns = pieces().signs, pieces().patterns
    graphones = [([signs[graphone] for graphone in path], weight) for path, weight in paths]
    shapes = [([patterns[sign] for sign in row], weight) for row, weight in graphones]
    latin = {"".join(piece for _, piece in path) for path, _ in paths}
    persian = {"".join(letter for letter, _ in path) for path, _ in paths}
    count = sign_counts()
    return Graphones(
        learn_ngrams(graphones, signs=count["graphones"], least=GRAPHONES_KEPT),
        learn_ngrams(shapes, signs=count["patterns"], least=PATTERNS_KEPT),
        learn_ngrams(_letters_as_signs(latin, LATIN_SIGNS), signs=count["latin"], least=LETTERS_KEPT),
        learn_ngrams(_letters_as_signs(persian, PERSIAN_SIGNS), signs=count["persian"], least=LETTERS_KEPT),
    )


def _weighed_paths(
    pairs: Iterable[tuple[str, str, float]], words: Iterable[Word]
) -> list[tuple[Path, float]]:
    """The aligned words, each way to write one with its share."""
    spelled: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for persian, latin, weight in pairs:
        spelled[persian][fold_spelling(latin)] += weight
    weights: dict[Path, float] = defaultdict(float)
    for persian, ways in sorted(spelled.items()):
        total = max(1.0, sum(ways.values()))
        for latin, weight in sorted(ways.items()):
            weights[align_letters(persian, latin)] += weight / total
    for persian, latin in {**stems(), **{word.persian: word.latin for word in words}}.items():
        weights[align_letters(persian, fold_spelling(normalize_name(latin)))] += 1.0
    weights.pop((), None)
    return list(weights.items())


def _letters_as_signs(texts: Iterable[str], signs: Mapping[str, int]) -> list[tuple[list[int], float]]:
    return [([signs[letter] for letter in text], 1.0) for text in sorted(texts)]
