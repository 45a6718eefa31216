"""What the lists of other kinds are made of: words and constructs in, a word as somebody writes it out.

The words are a selection of the package's lexicon with its standard romanisation (words.tsv), the names of
two words are those of constructs.tsv, and house_styles.tsv tells how a house rewrites a romanisation. So
lists need no spelling that anybody attested, and no style that the package was taught.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Final, Literal, NamedTuple

from .make_list import HALF_SPACE, draw, part_family
from .make_list import Words as Known

WORDS: Final = Path(__file__).with_name("words.tsv")
CONSTRUCTS: Final = Path(__file__).with_name("constructs.tsv")
HOUSE_STYLES: Final = Path(__file__).with_name("house_styles.tsv")

FLAT_GIVEN: Final = 8  # as in make_list.py: a name of rank r is borne in proportion to 1 / (r + c)
FLAT_FAMILY: Final = 25
SUN_LETTERS: Final = "تثدذرزژسشصضطظلن"  # the l of an article before them is not heard
FIRST_PARTS: Final = {"محمد": "mohammad", "علی": "ali", "غلام": "gholam", "امیر": "amir"}
FIRST_SHARES: Final = (0.55, 0.2, 0.15, 0.1)

Kind = Literal["word", "compound", "servant", "faith", "god", "merciful", "truth", "father"]


class Word(NamedTuple):
    """A word of a name: its Persian parts and their standard romanisations; *gender* is m, f or none."""

    kind: Kind
    persian: tuple[str, ...]
    latin: tuple[str, ...]
    gender: str = ""

    @property
    def letters(self) -> str:
        """What tells two words apart."""
        return self.kind + "".join(self.persian)


class House(NamedTuple):
    """A house style: its rewritings, and how it makes names of two words."""

    group: str
    construct: str
    rewrite: tuple[tuple[re.Pattern[str], str], ...]


@dataclass(frozen=True)
class Material:
    """The words by frequency, constructs and house styles."""

    given: tuple[Word, ...]
    family: tuple[Word, ...]
    constructs: tuple[Word, ...]
    houses: dict[str, House]

    def styles(self, group: str) -> list[str]:
        return [style for style, house in self.houses.items() if house.group == group]

    @property
    def known(self) -> Known:
        """What a library could know of it, for ``held_out``."""
        words = ["".join(word.persian) for word in (*self.given, *self.family)]
        words += [article_joined(word) for word in self.constructs]
        return Known((), (), {word: {} for word in words})


def read_table(path: Path) -> list[dict[str, str]]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@lru_cache(maxsize=1)
def read_material() -> Material:
    """What the three tables say."""
    words: dict[str, list[Word]] = {"given": [], "surname": []}
    for row in read_table(WORDS):
        parts = part_family(row["persian"]) if row["kind"] == "surname" else (row["persian"],)
        words[row["kind"]].append(Word("word", parts, part_latin(row["latin"], parts), row["gender"] or ""))
    constructs = [
        Word(construct_kind(r["kind"]), (r["persian"],), (r["latin"],), "m") for r in read_table(CONSTRUCTS)
    ]
    houses = {row["style"]: house(row) for row in read_table(HOUSE_STYLES)}
    return Material(tuple(words["given"]), tuple(words["surname"]), tuple(constructs), houses)


def construct_kind(text: str) -> Kind:
    kinds: dict[str, Kind] = {k: k for k in ("servant", "faith", "god", "merciful", "truth", "father")}
    return kinds[text]


def house(row: dict[str, str]) -> House:
    pairs = (rewriting.split(">") for rewriting in row["rewrite"].split(" "))
    return House(row["group"], row["construct"], tuple((re.compile(old), new) for old, new in pairs))


ENDINGS: Final = {"زاده": "zadeh", "نژاد": "nejad", "پور": "pour", "نیا": "nia"}


def part_latin(latin: str, parts: Sequence[str]) -> tuple[str, ...]:
    """A romanisation in as many parts as the Persian word; (latin,) where it does not end like it."""
    ending = ENDINGS.get(parts[-1], "") if len(parts) > 1 else ""
    return (latin.removesuffix(ending), ending) if ending and latin.endswith(ending) else (latin,)


# ------------------------------------------------------------------------------- drawing


def draw_given(rng: Random, material: Material, *, constructs: float, compounds: float) -> Word:
    """A given name: a word, or as often as told a construct or a compound of two."""
    chance = rng.random()
    if chance < constructs:
        return rng.choice(material.constructs)
    word = draw_word(rng, material.given, FLAT_GIVEN)
    if chance < constructs + compounds and word.gender == "m" and word.persian[0] not in FIRST_PARTS:
        first = rng.choices(list(FIRST_PARTS), FIRST_SHARES)[0]
        return Word("compound", (first, *word.persian), (FIRST_PARTS[first], *word.latin), "m")
    return word


def draw_word(rng: Random, words: Sequence[Word], flat: int) -> Word:
    """A word as often as one of its rank is borne."""
    index = [str(i) for i in range(len(words))]
    return words[int(draw(rng, index, 1, flat)[0])]


def draw_family(rng: Random, material: Material, count: int) -> tuple[Word, ...]:
    """*count* different surnames."""
    drawn: dict[Word, None] = {}
    while len(drawn) < count:
        drawn[draw_word(rng, material.family, FLAT_FAMILY)] = None
    return tuple(drawn)


# ---------------------------------------------------------------------- in Persian letters

NEVER_JOINED: Final = "اآدذرزژوء"  # نورالدین, but a half-space in what is made of حبیب


def article_joined(word: Word) -> str:
    """The Persian spelling as one word without half-spaces."""
    own = word.persian[0]
    made = {
        "servant": f"عبدال{own}",
        "faith": f"{own}الدین",
        "god": f"{own}الله",
        "merciful": f"{own}الرحمن",
        "truth": f"{own}الحق",
        "father": f"ابوال{own}",
    }
    return made.get(word.kind, "".join(word.persian))


def write_persian(rng: Random, word: Word, *, parted: float) -> str:
    """The word in Persian letters; a construct is parted by a space as often as told."""
    if word.kind in ("word", "compound"):
        return rng.choice((" ", "", HALF_SPACE)).join(word.persian)
    joined, own = article_joined(word), word.persian[0]
    cut = {"servant": len("عبد"), "father": len("ابو")}.get(word.kind, len(own))
    usual = "" if joined[cut - 1] in NEVER_JOINED else HALF_SPACE
    return f"{joined[:cut]}{' ' if rng.random() < parted else usual}{joined[cut:]}"


# ------------------------------------------------------------------------ in Latin letters


def rewritten(latin: str, persian: str, house: House) -> str:
    """The romanisation of a word in the house's letters, in small ones."""
    text = latin.replace("gh", "Q") if "ق" in persian and "غ" not in persian else latin
    for pattern, new in house.rewrite:
        text = pattern.sub(new, text)
    return text.lower()


