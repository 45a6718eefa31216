"""Clean text in, its words out, each with all that the word tables say of it.

A small word inside a name (bin, al) stands in ``data/particles.tsv``, a word that is one with its neighbour
(عبدال, زاده) in ``data/compounds.tsv``; ``parse`` goes by what they say.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from ..text.constructs import construct_of
from ..text.memory import LONGEST_REMEMBERED, REMEMBERED_WORDS, Answers
from ..text.normalize import normalize_name
from ..text.scripts import SCRIPT_OF_LETTER, Script
from ..text.tables import read_table
from .title_table import TitleTable, TitleWord


class WrittenWord(NamedTuple):
    """A word of a text before it has a role, with all that the tables say of it."""

    text: str
    script: Script
    upper_case: bool  # in upper case, and no initial
    particle: str  # where it is one: 'before' another word, 'between' two; '' for never
    binds: str  # 'prefix': one with the word after; 'suffix': with the one before; '' for none
    construct: int  # what it may be in a construct: flags of ``text.constructs.Construct``
    title: TitleWord | None  # where it may be one of a title


COMMA = WrittenWord(",", Script.OTHER, upper_case=False, particle="", binds="", construct=0, title=None)


def _word_sign(code: int) -> str:
    """Letters, marks, apostrophes stay, numbers go, the rest parts."""
    char = chr(code)
    if char.isalpha() or char == "'" or unicodedata.category(char).startswith("M"):
        return char
    return "" if char.isalnum() else " "  # a footnote's number leaves its word whole


_SIGNS = Answers(_word_sign)


def split_words(clean: str, titles: TitleTable) -> list[WrittenWord]:
    """Part clean text into words, with what the table of *titles* knows of them."""
    pieces = clean.translate(_SIGNS).split()
    return [
        word
        for piece in pieces
        for word in (_remembered_piece if len(piece) <= LONGEST_REMEMBERED else _read_piece)(piece, titles)
    ]


def _read_piece(piece: str, titles: TitleTable) -> tuple[WrittenWord, ...]:
    """Give the words of a piece without a gap: more than one where the script changes."""
    scripts = set(map(SCRIPT_OF_LETTER.__getitem__, filter(str.isalpha, piece)))
    if len(scripts) == 1:
        return (read_word(piece.strip("'"), scripts.pop(), titles),)
    return tuple(read_word(run.strip("'"), script, titles) for script, run in _script_runs(piece))


_remembered_piece = lru_cache(maxsize=REMEMBERED_WORDS)(_read_piece)  # a list repeats its words


def _script_runs(piece: str) -> Iterator[tuple[Script, str]]:
    start, script = 0, None
    for place, char in enumerate(piece):
        if char.isalpha() and SCRIPT_OF_LETTER[char] is not script:
            if script is not None:
                yield script, piece[start:place]
                start = place
            script = SCRIPT_OF_LETTER[char]
    if script is not None:
        yield script, piece[start:]


def read_word(clean: str, script: Script, titles: TitleTable) -> WrittenWord:
    """A word of clean text, of one script. One letter in upper case is an initial, not a word in capitals."""
    text = normalize_name(clean)
    upper_case = script is Script.LATIN and len(text) > 1 and clean.isupper()
    return word_of(text, script, titles, upper_case=upper_case)


def word_of(text: str, script: Script, titles: TitleTable, *, upper_case: bool) -> WrittenWord:
    """The word *text*, in normal form and casefolded, as the tables know it."""
    particle, binds = word_kinds("particles").get(text, ""), word_kinds("compounds").get(text, "")
    construct, title = construct_of(text, script), titles.find(text)
    return WrittenWord(text, script, upper_case, particle, binds, construct, title)


@cache
def word_kinds(table: str) -> dict[str, str]:
    """Read a table of words: {word: its kind}."""
    columns = ("word", "script", "kind")
    rows = read_table(table, columns, as_written=("script",), unique=("word",))
    return {word: kind for word, _script, kind in rows}
