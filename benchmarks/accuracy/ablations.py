"""What each part of the model gives: the library without it, beside the library.

    python -m benchmarks.accuracy.ablations                       all of it, some minutes
    python -m benchmarks.accuracy.ablations --pairs own.tsv       channels learned from your own spellings

Retrieval is that of retrieval.py in mixed styles, 20 % of the words unknown: best F1 and recall at
precision 0.99. AUC and the contrast pairs that are called the same are those of contrast.py. A part is taken
away by what a caller may give (words, prices, a channel) or, in training, by a constant of
``namematch.training.channel``. The channels of the second table are learned from the spellings of the words
that the library knows: without --pairs from the English ones of spellings.tsv, one style as a source has.
The third table has such channels too: what a spelling of a style costs, and how often no word of another
sound explains it better, where training never saw that style or those that are like it. In the fourth
every pair of 400 names a side is compared by itself.
"""

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from namematch import Comparison, Policy, Vocabulary, Word, compare_names, match_names, read_words
from namematch.model.channel import LONGEST_EMISSION, Channel, shipped_channel
from namematch.policy import Prices
from namematch.text.letters import latin_letters, persian_letters
from namematch.text.normalize import normalize_name
from namematch.training import channel as train
from namematch.training.attested import Pair, read_pairs, read_styles, rewritten
from namematch.training.evaluation import Worth, judge

from ..figures import Row
from ..lists.make_list import SPELLINGS, read_rows
from ..metrics import Floats, Hits, Ints, calibration_error, equal_mass
from . import contrast
from .held_out import vocabulary_without
from .retrieval import SHEET, Sides, judged, make_sides

SIZE: Final = 2000
SEED: Final = 1
UNKNOWN: Final = 0.2
SMALL: Final = 400  # names on each side where every pair is compared by itself
TAUGHT: Final = "english"
LEAST: Final = 0.01  # probability of the pairs whose calibration is measured
# Names stand as they are written: no order but the same, no word joined, parted or left out for free.
AS_WRITTEN: Final = Prices(
    turned=13, other_order=13, join=13, particle=13, title=13, family=13, given=13, only_pair=13, single=13,
    initial=13, prefix=13,
)  # fmt: skip

# Styles of spellings.tsv, and the styles of training that write like them.
LIKE: Final[dict[str, tuple[str, ...]]] = {
    "afghan": ("afghan", "south-asian"),
    "albanian": ("albanian", "bosnian"),
    "azerbaijani": ("azerbaijani", "kurdish"),
    "dutch": ("dutch", "german", "polish"),
    "french": ("french",),
    "german": ("german", "dutch", "polish"),
    "scholarly": ("scholarly", "arabic"),
    "southasian": ("south-asian", "afghan"),
    "turkish": ("turkish",),
}

Change = Callable[[Word], Word]


class Figures(NamedTuple):
    """A row of a table: what was taken away, and what was left."""

    without: str
    f1: float
    recall: float  # at precision 0.99
    first: float  # the right one first
    auc: float = 0.0
    same: int | None = None  # contrast pairs called the same


def nameless(word: Word) -> Word:
    return replace(word, latin="")


def weightless(word: Word) -> Word:
    return replace(word, given=0.0, family=0.0)


def equal(word: Word) -> Word:
    return replace(word, given=1.0, family=1.0)


WORDS: Final[dict[str, Change]] = {
    "standard romanisations of the words": nameless,
    "frequencies of the words": equal,
    "competing words (chance alone competes)": weightless,
}
# Constants of namematch.train, and what they are where the part is missing.
LEARNING: Final[dict[str, dict[str, object]]] = {
    "(nothing)": {},
    "context of a letter": {"CONTEXT_PSEUDOCOUNT": 1e9},
    "styles": {"rewritten": iter},
    "typing errors": {"EXCHANGED": 0.0, "LEFT_OUT": 0.0},
    "doubt about pairs": {"less_likely_typos": lambda pairs, *_: pairs, "NOISE": 0.0},
}


