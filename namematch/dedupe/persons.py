"""The mentions of one person in, a Person out: canonical names, well printed, and what ties it together."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict

from ..errors import quoted
from ..names.name import Role, Token
from ..text.normalize import clean_text, normalize_name
from ..text.scripts import Script

_WRITTEN_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


class _Record(BaseModel):
    """Fields are proved where a record is read, and nothing changes afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class TiedMention(_Record):
    """A mention of a person; *bits* tie it to the person's name, None where it is alone."""

    text: str
    source: str | None
    row: int
    script: Script
    bits: float | None


class Repetition(_Record):
    """A person who stands more than once in one source in one script; *rows* has each place."""

    source: str
    text: str
    rows: tuple[int, ...]
    count: int


class Apart(_Record):
    """Another person whose name is alike; *bits* are those of the two most alike mentions."""

    id: str
    bits: float


class Person(_Record):
    """One name with all its mentions.

    *persian* and *latin* are the canonical names; where no mention is in that script the name
    is inferred from the other one and ``*_observed`` is False, and it is empty for a person
    whose mentions are in neither script. *given* and *family* are parts of *persian* if it
    was observed, else of *latin*. *weakest* is the fewest bits of a mention, None for one
    alone; *apart* has up to three. ``Person.model_validate_json`` reads what ``--persons``
    wrote, and raises pydantic's error for what is no person.
    """

    id: str
    persian: str
    latin: str
    persian_observed: bool
    latin_observed: bool
    given: str
    family: str
    titles: tuple[str, ...]
    mentions: tuple[TiedMention, ...]
    weakest: float | None
    repetitions: tuple[Repetition, ...]
    apart: tuple[Apart, ...]

    def __repr__(self) -> str:
        return f"Person({quoted(self.persian)}, {quoted(self.latin)}, {len(self.mentions):,} mentions)"

    __str__ = __repr__


class WrittenAs(NamedTuple):
    """A way to write a name: its text, and how many titles are in it."""

    text: str
    titles: int


class PrintedName(NamedTuple):
    """A name in given-family order, without titles, in proper case; and its given and family parts."""

    whole: str
    given: str
    family: str


NO_NAME: Final = PrintedName("", "", "")
_Place = TypeVar("_Place")


def best_written(ways: Mapping[_Place, WrittenAs], times: Mapping[_Place, int]) -> _Place:
    """Of the *ways* to write one name the one to print: in proper case, then the most frequent.

    >>> best_written({0: WrittenAs("ALI ZAND", 0), 1: WrittenAs("Ali Zand", 0)}, {0: 5, 1: 1})
    1
    """
    return min(ways, key=lambda x: (not _is_cased(ways[x].text), -times[x], ways[x].titles, ways[x].text))


def _is_cased(text: str) -> bool:
    return not (text.isupper() or text.islower())


def printed(tokens: Iterable[Token], text: str) -> PrintedName:
    """A name of these *tokens*, written so, as it is printed.

    Inner capitals stay; a particle is as written and goes with the word after it.

    >>> from namematch.names.parse import parse_name
    >>> zand, mc = parse_name("Dr. ZAND, kian"), parse_name("K. McZand")
    >>> printed(zand.tokens, zand.text), printed(mc.tokens, mc.text).whole
    (PrintedName(whole='Kian Zand', given='Kian', family='Zand'), 'K. McZand')
    """
    written: dict[str, str] | None = None
    words: list[str] = []
    parts: dict[Role, list[str]] = {Role.GIVEN: [], Role.FAMILY: []}
    particles: list[str] = []
    for token in tokens:
        word = token.text
        if token.script is Script.LATIN:
            if written is None:
                written = {normalize_name(w): w for w in _WRITTEN_WORD.findall(clean_text(text))}
            word = _proper_case(token, written.get(word, word))
        if token.role is Role.PARTICLE:
            particles.append(word)
            continue
        words += [*particles, word]
        if token.role in parts:
            parts[token.role] += [*particles, word]
        particles.clear()
    return PrintedName(" ".join(words), " ".join(parts[Role.GIVEN]), " ".join(parts[Role.FAMILY]))


def _proper_case(token: Token, written: str) -> str:
    if len(token.text) == 1:
        return written.upper() + "."
    if written.islower():
        return written if token.role is Role.PARTICLE else written[0].upper() + written[1:]
    return written[0] + token.text[1:] if written.isupper() else written[0].upper() + written[1:]


class Repeated(NamedTuple):
    """The fields of a ``Repetition``."""

    source: str
    text: str
    rows: tuple[int, ...]  # as many as they are counted


def repeated(mentions: Iterable[tuple[str | None, Script, str, int]]) -> Iterator[Repeated]:
    """One for each source and script with two *mentions* of a person or more, by source: each is its source,
    script, text and row.

    >>> list(repeated([("a", Script.LATIN, "Zand", 7), ("a", Script.LATIN, "ZAND", 2)]))
    [Repeated(source='a', text='Zand', rows=(2, 7))]
    """
    found: dict[tuple[str, Script], list[tuple[str, int]]] = {}
    for source, script, text, row in mentions:
        if source is not None:
            found.setdefault((source, script), []).append((text, row))
    for (source, _), same in sorted(found.items(), key=lambda item: item[0]):
        if len(same) > 1:
            yield Repeated(source, same[0][0], tuple(sorted(row for _, row in same)))
