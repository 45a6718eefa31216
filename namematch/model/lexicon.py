"""The word tables of the package in, words with their spellings and frequencies out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from ..text.letters import latin_letters, persian_letters
from ..text.memory import REMEMBERED_WORDS
from ..text.scripts import Script, ScriptedText
from ..text.tables import read_table

# How frequent a word of a class is: the mean of its words' counts in source A of the training data.
GIVEN = {"most common": 490.0, "very common": 36.0, "common": 4.2, "rare": 0.24}
FAMILY = {"most common": 135.0, "very common": 26.0, "common": 4.7, "rare": 1.2}

FOREIGN = 0.3  # a word of another tongue, so that no Persian one is less likely for it

LONGEST_TOKEN = 40  # letters; nothing longer is a word, and the channel is quadratic in it
LONGEST_TEXT = 2 * LONGEST_TOKEN  # letters of a token as it stands, before folding


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the lexicon: *latin* is its standard romanisation, ``''`` for none, *given* and *family* are
    its weights in either use, relative to others, *variants* other Persian spellings, *gender* whose given
    name it is: ``m``, ``f``, or ``''`` for both or none; *also*: romanisations beside the standard one."""

    persian: str
    latin: str
    given: float = 0.0
    family: float = 0.0
    variants: tuple[str, ...] = ()
    gender: str = ""
    also: tuple[str, ...] = ()


def read_words(*, foreign: bool = True) -> tuple[Word, ...]:
    """The shipped lexicon: ``data/given.tsv``, ``data/family.tsv`` and ``data/world.tsv``, one word for one
    spelling; without the last one where *foreign* is not asked for."""
    words: dict[str, Word] = {}
    for persian, latin, frequency, gender, variants in _lexicon_rows(
        "given", ("persian", "latin", "frequency", "gender", "variants"), GIVEN
    ):
        word = _lexicon_word(persian, latin, variants, given=frequency)
        words[word.persian] = replace(word, gender=gender.replace("u", ""))
    for persian, latin, frequency, variants in _lexicon_rows(
        "family", ("persian", "latin", "frequency", "variants"), FAMILY
    ):
        word = _lexicon_word(persian, latin, variants, family=frequency)
        both = words.get(word.persian, word)
        spellings = dict.fromkeys((*both.variants, *word.variants))
        words[word.persian] = replace(both, family=word.family, variants=tuple(spellings))
    return tuple((_with_foreign(words) if foreign else words).values())


def _with_foreign(words: Mapping[str, Word]) -> dict[str, Word]:
    """*words* by their spelling, and those of ``data/world.tsv``: spellings of known ones, or words of
    little weight."""
    words = dict(words)
    spelled = {variant: word.persian for word in words.values() for variant in word.variants}
    for persian, latin, kind, _origin in read_table(
        "world", ("persian", "latin", "kind", "origin"), as_written=("latin",), unique=("persian",),
        one_of={"kind": ("given", "family", "both")},
    ):  # fmt: skip
        first, *more = latin.split()
        given, family = FOREIGN * (kind != "family"), FOREIGN * (kind != "given")
        word = Word(persian, first, given, family, also=tuple(more))
        known = words.get(spelled.get(persian, persian))
        words[word.persian if known is None else known.persian] = (
            word if known is None else replace(known, also=(*known.also, first, *more))
        )
    return words


def _lexicon_rows(name: str, columns: tuple[str, ...], classes: Collection[str]) -> list[tuple[str, ...]]:
    return read_table(
        name,
        columns,
        optional=("variants",),
        as_written=("latin",),
        unique=("persian",),
        one_of={"frequency": classes},
    )


def _lexicon_word(persian: str, latin: str, variants: str, given: str = "", family: str = "") -> Word:
    return Word(
        persian_letters(persian),
        latin,
        GIVEN[given] if given else 0.0,
        FAMILY[family] if family else 0.0,
        tuple(persian_letters(x) for x in variants.split()),
    )


def readable_letters(token: ScriptedText) -> str:
    """The channel's letters of a token in normal form; ``''`` where the channel cannot read it."""
    return _remembered_letters(token) if len(token[0]) <= LONGEST_TEXT else ""


@lru_cache(maxsize=REMEMBERED_WORDS)
def _remembered_letters(token: ScriptedText) -> str:
    text, script = token
    if script == Script.OTHER:
        return ""
    letters = persian_letters(text) if script == Script.PERSIAN else latin_letters(text)
    return letters if 0 < len(letters) <= LONGEST_TOKEN else ""


@lru_cache(maxsize=1)
def stems() -> Mapping[str, str]:
    """The standard romanisation of each word of ``data/stems.tsv`` by its Persian letters.

    >>> stems()["خنجر"]
    'Khanjar'
    """
    rows = read_table("stems", ("persian", "latin"), as_written=("latin",), unique=("persian",))
    return {persian_letters(persian): latin for persian, latin in rows}
