"""A catalogue's heading in Latin letters in, its stretches out: names, and what Persian writes for others.

Dates, numerals and what somebody did are no names.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from ..text.tables import read_table

_PARTS: Final = re.compile(r"(\s*[,\u060c]\s*)")
_WORDS: Final = re.compile(r"\w+\.?")
_NUMBER: Final = re.compile(r"(\d+)(?:st|nd|rd|th)?")
_ORDINAL: Final = re.compile(r"(?<=\w)(\s+)([IVX]+)(?=\s*$)")
_REALM: Final = re.compile(r"\S+ of \S")  # Shah of Iran: left as it stands
# What ties a name to the next one in speech (Al-e Ahmad, Mazar-i-Sharif) is not written in Persian.
_EZAFE: Final = re.compile(
    r"(?<=\w)-['\u02bb-\u02bf\u2018\u2019]?y?[ie](?:-|\s+)(?=[^\W\d_]|['\u02bb-\u02bf\u2018\u2019])"
)
_HOUSE_OF: Final = re.compile(r"\b[AĀÂ]a?l-[ie](?:-|\s+)(?=\w)")  # no article: Al-e Ahmad
_LETTER_OF_NAME: Final = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_PERSIAN_LETTER: Final = re.compile(r"[\u0600-\u06ff]")
_PERSIAN_DIGITS: Final = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_COMMA: Final = "\u060c"


def heading_parts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the stretches of a heading and whether they are a name; the others as Persian writes them.

    A text that has no comma, numeral or ordinal, or that is not in Latin letters, is a name as a whole.

    >>> list(heading_parts("Karimi, Ali, 1950-"))
    [('Karimi', True), ('، ', False), ('Ali', True), ('، ', False), ('۱۹۵۰-', False)]
    >>> list(heading_parts("Al-i Ahmad, Jalal"))
    [('آل ', False), ('Ahmad', True), ('، ', False), ('Jalal', True)]
    >>> list(heading_parts("Naser-e Khosrow"))
    [('Naser Khosrow', True)]
    >>> list(heading_parts("Hafez, active 14th century"))
    [('Hafez', True), ('، ', False), ('فعال در قرن ۱۴', False)]
    """
    if not _LETTER_OF_NAME.search(text) or _PERSIAN_LETTER.search(text):
        yield text, True
        return
    for part in filter(None, _PARTS.split(text)):
        if _PARTS.fullmatch(part):
            yield re.sub("[,\u060c]", _COMMA, part), False
        elif (remark := _remark(part)) is not None:
            yield remark, False
        elif ordinal := _ORDINAL.search(part):
            yield from _tied(part[: ordinal.start()])
            yield ordinal[1] + _ordinals().get(ordinal[2], ordinal[2]), False
        else:
            yield from _tied(part)


def _tied(name: str) -> Iterator[tuple[str, bool]]:
    """The stretches of a *name* without what ties its words to one another."""
    end = 0
    for house in _HOUSE_OF.finditer(name):
        if house.start() > end:
            yield _EZAFE.sub(" ", name[end : house.start()]), True
        yield "آل ", False
        end = house.end()
    yield _EZAFE.sub(" ", name[end:]), True


def _remark(part: str) -> str | None:
    """What Persian writes for a part that is no name: dates, a trade, a realm; None for a name."""
    words = [found.group() for found in _WORDS.finditer(part)]
    if _REALM.match(part):
        return part
    known = _remarks()
    plain = [word.rstrip(".").casefold() for word in words]
    if not plain or not all(_NUMBER.fullmatch(word) or word in known for word in plain):
        return None
    text = re.sub(r"(\d+)(?:st|nd|rd|th)\s+(century|cent\.?|centuries)", r"\2 \1", part, flags=re.IGNORECASE)
    return _WORDS.sub(lambda found: _rendered(found.group(), known), text).translate(_PERSIAN_DIGITS)


def _rendered(word: str, known: Mapping[str, str]) -> str:
    number = _NUMBER.fullmatch(word.rstrip("."))
    return number[1] if number else known.get(word.rstrip(".").casefold(), word)


@cache
def _heading_rows() -> list[tuple[str, ...]]:
    columns = ("latin", "persian", "kind")
    kinds = {"kind": ("word", "ordinal")}
    return read_table("heading_words", columns, as_written=("latin",), unique=("latin",), one_of=kinds)


@cache
def _remarks() -> Mapping[str, str]:
    return {latin: persian for latin, persian, kind in _heading_rows() if kind == "word"}


@cache
def latin_ordinals() -> Mapping[str, str]:
    """The numeral that Latin letters have for a Persian ordinal after a ruler's name.

    >>> latin_ordinals()["اول"]
    'I'
    """
    return {persian: latin for latin, persian in _ordinals().items()}


@cache
def _ordinals() -> Mapping[str, str]:
    return {latin: persian for latin, persian, kind in _heading_rows() if kind == "ordinal"}
