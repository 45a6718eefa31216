"""Make a mixed list of mentions of fictional persons, in both scripts, with the truth.

    python -m benchmarks.lists.make_list 10000 list.tsv --seed 1

A person is a given name (20 % of them two words) and a surname (15 % of them two), drawn from
spellings.tsv as often as names of their rank are borne: the most frequent ones of Iran come first
(frequent.tsv), the others in an order drawn by lot. The mentions of a person, 1 to 12 of them and
mostly few, are written as people write: Persian with joined, parted or half-spaced compounds and
Arabic letters, or Latin in one style, surname first, with titles, dropped second surnames and typing
errors. Columns of the list: person, name. The same size and seed make the same list.
"""

import argparse
import csv
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

SPELLINGS: Final = Path(__file__).with_name("spellings.tsv")
FREQUENT: Final = Path(__file__).with_name("frequent.tsv")
DEFAULT_STYLE: Final = "english"  # every word has it
HALF_SPACE: Final = "\u200c"

FIRST_PARTS: Final = ("محمد", "علی", "امیر", "غلام")
LAST_PARTS: Final = ("زاده", "نژاد", "پور", "نیا")  # written apart, joined or half-spaced
GHOLAM: Final = {  # the one first part that is no name by itself, so spellings.tsv has no row
    "english": ("Gholam",),
    "scholarly": ("Ghulām",),
    "turkish": ("Gulam",),
    "azerbaijani": ("Qulam",),
    "southasian": ("Ghulam",),
}
PERSIAN_TITLES: Final = ("آقای", "خانم", "دکتر", "مهندس", "سید", "حاج")
LATIN_TITLES: Final = ("Mr.", "Mrs.", "Dr.", "Eng.", "Seyed", "Haj")
ARABIC_LETTERS: Final = str.maketrans("یک", "يك")
DOTTED: Final = ("turkish", "azerbaijani")  # i has a dotted capital there

# A name of rank r is borne in proportion to 1 / (r + c) (Mandelbrot, 1953): with these c by 3 % of the
# people at most as given name, and by 1 % as surname.
FLAT_GIVEN: Final = 5
FLAT_FAMILY: Final = 20
RANKS: Final = 11  # the seed of the order of all names that are not among the most frequent

MOST_MENTIONS: Final = 12
MENTION_SLOPE: Final = 1.5  # a person has k mentions in proportion to k ** -1.5
COMPOUND: Final = 0.20
TWO_SURNAMES: Final = 0.15
DROPPED: Final = 0.08
PERSIAN: Final = 0.45
ARABIC: Final = 0.15
CAPITALS: Final = 0.05
COMMA: Final = 0.05
TITLE: Final = 0.05
PERSIAN_TYPO: Final = 0.03
LATIN_TYPO: Final = 0.06
SHORTEST_MISTYPED: Final = 5  # letters of a word that a typo leaves readable


class Row(NamedTuple):
    """One mention: whose it is, and as written."""

    person: str
    name: str


