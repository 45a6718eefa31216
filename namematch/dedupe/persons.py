"""The mentions of one person in, a Person out: canonical names, well printed, and what ties it together."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

from ..errors import quoted
from ..model.vocabulary import Vocabulary
from ..names.mentions import Mention
from ..names.name import Name, Role, Token
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


@dataclass(frozen=True, slots=True)
class Member:
    """A mention as a member of a person: as it is listed, as it reads, and what ties it."""

    mention: Mention
    name: Name
    row: int
    bits: float | None


def make_person(
    ident: str,
    members: Sequence[Member],
    *,
    persian: Sequence[Name],
    latin: Sequence[Name],
    apart: Sequence[tuple[str, float]],
    vocabulary: Vocabulary,
) -> Person:
    """The person of *members*; *persian* and *latin* are the mentions with its canonical name in each
    script, as read. Without any the name is inferred from the other script's, as *vocabulary* and its
    channel spell it. *apart* are ids and bits.
    """
    persian_name, latin_name = _best_written(persian), _best_written(latin)
    main = persian_name or latin_name
    ties = [member.bits for member in members if member.bits is not None]
    # Values are ours and need no proof; pydantic would refuse a text with a lone surrogate.
    return Person.model_construct(
        id=ident,
        persian=_canonical_text(persian_name, latin_name, vocabulary),
        latin=_canonical_text(latin_name, persian_name, vocabulary),
        persian_observed=persian_name is not None,
        latin_observed=latin_name is not None,
        given=print_name(main, Role.GIVEN) if main else "",
        family=print_name(main, Role.FAMILY) if main else "",
        titles=_titles_by_frequency(member.name for member in members),
        mentions=tuple(map(_tied_mention, members)),
        weakest=min(ties, default=None),
        repetitions=tuple(_repetitions(members)),
        apart=tuple(Apart.model_construct(id=other, bits=bits) for other, bits in apart),
    )


def _canonical_text(observed: Name | None, other: Name | None, vocabulary: Vocabulary) -> str:
    """The name in one script as *observed*, or as the one in the *other* script would be spelled."""
    from ..transliteration.names import transliterate  # noqa: PLC0415 its tables load when first needed

    if observed is not None:
        return print_name(observed)
    return transliterate(print_name(other), vocabulary=vocabulary) if other is not None else ""


def _best_written(readings: Sequence[Name]) -> Name | None:
    """Of the readings of one name the one to print: in proper case, then the most frequent."""
    times = Counter(readings)
    return min(
        times,
        key=lambda name: (not _is_cased(name), -times[name], len(name.titles), name.text),
        default=None,
    )


def _is_cased(name: Name) -> bool:
    return not (name.text.isupper() or name.text.islower())


def print_name(name: Name, role: Role | None = None) -> str:
    """The name, or its words of one role, in given-family order, without titles, in proper
    case.

    Inner capitals stay; a particle is as written and goes with the word after it.

    >>> from namematch.names.parse import parse_name
    >>> print_name(parse_name("Dr. ZAND, kian")), print_name(parse_name("K. McZand"))
    ('Kian Zand', 'K. McZand')
    """
    written = {normalize_name(w): w for w in _WRITTEN_WORD.findall(clean_text(name.text))}
    words: list[str] = []
    particles: list[str] = []
    for token in name.tokens:
        word = _proper_case(token, written.get(token.text, token.text))
        if token.role is Role.PARTICLE:
            particles.append(word)
            continue
        if role is None or token.role is role:
            words += [*particles, word]
        particles.clear()
    return " ".join(words)


def _proper_case(token: Token, written: str) -> str:
    if token.script is not Script.LATIN:
        return token.text
    if len(token.text) == 1:
        return written.upper() + "."
    if written.islower():
        return written if token.role is Role.PARTICLE else written[0].upper() + written[1:]
    return written[0] + token.text[1:] if written.isupper() else written[0].upper() + written[1:]


def _titles_by_frequency(names: Iterable[Name]) -> tuple[str, ...]:
    """Every title, the most frequent first."""
    times = Counter(title for name in names for title in name.titles)
    return tuple(sorted(times, key=lambda title: (-times[title], title)))


def _tied_mention(member: Member) -> TiedMention:
    return TiedMention.model_construct(
        text=member.name.text,
        source=member.mention.source,
        row=member.row,
        script=member.name.script,
        bits=member.bits,
    )


def _repetitions(members: Sequence[Member]) -> Iterable[Repetition]:
    """One for each source and script with two members or more, by source."""
    found: dict[tuple[str, Script], list[Member]] = {}
    for member in members:
        if member.mention.source is not None:
            found.setdefault((member.mention.source, member.name.script), []).append(member)
    for (source, _), repeated in sorted(found.items(), key=lambda item: item[0]):
        if len(repeated) > 1:
            yield Repetition.model_construct(
                source=source,
                text=repeated[0].name.text,
                rows=tuple(sorted(member.row for member in repeated)),
                count=len(repeated),
            )
