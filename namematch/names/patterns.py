"""The words of a text in, the pattern by which a name of such words is read out.

Names whose words are marked alike are read alike, so that a list of a million needs a few hundred parses.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from typing import Final, NamedTuple

from ..text.scripts import Script
from .name import Token
from .parse import name_of_parts, read_segments, read_unparted
from .title_table import TitleTable, shipped_titles
from .titles import attached_titles, detach_title, without_title
from .words import COMMA, WrittenWord, word_kinds

MANY_LETTERS: Final = 3  # of a word: its reading goes by no more from there


class Mark(NamedTuple):
    """All of a word that the reading of a name goes by: names whose words are marked alike are read
    alike."""

    script: Script
    upper_case: bool
    letters: int  # ``MANY_LETTERS`` stand for more
    particle: str
    binds: str
    attached: str  # the title that it is one with, as Seyedhassan is; all of it where its rest has a mark
    title: str  # the word itself where it may be one of a title, or is a comma


class Pattern(NamedTuple):
    """How a name is read: ``places[k]`` is the place in the text of the word that token *k* is, or what is
    left of it without its title where *k* is *cut*."""

    places: tuple[int, ...]
    cut: int  # -1 for none
    tokens: tuple[Token, ...]  # of the name that showed the pattern
    optional_titles: tuple[Token, ...]
    titles: int
    script: Script


def has_own_mark(text: str, titles: TitleTable) -> bool:
    """Whether the reading of a name may go by more in the word *text* than its script, case and length.

    >>> [text for text in ("ali", "seyedhassan", "zadeh") if has_own_mark(text, shipped_titles())]
    ['seyedhassan', 'zadeh']
    """
    return _is_known(text) or titles.find(text) is not None


def with_own_marks(texts: Sequence[str], titles: TitleTable) -> list[int]:
    """The places of those of many *texts* that have a mark of their own.

    >>> with_own_marks(["ali", "seyedhassan", "zadeh"], shipped_titles())
    [1, 2]
    """
    known = titles.among(texts)
    return [place for place, text in enumerate(texts) if text in known or _is_known(text)]


def _is_known(text: str) -> bool:
    return text in _known_words() or text.startswith(attached_titles())


@cache
def _known_words() -> frozenset[str]:
    return frozenset({*word_kinds("particles"), *word_kinds("compounds"), COMMA.text})


def mark_of(word: WrittenWord) -> Mark:
    """What the reading of a name goes by in a word."""
    title = word.text if word.title or word == COMMA else ""
    rest = without_title(word.text)
    whole = rest != word.text and has_own_mark(rest, shipped_titles())
    attached = "" if rest == word.text else word.text if whole else word.text[: -len(rest)]
    letters = min(len(word.text), MANY_LETTERS)
    return Mark(word.script, word.upper_case, letters, word.particle, word.binds, attached, title)


def read_pattern(words: Iterable[WrittenWord]) -> Pattern | None:
    """How a text of these words is read, and every other whose words have the same marks; None where the
    marks do not tell: several scripts, nothing but titles."""
    # Each an object of its own, though a word stand twice: its place is found again by its identity.
    separate = [WrittenWord(*word) for word in words]
    places = {id(word): place for place, word in enumerate(separate)}
    if COMMA in separate:
        segments = groupby(separate, key=COMMA.__eq__)
        parts = read_segments([list(segment) for is_comma, segment in segments if not is_comma])
    else:
        parts = read_unparted(separate)
    left = parts.given + parts.family
    if not left or any(word.script != left[0].script for word in left):
        return None
    cut = -1
    for k, word in enumerate(left):
        if id(word) not in places:  # its title was taken off
            cut = k
            places[id(word)] = next(
                place for place, whole in enumerate(separate) if detach_title(whole)[1] == word
            )
    name = name_of_parts("", parts)
    order = tuple(places[id(word)] for word in left)
    return Pattern(order, cut, name.tokens, name.optional_titles, len(name.titles), name.script)
