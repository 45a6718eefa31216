"""Names as lists have them, and some as they do not: many spellings of few words, with noise."""

import csv
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

from namematch.model.lexicon import read_words

SPELLINGS = Path(__file__).parents[2] / "benchmarks" / "lists" / "spellings.tsv"


Groups = list[list[str]]  # the spellings of a word, the Persian one first


NOT_WORDS = [
    *("Али", "김", "Οδυσσέας", "①②", "\N{GRINNING FACE}", "\ud800", "\x00", "\x1b[0m", "12", "۱۲"),
    *("a" * 45, "ا" * 45, "z" * 90, "x", "م", "J.", "ʿ", "ء", "ئ", "ədə", "(", "'", "\u200f"),
    *("عبد", "Abdol", "al-", "bin", "zadeh", "زاده", "pour", "الله", "ollah", "din", "ol", "da"),
]


TITLES = ["Dr.", "آقای", "سید", "Seyed", "Mr", "خانم", "حاج", "Mirza", "جناب آقای", "PhD"]


GAPS = [*[" "] * 12, "", "-", "\u200c", "  ", "\t", ", "]


@cache
def spellings() -> tuple[Groups, Groups]:
    """The given names and the surnames of the table of spellings and of the lexicon."""
    given: dict[str, list[str]] = {}
    family: dict[str, list[str]] = {}
    with SPELLINGS.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            words = given if row["kind"] == "given" else family
            words.setdefault(row["persian"], [row["persian"]]).append(row["latin"])
    for word in read_words():
        words = given if word.given > word.family else family
        words.setdefault(word.persian, [word.persian, *word.variants, word.latin])
    return list(given.values()), list(family.values())


def mistyped(text: str, random: Random) -> str:
    """*text* with a letter dropped, doubled, replaced, or exchanged with the next."""
    at = random.randrange(len(text))
    before, letter, after = text[:at], text[at], text[at + 1 :]
    replaced = random.choice("abeirkاهیرنء")
    exchanged = after[:1] + letter + after[1:]
    return before + random.choice(["", 2 * letter, replaced, exchanged]) + after


def noisy_word(groups: Groups, random: Random) -> str:
    """One of the spellings of a word, now and then mistyped, cut to its initial, or no word at all."""
    word = random.choice(random.choice(groups))
    noise: list[Callable[[str], str]] = [
        *[lambda w: w] * 15,
        *[lambda w: mistyped(w, random)] * 3,
        *[lambda w: w[0] + random.choice(["", "."])] * 2,
        str.upper,
        lambda _: random.choice(NOT_WORDS),
    ]
    return random.choice(noise)(word)


def noisy_name(random: Random, given: Groups, family: Groups) -> str:
    """A full name in one of the ways in which lists have them, and some in which they do not."""
    first = [noisy_word(given, random) for _ in range(random.choice([0, 1, 1, 1, 1, 2, 2, 3]))]
    last = [noisy_word(family, random) for _ in range(random.choice([0, 1, 1, 1, 1, 1, 2, 3]))]
    words = random.choice([*[first + last] * 5, last + first])
    if random.random() < 0.15:
        words.insert(random.choice([0, len(words)]), random.choice(TITLES))
    if random.random() < 0.1:
        random.shuffle(words)
    if random.random() < 0.1:
        return " ".join(last) + ", " + " ".join(first)
    return "".join(word + random.choice(GAPS) for word in words)


def noisy_names(random: Random, count: int, words: int = 6) -> list[str]:
    """A list in which names have much in common: few words, each in many spellings."""
    given, family = (random.sample(groups, words) for groups in spellings())
    return [noisy_name(random, given, family) for _ in range(count)]
