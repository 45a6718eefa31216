"""A word in one spelling: are the others that people use for it among the first ten, the first fifty?

    python -m benchmarks.accuracy.in_use                 250 words of spellings.tsv
    python -m benchmarks.accuracy.in_use --words 1000

Prints the share of the other attested spellings that are found, by letters alone (case and hyphens do not
count): among what ``spellings(..., script="latin")`` lists for the word's first spelling, and for the Persian
word, and among the press's spellings of the Persian word.
"""

import argparse
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Final

from namematch import spellings

from ..lists.make_list import SPELLINGS, read_rows
from .transliteration import letters

STYLES: Final = {
    "english",
    "southasian",
    "afghan",
    "swedish",
    "informal",
}  # that write no letters of their own
FIRST: Final = (10, 50)
Words = Mapping[str, Sequence[str]]


def attested(most: int) -> Words:
    """*most* Persian words by lot, of those with several spellings, and these, the press's first."""
    found = defaultdict[str, list[str]](list)
    for row in read_rows(SPELLINGS):
        if row["style"] in STYLES:
            found[row["persian"]].append(row["latin"])
    several = sorted(word for word, forms in found.items() if len(forms) > 1)
    return {word: found[word] for word in Random(1).sample(several, min(most, len(several)))}


def shares_found(words: Words, listed: Callable[[str, str], list[str]]) -> list[float]:
    """The share of all spellings of *words* but the first of each that are among the first so many of what
    *listed* gives for a word and that one."""
    hits, total = [0] * len(FIRST), 0
    for word, (given, *others) in words.items():
        some = [letters(text) for text in listed(word, given)]
        total += len(others)
        for place, most in enumerate(FIRST):
            hits[place] += sum(letters(other) in some[:most] for other in others)
    return [hit / max(total, 1) for hit in hits]


def in_use(name: str) -> list[str]:
    return [found.text for found in spellings(name, n=max(FIRST), script="latin")]


def of_press(word: str) -> list[str]:
    return [found.text for found in spellings(word, n=max(FIRST))]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy.in_use")
    parser.add_argument("--words", type=int, default=250)
    words = attested(parser.parse_args().words)
    others = sum(len(forms) - 1 for forms in words.values())
    print(f"{len(words)} words, {others} other spellings: share among the first {FIRST}")
    rows: dict[str, Callable[[str, str], list[str]]] = {
        "of a Latin spelling": lambda word, form: in_use(form),
        "of the Persian word": lambda word, form: in_use(word),
        "the press's alone": lambda word, form: of_press(word),
    }
    for name, listed in rows.items():
        print(name, *(f"{share:.3f}" for share in shares_found(words, listed)))


if __name__ == "__main__":
    main()