def write_latin(rng: Random, word: Word, style: str, material: Material) -> str:
    """The word in the style, with capitals."""
    house = material.houses[style]
    persian = "".join(word.persian)
    parts = [rewritten(latin, persian, house) for latin in word.latin]
    if word.kind == "word":
        separator = rng.choice((" ", "", "")) if len(parts) > 1 else ""
        return joined_parts(parts, separator)
    if word.kind == "compound":
        return joined_parts(parts, rng.choice((" ", "-", "")))
    return write_construct(rng, word, parts[0], house)


def joined_parts(parts: Sequence[str], separator: str) -> str:
    if separator:
        return separator.join(part.capitalize() for part in parts)
    return "".join(parts).capitalize()


FAITH: Final = {"iran": "eddin", "south": "uddin", "arabic": "uddin", "french": "eddine"}
GOD: Final = {"iran": "ollah", "south": "ullah", "arabic": "ullah", "french": "allah"}
SERVANT: Final = {"iran": "abdol", "south": "abdul", "arabic": "abdul", "french": "abdel"}
FATHER: Final = {"iran": "abol", "south": "abul", "arabic": "abul", "french": "aboul"}
AFTER: Final = {"merciful": ("rahman", "r"), "truth": ("haq", "l")}


def write_construct(rng: Random, word: Word, own: str, house: House) -> str:
    """Abdolkarim, Abdul Karim, Abd al-Karim; Nureddin, Nur ud-Din, Nur al-Din, as the house does."""
    habit = house.construct
    if habit == "scholarly":
        return scholarly_construct(word, own)
    vowel = "o" if habit == "iran" else "u"
    if word.kind in ("servant", "father"):
        head = (SERVANT if word.kind == "servant" else FATHER)[habit]
        if assimilates(word) and rng.random() < 0.4:
            head = head[:-1] + heard(own)
        return joined_parts([head, own], rng.choice((" ", " ", "-", "")))
    if word.kind == "faith":
        return rng.choice((f"{own}{FAITH[habit]}".capitalize(), f"{own.capitalize()} {FAITH[habit]}".title()))
    if word.kind == "god":
        return joined_parts([own, GOD[habit]], rng.choice((" ", "", "")))
    last, article = AFTER[word.kind]
    written = (
        f"{own}{vowel}{article}{last}",
        f"{own} {vowel}{article} {last}",
        f"{own} {vowel}{article}-{last}",
    )
    return rng.choice(written).title()


def scholarly_construct(word: Word, own: str) -> str:
    made = {
        "servant": f"ʿAbd al-{own.capitalize()}",
        "father": f"Abū al-{own.capitalize()}",
        "faith": f"{own.capitalize()} al-Dīn",
        "god": f"{own.capitalize()} Allāh",
        "merciful": f"{own.capitalize()} al-Raḥmān",
        "truth": f"{own.capitalize()} al-Ḥaqq",
    }
    return made[word.kind]


def assimilates(word: Word) -> bool:
    return word.persian[0][0] in SUN_LETTERS


def heard(own: str) -> str:
    """The consonant that the l of the article becomes: Abdor-Rahman, Abdosh-Shakur."""
    return own[:2] if own.startswith(("sh", "zh", "ch")) else own[:1]