class Person(NamedTuple):
    """Persian words: one or two of the given name, one or two surnames."""

    given: tuple[str, ...]
    family: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """The words that persons are made of, the most frequent first, and word -> style -> Latin spellings."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    spelled: Mapping[str, Mapping[str, Sequence[str]]]

    @cached_property
    def styles(self) -> list[str]:
        """In alphabetical order."""
        return sorted({style for spelled in self.spelled.values() for style in spelled})


def read_words(path: Path = SPELLINGS, frequent: Path = FREQUENT) -> Words:
    """The words of a table with the columns kind, persian, latin and style, and of another with kind
    and persian the most frequent ones in their order."""
    first, kinds = (dict[str, list[str]](given=[], surname=[]) for _ in range(2))
    spelled: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in read_rows(frequent):
        first[row["kind"]].append(row["persian"])
    for row in read_rows(path):
        kinds[row["kind"]].append(row["persian"])
        spelled[row["persian"]][row["style"]].append(row["latin"])
    given, family = (by_rank(kinds[kind], first[kind]) for kind in ("given", "surname"))
    return Words(given, family, {**spelled, "غلام": GHOLAM})


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def by_rank(words: Sequence[str], first: Sequence[str]) -> tuple[str, ...]:
    """Each of *words* once: those that are *first* in their order, then the others by lot."""
    known = set(words)
    others = sorted(known - set(first))
    Random(RANKS).shuffle(others)
    return (*(word for word in first if word in known), *others)


def make_list(size: int, *, seed: int, words: Words | None = None, alone: bool = True) -> list[Row]:
    """*size* mentions in random order. No two persons have the same Persian letters.

    About half of the persons are mentioned once; with ``alone=False`` none is (but the last, where
    the list ends).

    >>> make_list(0, seed=1)
    []
    """
    rng = Random(seed)
    rows = list(draw_mentions(rng, words or read_words(), size, alone=alone))
    del rows[size:]
    rng.shuffle(rows)
    return rows


def write_made(size: int, path: Path, *, seed: int, words: Words | None = None) -> int:
    """Write ``make_list(size, seed=seed)`` and give the number of persons.

    The lines are held as bytes and put in order by their number, so that ten million of them need
    little more memory than the file has.
    """
    rng, text, ends, person = Random(seed), bytearray(), array("q", [0]), "0"
    for row in draw_mentions(rng, words or read_words(), size, alone=True):
        if len(ends) <= size:
            text += "\t".join(row).encode() + b"\n"
            ends.append(len(text))
            person = row.person
    order = array("q", range(size))
    rng.shuffle(order)
    with path.open("wb") as file:
        file.write("\t".join(Row._fields).encode() + b"\n")
        file.writelines(text[ends[line] : ends[line + 1]] for line in order)
    return int(person)


def draw_mentions(rng: Random, words: Words, size: int, *, alone: bool) -> Iterator[Row]:
    """All mentions of as many persons as *size* mentions need, person by person."""
    counts = range(1 if alone else 2, MOST_MENTIONS + 1)
    often = [k**-MENTION_SLOPE for k in counts]
    written = 0
    for number, person in enumerate(draw_persons(rng, words), start=1):
        if written >= size:
            return
        mentions = rng.choices(counts, often)[0]
        names = [write_mention(rng, person, words) for _ in range(mentions)]
        written += mentions
        yield from (Row(str(number), name) for name in names)


def draw_persons(rng: Random, words: Words) -> Iterator[Person]:
    """New persons without end (a caller takes as many as it needs)."""
    second_parts = [word for word in words.given if not word.startswith(FIRST_PARTS)]
    seen = set()
    while True:
        if rng.random() < COMPOUND:
            given = (rng.choice(FIRST_PARTS), *draw(rng, second_parts, 1, FLAT_GIVEN))
        else:
            given = draw(rng, words.given, 1, FLAT_GIVEN)
        family = draw(rng, words.family, 2 if rng.random() < TWO_SURNAMES else 1, FLAT_FAMILY)
        letters = "".join((*given, *family))
        if letters not in seen:
            seen.add(letters)
            yield Person(given, family)


def draw(rng: Random, words: Sequence[str], count: int, flat: int) -> tuple[str, ...]:
    """*count* different words, each drawn as often as names of its rank are borne."""
    weights = rank_weights(len(words), flat)
    drawn: dict[str, None] = {}
    while len(drawn) < count:
        drawn[rng.choices(words, cum_weights=weights)[0]] = None
    return tuple(drawn)


@lru_cache
def rank_weights(count: int, flat: int) -> tuple[float, ...]:
    """The weights of the ranks from 1, added up."""
    return tuple(accumulate(1 / (rank + flat) for rank in range(1, count + 1)))


def write_mention(rng: Random, person: Person, words: Words) -> str:
    """One way to write the person's name."""
    person = drop_surname(rng, person)
    if rng.random() < PERSIAN:
        return titled(rng, write_persian(rng, person, words), PERSIAN_TITLES)
    return titled(rng, write_latin(rng, person, words), LATIN_TITLES)