def measure(without: str, sides: Sides, words: Sequence[Word], channel: Channel, policy: Policy) -> Figures:
    """The figures of a library with *words*; in retrieval, less those that it should not know."""
    gone = {word.persian for word in read_words()}
    gone -= {word.persian for word in vocabulary_without(UNKNOWN).words}
    known = Vocabulary(tuple(word for word in words if word.persian not in gone), channel)
    found = match_names(
        sides.left, sides.right, top=len(sides.right), all=True, policy=policy, vocabulary=known
    )
    left, right = (np.array([getattr(m, side) for m in found], np.int64) for side in ("left", "right"))
    bits = np.array([match.bits for match in found])
    retrieved = retrieval(without, sides, left, right, bits)
    auc, same = contrasts(words, channel, policy)
    return retrieved._replace(auc=auc, same=same)


def retrieval(name: str, sides: Sides, left: Ints, right: Ints, score: Floats) -> Figures:
    """The figures of scored pairs."""
    figures = judged(Row(SHEET, name, (), sides.digest, {}, 0.0), sides, left, right, score).figures
    f1, recall, first = (float(figures[key] or 0) for key in ("f1", "r99", "first"))
    return Figures(name, f1, recall, first)


def contrasts(words: Sequence[Word], channel: Channel, policy: Policy) -> tuple[float, int]:
    positive, other = contrast.read_pairs("positive"), contrast.read_pairs("contrast")
    hit = np.arange(len(positive) + len(other)) < len(positive)
    vocabulary = Vocabulary(tuple(words), channel)
    found = [compare_names(*pair, policy=policy, vocabulary=vocabulary) for pair in (*positive, *other)]
    same = np.array([comparison.verdict == "same" for comparison in found])
    figures = contrast.judged(np.array([-comparison.doubt for comparison in found]), hit, same)
    return float(figures["auc"] or 0), int(figures["wrong"] or 0)


def parts_of_the_model(sides: Sides) -> Iterator[Figures]:
    """The shipped channel; parts are taken away by words and by prices."""
    words, channel, policy = read_words(), shipped_channel(), Policy()
    yield measure("(nothing)", sides, words, channel, policy)
    for without, change in WORDS.items():
        yield measure(without, sides, [change(word) for word in words], channel, policy)
    yield measure("the lexicon", sides, (), channel, policy)
    yield measure("structure (names as written)", sides, words, channel, replace(policy, prices=AS_WRITTEN))


def parts_of_training(sides: Sides, pairs: Sequence[Pair]) -> Iterator[Figures]:
    """Channels learned from the pairs whose words the library knows."""
    words = read_words()
    for without, constants in LEARNING.items():
        with changed(train, constants):
            channel, _ = train.train_channel(pairs)
        yield measure(without, sides, words, channel, Policy())


def styles_held_out(pairs: Sequence[Pair]) -> Iterator[tuple[str, list[Worth]]]:
    """What channels make of each style's spellings: without any style of training, without those like
    it, and with all."""
    spelled = spelled_in_styles()
    with changed(train, {"rewritten": iter}):
        plain, _ = train.train_channel(pairs)
    every, _ = train.train_channel(pairs)
    for style, like in LIKE.items():
        others = [other for other in read_styles() if not other.name.startswith(like)]
        with changed(train, {"rewritten": partial(rewritten, styles=others)}):
            without, _ = train.train_channel(pairs)
        yield style, [judge(channel, spelled[style], silent_step) for channel in (plain, without, every)]


def silent_step(_: int) -> None:
    """Nobody is told."""


def spelled_in_styles() -> dict[str, list[Pair]]:
    """The spellings of spellings.tsv by style."""
    spelled: dict[str, dict[Pair, None]] = defaultdict(dict)
    for row in read_rows(SPELLINGS):
        pair = folded(row["persian"], row["latin"])
        if 0 < len(pair.latin) <= LONGEST_EMISSION * len(pair.persian):
            spelled[row["style"]][pair] = None
    return {style: list(pairs) for style, pairs in spelled.items()}


def folded(persian: str, latin: str) -> Pair:
    return Pair(persian_letters(normalize_name(persian)), latin_letters(normalize_name(latin)), 1.0)


@contextmanager
def changed(module: Any, constants: dict[str, object]) -> Iterator[None]:
    """Inside, *module* has other constants."""
    before = {name: getattr(module, name) for name in constants}
    vars(module).update(constants)
    try:
        yield
    finally:
        vars(module).update(before)


def pairs_of(path: Path | None) -> list[Pair]:
    """The pairs of the file, or of one style of spellings.tsv, less the words that are unknown."""
    pairs = spelled_in_styles()[TAUGHT] if path is None else read_pairs(path)
    listed = {pair.persian for spelled in spelled_in_styles().values() for pair in spelled}
    known = {word.persian for word in vocabulary_without(UNKNOWN).words}
    return [pair for pair in pairs if pair.persian in known or pair.persian not in listed]


