"""A name in, lower-case Latin letters out, by each romaniser: what the peers are given to compare.

On the Persian letters themselves most peers find no pair across scripts.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from unidecode import unidecode

PACKAGES: Final = {  # module -> what pip calls it
    "anyascii": "anyascii",
    "arabic_name_romanizer": "arabic-name-romanizer",
    "icu": "PyICU",
    "nomenklatura": "nomenklatura",
    "splink": "splink",
    "scipy": "scipy",
    "string_grouper": "string-grouper",
    "uroman": "uroman",
}
ICU_RULES: Final = "fa-fa_Latn/BGN; Any-Latin; Latin-ASCII"  # better here than Any-Latin alone
HALF_SPACE: Final = "\u200c"


@dataclass(frozen=True, slots=True)
class Romaniser:
    """A way to write names in Latin letters; *needs* are modules beyond those of the package."""

    name: str
    romanise: Callable[[str], str]
    needs: tuple[str, ...] = ()

    def all(self, names: Sequence[str]) -> list[str]:
        return [self.romanise(name.replace(HALF_SPACE, " ")).casefold() for name in names]


def absent(modules: Sequence[str]) -> list[str]:
    """The modules that cannot be imported."""
    return [module for module in modules if find_spec(module) is None]


def as_written(name: str) -> str:
    return name


def by_anyascii(name: str) -> str:
    text: str = import_module("anyascii").anyascii(name)
    return text


@lru_cache(maxsize=1)
def name_romanizer() -> Any:
    return import_module("arabic_name_romanizer").Transliterator()  # loads two networks


@lru_cache(maxsize=1 << 18)
def by_name_romanizer(name: str) -> str:
    """Attested spellings, and a network for words that have none; Persian ones, where it knows several.
    Latin names pass as they are, so their marks are taken off as with the other romanisers."""
    text: str = name_romanizer().transliterate(name, country="IR")
    return unidecode(text)


@lru_cache(maxsize=1)
def uroman() -> Any:
    return import_module("uroman").Uroman()  # seconds: it reads all scripts


@lru_cache(maxsize=1 << 18)
def by_uroman(name: str) -> str:
    text: str = uroman().romanize_string(name, lcode="fas")
    return text


@lru_cache(maxsize=1)
def icu_rules() -> Any:
    return import_module("icu").Transliterator.createInstance(ICU_RULES)


def by_icu(name: str) -> str:
    text: str = icu_rules().transliterate(name)
    return text


def icu_persian(name: str) -> str:
    """ICU's way back, from Latin to Arabic letters, without the vowel marks that it writes."""
    rules = import_module("icu").Transliterator.createInstance("Latin-Arabic; [:M:] Remove")
    text: str = rules.transliterate(name)
    return text


GROUPS: Final = (("kh", "x"), ("gh", "g"), ("sh", "s"), ("ch", "c"), ("zh", "z"), ("th", "s"))
SOUNDS: Final = str.maketrans("qjkdt", "gzktt")
WEAK: Final = re.compile(r"[^b-df-gk-np-tx-z]|y|(?<=(.))\1")  # vowels, h, v, w, marks, doubles


def by_skeleton(name: str) -> str:
    """The sorted words without vowels and semivowels, like consonants as one letter."""
    words = re.split(r"[\s,-]+", unidecode(name).casefold())
    return " ".join(sorted(filter(None, map(skeleton, words))))


def skeleton(word: str) -> str:
    """
    >>> skeleton("khosseyni"), skeleton("xsyny")
    ('xsn', 'xsn')
    """
    for group, sign in GROUPS:
        word = word.replace(group, sign)
    return WEAK.sub("", word.translate(SOUNDS))


AS_WRITTEN: Final = Romaniser("as written", as_written)
SKELETON: Final = Romaniser("skeleton", by_skeleton)
ROMANISERS: Final = (
    Romaniser("Unidecode", unidecode),
    Romaniser("anyascii", by_anyascii, needs=("anyascii",)),
    Romaniser("arabic-name-romanizer", by_name_romanizer, needs=("arabic_name_romanizer",)),
    Romaniser("uroman", by_uroman, needs=("uroman",)),
    Romaniser("ICU", by_icu, needs=("icu",)),
)