def drop_surname(rng: Random, person: Person) -> Person:
    """The person without the second surname, or as they are."""
    if len(person.family) > 1 and rng.random() < DROPPED:
        return person._replace(family=person.family[:1])
    return person


def titled(rng: Random, name: str, titles: Sequence[str]) -> str:
    return f"{rng.choice(titles)} {name}" if rng.random() < TITLE else name


def write_persian(rng: Random, person: Person, words: Words, *, family_first: bool = False) -> str:
    """The name in Persian letters."""
    given = person.given if len(person.given) > 1 else part_given(person.given[0], words)
    family = [part_family(word) for word in person.family]
    parted = [*family, given] if family_first else [given, *family]
    name = " ".join(rng.choice((" ", "", HALF_SPACE)).join(parts) for parts in parted)
    if rng.random() < ARABIC:
        name = name.translate(ARABIC_LETTERS)
    return mistype(rng, name) if rng.random() < PERSIAN_TYPO else name


def part_given(word: str, words: Words) -> tuple[str, ...]:
    """The two names that a compound given name is made of, or the word."""
    for first in FIRST_PARTS:
        if word.startswith(first) and word.removeprefix(first) in words.given:
            return first, word.removeprefix(first)
    return (word,)


def part_family(word: str) -> tuple[str, ...]:
    """A surname and its ending of its own, or the word."""
    for last in LAST_PARTS:
        if word.endswith(last) and word != last:
            return word.removesuffix(last), last
    return (word,)


def write_latin(rng: Random, person: Person, words: Words, *, style: str = "") -> str:
    """The name in Latin letters, in the *style*, or in one drawn by lot."""
    style = style or rng.choice(words.styles)
    given, family = ([spell(rng, w, style, words) for w in part] for part in person)
    first, last = join_latin(rng, given), rng.choice((" ", "-")).join(family)
    if rng.random() < LATIN_TYPO:
        if rng.random() < 0.5:
            first = mistype(rng, first)
        else:
            last = mistype(rng, last)
    order = rng.random()
    if order < CAPITALS:
        return f"{capitals(last, style)} {first}"
    return f"{last}, {first}" if order < CAPITALS + COMMA else f"{first} {last}"


def spell(rng: Random, word: str, style: str, words: Words) -> str:
    """A spelling of the word in the style, or in the default style where it has none."""
    spelled = words.spelled[word]
    return rng.choice(spelled.get(style) or spelled[DEFAULT_STYLE])


def join_latin(rng: Random, given: Sequence[str]) -> str:
    """Ali Reza, Ali-Reza or Alireza."""
    separator = rng.choice((" ", "-", ""))
    if separator:
        return separator.join(given)
    # lower() parts the Turkish capital's dot from its letter
    return given[0] + "".join(given[1:]).lower().replace("i\u0307", "i")


def capitals(text: str, style: str) -> str:
    return (text.replace("i", "İ") if style in DOTTED else text).upper()


def mistype(rng: Random, text: str) -> str:
    """The text with a letter left out, doubled or exchanged with the next, inside a long word;
    as it was if it has no long word."""
    words = text.split(" ")
    long = [i for i, word in enumerate(words) if len(word) >= SHORTEST_MISTYPED]
    if not long:
        return text
    chosen = rng.choice(long)
    word = words[chosen]
    at = rng.randrange(1, len(word) - 2)
    head, letter, after, tail = word[:at], word[at], word[at + 1], word[at + 2 :]
    middle = rng.choice((after, letter + letter + after, after + letter))
    words[chosen] = head + middle + tail
    return " ".join(words)


def write_list(rows: Sequence[Row], path: Path) -> None:
    lines = ["\t".join(Row._fields), *("\t".join(row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.lists.make_list", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("size", type=int, metavar="N", help="mentions")
    parser.add_argument("out", type=Path, metavar="OUT.tsv")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.size < 1:
        parser.error(f"N is {options.size}: a list has at least one mention")
    persons = write_made(options.size, options.out, seed=options.seed)
    print(f"{options.out}: {options.size} mentions of {persons} persons")


if __name__ == "__main__":
    main()