def ways_to_add_up(sides: Sides) -> Iterator[Figures]:
    """Every pair by itself: how the doubts of the tokens become that of the name."""
    vocabulary = vocabulary_without(UNKNOWN)
    pairs = [(a, b) for a in range(len(sides.left)) for b in range(len(sides.right))]
    found = [compare_names(sides.left[a], sides.right[b], vocabulary=vocabulary) for a, b in pairs]
    left, right = (np.array(column, np.int64) for column in zip(*pairs, strict=True))
    for name, way in WAYS.items():
        score = np.array([-way(comparison) for comparison in found])
        yield retrieval(name, sides, left, right, score)._replace(auc=contrast_area(way))


def contrast_area(way: Callable[[Comparison], float]) -> float:
    positive, other = contrast.read_pairs("positive"), contrast.read_pairs("contrast")
    hit = np.arange(len(positive) + len(other)) < len(positive)
    score = np.array([-way(compare_names(*pair)) for pair in (*positive, *other)])
    return float(contrast.judged(score, hit, hit)["auc"] or 0)


def doubts(comparison: Comparison) -> list[float]:
    return [piece.doubt for piece in comparison.evidence] or [Policy().most_doubt]


WAYS: Final[dict[str, Callable[[Comparison], float]]] = {
    "product: every token must agree": lambda comparison: comparison.doubt,
    "the worst token": lambda comparison: max(doubts(comparison)),
    "the average of the tokens": lambda comparison: sum(doubts(comparison)) / len(doubts(comparison)),
    "a sum of evidence: rare words pay for doubt": lambda comparison: comparison.doubt - comparison.rarity,
}


def errors_of_calibration(sides: Sides) -> tuple[float, float]:
    """Expected calibration error of the probability, and of 2 ** -doubt in its place."""
    vocabulary = vocabulary_without(UNKNOWN)
    found = match_names(sides.left, sides.right, top=len(sides.right), all=True, vocabulary=vocabulary)
    hit = np.array([sides.partner[match.left] == match.right for match in found])
    said = np.array([match.probability for match in found])
    likely = np.flatnonzero(said >= LEAST**2)  # whatever either of them may find likely
    raw = np.zeros(len(said))
    for i in likely:
        pair = sides.left[found[i].left], sides.right[found[i].right]
        raw[i] = 2 ** -compare_names(*pair, vocabulary=vocabulary).doubt
    return error_of(said, hit), error_of(raw, hit)


def error_of(probability: Floats, hit: Hits) -> float:
    looked_at = probability >= LEAST
    return calibration_error(equal_mass(probability[looked_at], hit[looked_at]))


def table(title: str, rows: Iterator[Figures]) -> None:
    """Print a table in Markdown, row by row."""
    print(f"\n| {title} | F1 | recall at P .99 | right first | contrast AUC | contrast `same` |")
    print("|---|---|---|---|---|---|")
    for row in rows:
        same = "" if row.same is None else row.same
        figures = f"{row.f1:.4f} | {row.recall:.4f} | {row.first:.4f} | {row.auc:.4f}"
        print(f"| {row.without} | {figures} | {same} |", flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.accuracy.ablations", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("--pairs", type=Path, metavar="PAIRS.tsv", help="spellings to learn from")
    parser.add_argument("--size", type=int, default=SIZE, help="names on each side")
    options = parser.parse_args(arguments)
    sides = make_sides(options.size, seed=SEED)
    table("model without", parts_of_the_model(sides))
    table("learned without", parts_of_training(sides, pairs_of(options.pairs)))
    table("doubts add up as", ways_to_add_up(make_sides(min(SMALL, options.size), seed=SEED)))
    print("\n| style | no styles | without its own and those like it | all |\n|---|---|---|---|")
    for style, worth in styles_held_out(pairs_of(options.pairs)):
        cells = (f"{each.bits:.1f} bits, {each.right:.1%} right" for each in worth)
        print(f"| {style} | {' | '.join(cells)} |", flush=True)
    said, raw = errors_of_calibration(sides)
    print(f"\nExpected calibration error: {said:.4f}; of 2 ** -doubt, without calibration: {raw:.4f}")


if __name__ == "__main__":
    main()
