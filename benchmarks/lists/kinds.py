"""Lists of the kinds that make_list.py never makes: official, authors, refugees, press, namesakes.

    python -m benchmarks.lists.kinds official 2000 list.tsv --seed 1

official    registers and sanction lists of Iran and Afghanistan: surname first, constructs parted, titles,
            father's names, aliases, in both scripts
authors     a full Persian name beside the initials that journals print (Karimi MR, A. R. Karimi)
refugees    one name, FNU and LNU, the father's name in place of a surname, spelled by ear
press       Persian names beside the house styles of twelve European languages
namesakes   two persons each who share all words but one, in both scripts

Persons are fictional, drawn as in make_list.py; no two have the same words. The same kind, size and
seed make the same list; most persons are mentioned twice or more.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from random import Random
from typing import Final

from .make_list import Row, mistype, write_list
from .material import (
    Material,
    Word,
    draw_family,
    draw_given,
    read_material,
    rewritten,
    write_latin,
    write_persian,
)

MENTIONS: Final = (1, 2, 3, 4, 6)
SHARES: Final = (0.3, 0.35, 0.2, 0.1, 0.05)
PERSIAN: Final = 0.45
TYPO: Final = 0.03
PARTED: Final = 0.5  # of the constructs
ARABIC_LETTERS: Final = str.maketrans("یک", "يك")


@dataclass(frozen=True, slots=True)
class Person:
    """Given names, surnames, and what stands beside them in some lists; the words tell persons apart."""

    given: tuple[Word, ...]
    family: tuple[Word, ...] = ()
    father: Word | None = None
    title: str = ""  # a key of TITLES
    kunya: int = 0  # the place of what he is also called in KUNYAS

    @property
    def letters(self) -> str:
        return " ".join(word.letters for word in (*self.given, *self.family))


Writer = Callable[[Random, Person, Material], str]
Drawer = Callable[[Random, Material], Iterator[Person]]

# ------------------------------------------------------------------------------ official

TITLES: Final = {  # Persian and Dari spellings, Latin ones
    "haji": (("حاجی", "الحاج", "حاج"), ("Haji", "Alhaj", "Hajji", "Haj")),
    "mawlawi": (("مولوی",), ("Mawlawi", "Maulavi", "Mowlavi")),
    "mullah": (("ملا",), ("Mullah", "Mulla", "Molla")),
    "qari": (("قاری",), ("Qari", "Ghari")),
    "engineer": (("انجنیر", "مهندس"), ("Eng.", "Engineer")),
    "doctor": (("داکتر", "دکتر"), ("Dr.", "Doctor")),
    "professor": (("پوهاند", "پروفسور"), ("Prof.", "Professor")),
    "general": (("جنرال", "سرتیپ", "سردار"), ("General", "Gen.", "Brigadier General")),
    "sayyid": (("سید",), ("Sayed", "Seyed", "Sayyid")),
    "cleric": (("حجت الاسلام", "حجت\u200cالاسلام والمسلمین"), ("Hojjatoleslam", "Hojatoleslam")),
}
SECOND_SURNAME: Final = 0.15
TITLED: Final = 0.3
HAS_FATHER: Final = 0.35
TELLS_FATHER: Final = 0.35  # of the mentions of those who have one
TELLS_TITLE: Final = 0.6
ALIAS: Final = 0.07
KUNYAS: Final = (("ابوحامد", "Abu Hamed"), ("ابومهدی", "Abu Mahdi"), ("ابویاسر", "Abu Yasir"))


def draw_official(rng: Random, material: Material) -> Iterator[Person]:
    while True:
        given = draw_given(rng, material, constructs=0.35, compounds=0.2)
        family = draw_family(rng, material, 2 if rng.random() < SECOND_SURNAME else 1)
        father = draw_given(rng, material, constructs=0.35, compounds=0.1)
        man = given.gender != "f"
        yield Person(
            (given,),
            family,
            father if rng.random() < HAS_FATHER and father.gender != "f" else None,
            rng.choice(list(TITLES)) if man and rng.random() < TITLED else "",
            rng.randrange(len(KUNYAS)),
        )


def write_official(rng: Random, person: Person, material: Material) -> str:
    """A line of a register: KARIMI, Abdul Ghafar s/o Abdul Rahim."""
    persian = rng.random() < PERSIAN
    style = rng.choice(material.styles("latin"))
    given, family = name_parts(rng, person, material, "" if persian else style)
    title = title_of(rng, person, persian=persian)
    name = official_order(rng, given, family, title, persian=persian)
    if person.father and rng.random() < TELLS_FATHER:
        father = write_word(rng, person.father, material, "" if persian else style)
        name += father_of(rng, person, father, persian=persian)
    man = person.given[0].gender != "f"
    return aliased(rng, name, KUNYAS[person.kunya], persian=persian) if man and rng.random() < ALIAS else name


def name_parts(rng: Random, person: Person, material: Material, style: str) -> tuple[str, str]:
    """Given names and surnames in Persian, or in a Latin style; now and then mistyped."""
    texts = [
        [write_word(rng, word, material, style) for word in part] for part in (person.given, person.family)
    ]
    given, family = (" ".join(part) for part in texts)
    if rng.random() < TYPO:
        return mistype(rng, given), family
    if not style and rng.random() < 0.1:
        return given.translate(ARABIC_LETTERS), family.translate(ARABIC_LETTERS)
    return given, family


def write_word(rng: Random, word: Word, material: Material, style: str) -> str:
    return write_latin(rng, word, style, material) if style else write_persian(rng, word, parted=PARTED)


def title_of(rng: Random, person: Person, *, persian: bool) -> str:
    if not person.title or rng.random() >= TELLS_TITLE:
        return ""
    return rng.choice(TITLES[person.title][0 if persian else 1])


def official_order(rng: Random, given: str, family: str, title: str, *, persian: bool) -> str:
    """Titles go with the given name where the surname is first and told apart."""
    own, order = f"{title} {given}".strip(), rng.random()
    if persian and order < 0.1:
        return f"{family}، {own}"
    if persian:
        return f"{family} {given}" if order < 0.3 and not title else f"{own} {family}"
    if order < 0.25:
        return f"{family.upper()}, {own}"
    if order < 0.4:
        return f"{family.upper()} {own}"
    return f"{own} {family.upper() if order < 0.5 else family}"


def father_of(rng: Random, person: Person, name: str, *, persian: bool) -> str:
    """What a list says of the father behind the name."""
    daughter = person.given[0].gender == "f"
    if persian:
        own = f" دختر {name}" if daughter else f" بن {name}"
        return rng.choice((f" فرزند {name}", f" ولد {name}", f" نام پدر: {name}", own))
    said = ("d/o", "daughter of") if daughter else ("s/o", "son of", "bin")
    return rng.choice((*(f" {word} {name}" for word in said), f" (father's name: {name})"))


def aliased(rng: Random, name: str, kunya: tuple[str, str], *, persian: bool) -> str:
    if persian:
        return f"{name} {rng.choice(('معروف به', 'مشهور به', 'ملقب به'))} {kunya[0]}"
    form = rng.choice(("{} a.k.a. {}", "{} (a.k.a. {})", "{} alias {}", "{} also known as {}"))
    return form.format(name, kunya[1])


# ------------------------------------------------------------------------------- authors


def draw_authors(rng: Random, material: Material) -> Iterator[Person]:
    while True:
        given = draw_given(rng, material, constructs=0.08, compounds=0.45)
        yield Person((given,), draw_family(rng, material, 2 if rng.random() < 0.25 else 1))


def write_author(rng: Random, person: Person, material: Material) -> str:
    """A full name in either script, or what a journal makes of it."""
    chance = rng.random()
    style = rng.choice(("english", "english-u", "english-e", "english-oo"))
    if chance < 0.7:
        given, family = name_parts(rng, person, material, "" if chance < PERSIAN else style)
        return f"{given} {family}"
    _, family = name_parts(rng, replace(person, given=()), material, style)
    word = person.given[0]
    parts = given_parts(word, write_word(rng, word, material, style), material, style)
    letters = [initial(rng, part) for part in parts]
    spaced, joined = " ".join(f"{x}." for x in letters), "".join(letters)
    forms = [
        f"{spaced} {family}",
        f"{family} {joined}",
        f"{family}, {spaced}",
        f"{'.'.join(letters)}. {family}",
    ]
    if len(parts) > 1:
        forms += [f"{parts[0]} {letters[1]}. {family}", f"{family}, {'-'.join(f'{x}.' for x in letters)}"]
    return rng.choice(forms)


def given_parts(word: Word, written: str, material: Material, style: str) -> list[str]:
    """The two names of a compound, which have an initial each; other names have one."""
    if word.kind != "compound":
        return [written]
    house, persian = material.houses[style], "".join(word.persian)
    return [rewritten(latin, persian, house).capitalize() for latin in word.latin]


def initial(rng: Random, word: str) -> str:
    """G or Gh for Gholam."""
    return word[:2] if word[:2] in ("Gh", "Kh", "Sh", "Ch") and rng.random() < 0.4 else word[0]


# ------------------------------------------------------------------------------ refugees


def draw_refugees(rng: Random, material: Material) -> Iterator[Person]:
    """One name, a father's name in place of a surname (and his father's), or a surname."""
    while True:
        given = draw_given(rng, material, constructs=0.4, compounds=0.25)
        fathers = [
            w
            for w in (draw_given(rng, material, constructs=0.3, compounds=0.15) for _ in range(4))
            if w.gender != "f"
        ]
        chance = rng.random()
        if chance < 0.15:
            yield Person((given,))
        elif chance < 0.65 and fathers:
            yield Person((given,), tuple(fathers[: 1 if chance < 0.5 else 2]), fathers[0])
        else:
            yield Person((given,), draw_family(rng, material, 1))


def write_refugee(rng: Random, person: Person, material: Material) -> str:
    persian = rng.random() < PERSIAN
    style = (
        "" if persian else rng.choice(("afghan", "afghan-e", "afghan-o", "arabic", "english", "english-oo"))
    )
    given, family = name_parts(rng, person, material, style)
    if not person.family:
        blanks = (
            ("{}", "نامشخص {}", "{} -") if persian else ("{}", "FNU {}", "{} LNU", "XXX {}", "Unknown {}")
        )
        return (blanks[0] if rng.random() < 0.5 else rng.choice(blanks[1:])).format(given)
    if person.father and rng.random() < 0.25:
        return f"{given}{father_of(rng, person, family, persian=persian)}"
    return f"{family.upper()} {given}" if not persian and rng.random() < 0.15 else f"{given} {family}"


# --------------------------------------------------------------------- press, namesakes


def draw_press(rng: Random, material: Material) -> Iterator[Person]:
    while True:
        given = draw_given(rng, material, constructs=0.1, compounds=0.2)
        yield Person((given,), draw_family(rng, material, 2 if rng.random() < 0.1 else 1))


def write_press(language: str = "") -> Writer:
    """A writer of Persian names and of one language's, or of all languages'."""

    def write(rng: Random, person: Person, material: Material) -> str:
        style = "" if rng.random() < PERSIAN else language or rng.choice(material.styles("press"))
        given, family = name_parts(rng, person, material, style)
        return f"{given} {family}"

    return write


def draw_namesakes(rng: Random, material: Material) -> Iterator[Person]:
    """Twos who share all of two to four words but one: the last, the first, or one between."""
    while True:
        given = draw_given(rng, material, constructs=0.25, compounds=0.4)
        family = draw_family(rng, material, rng.choice((1, 2, 2, 2, 3)))
        one = Person((given,), family)
        yield one
        if rng.random() < 0.6:
            other = next(
                word for word in iter(lambda: draw_family(rng, material, 1)[0], None) if word not in family
            )
            place = len(family) - 1 if rng.random() < 0.7 else rng.randrange(len(family))
            yield replace(one, family=(*family[:place], other, *family[place + 1 :]))
        else:
            yield replace(one, given=(draw_given(rng, material, constructs=0.25, compounds=0.4),))


def write_namesake(rng: Random, person: Person, material: Material) -> str:
    style = "" if rng.random() < PERSIAN else rng.choice(("english", "english-u", "english-e", "afghan"))
    given, family = name_parts(rng, person, material, style)
    return f"{given} {family}"


# ------------------------------------------------------------------------------ the lists

PRESS: Final = "press"
KINDS: Final[dict[str, tuple[Drawer, Writer]]] = {
    "official": (draw_official, write_official),
    "authors": (draw_authors, write_author),
    "refugees": (draw_refugees, write_refugee),
    PRESS: (draw_press, write_press()),
    "namesakes": (draw_namesakes, write_namesake),
}


def languages() -> list[str]:
    """Kinds of their own: press-dutch and so on."""
    return [f"{PRESS}-{style}" for style in read_material().styles(PRESS)]


def make_kind(kind: str, size: int, *, seed: int) -> list[Row]:
    """*size* mentions of a kind in random order.

    >>> len(make_kind("official", 5, seed=1))
    5
    """
    draw, write = KINDS.get(kind) or (draw_press, write_press(kind.removeprefix(f"{PRESS}-")))
    rng, material = Random(f"{seed} {kind}"), read_material()
    rows = list(islice(draw_rows(rng, material, draw, write), size))
    rng.shuffle(rows)
    return rows


def draw_rows(rng: Random, material: Material, draw: Drawer, write: Writer) -> Iterator[Row]:
    """The mentions of new persons without end."""
    seen: set[str] = set()
    for person in draw(rng, material):
        if person.letters not in seen:
            seen.add(person.letters)
            for _ in range(rng.choices(MENTIONS, SHARES)[0]):
                yield Row(str(len(seen)), write(rng, person, material))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.lists.kinds", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("kind", choices=(*KINDS, *languages()))
    parser.add_argument("size", type=int, metavar="N", help="mentions")
    parser.add_argument("out", type=Path, metavar="OUT.tsv")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    if options.size < 1:
        parser.error(f"N is {options.size}: a list has at least one mention")
    rows = make_kind(options.kind, options.size, seed=options.seed)
    write_list(rows, options.out)
    print(f"{options.out}: {len(rows)} mentions of {len({row.person for row in rows})} persons")


if __name__ == "__main__":
    main()
