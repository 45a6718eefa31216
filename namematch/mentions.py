"""Rows of a list in, mentions out; and what a person decided about some of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from numbers import Integral
from typing import Any, Final, Literal, Self

import numpy as np

from .errors import NameMatchError
from .parse import Name, parse_name
from .texts import Cells, Texts

Decision = tuple[str, str, Literal["same", "different"]]
TextPair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as one row of a list has it.

    *source* is the list that it stands in, *row* the caller's number of the row; *given* and
    *family* are its parts where the list tells them. Raises NameMatchError for a value of
    another type.

    >>> Mention("Kian Zand", source="letter 9").row is None
    True
    """

    text: str
    source: str | None = None
    row: int | None = None
    given: str | None = None
    family: str | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise NameMatchError(f"text={self.text!r} of a mention is not text")
        for field in ("source", "given", "family"):
            value = getattr(self, field)
            if value is not None and not isinstance(value, str):
                raise NameMatchError(f"{field}={value!r} of a mention is not text")
        if self.row is not None and not isinstance(self.row, Integral):
            raise NameMatchError(f"row={self.row!r} of a mention is not a row number")


MentionLike = Mention | str | Mapping[str, object] | float | None

_FIELDS: Final = tuple(field.name for field in fields(Mention))
_NO_NAME: Final = Mention("")
_FROM_CELLS: Final[Callable[..., Mention]] = Mention  # which proves the types of its fields


@dataclass(frozen=True, eq=False, slots=True)
class Mentions(Sequence[Mention]):
    """Mentions by column: a long list holds its cells, and a ``Mention`` is made when asked for.

    Every column is as long as *texts*; a *row* is None where the list does not tell it.
    """

    texts: Sequence[str]
    sources: Sequence[str | None]
    rows: Sequence[int | None]
    given: Sequence[str | None]
    family: Sequence[str | None]

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return tuple(self[i] for i in range(*place.indices(len(self))))
        columns = self.texts, self.sources, self.rows, self.given, self.family
        return Mention(*(column[place] for column in columns))

    def __iter__(self) -> Iterator[Mention]:
        columns = self.texts, self.sources, self.rows, self.given, self.family
        return (Mention(*cells) for cells in zip(*columns, strict=True))

    @classmethod
    def of_texts(cls, texts: Sequence[str]) -> Self:
        """Mentions of which the list tells nothing but their texts."""
        nothing = Cells(Texts.empty(len(texts)))
        return cls(texts, nothing, (None,) * len(texts), nothing, nothing)

    @classmethod
    def of(cls, mentions: Iterable[Mention]) -> Self:
        """The columns of *mentions*."""
        cells = [(m.text, m.source, m.row, m.given, m.family) for m in mentions]
        return cls(*zip(*cells, strict=True)) if cells else cls((), (), (), (), ())


def read_mentions(mentions: Iterable[MentionLike]) -> Mentions:
    """Read every row as a mention; None and NaN become one without text.

    A mapping has the fields of ``Mention``; None and NaN in it are left out. Raises
    NameMatchError naming the row, from 0, and the value for anything else, and for a table in
    place of its rows.

    >>> [mention.text for mention in read_mentions(["Kian Zand", None, {"text": "Arash Zand"}])]
    ['Kian Zand', '', 'Arash Zand']
    """
    if isinstance(mentions, Mentions):
        return mentions
    if isinstance(mentions, (str, bytes, Mapping)) or hasattr(mentions, "columns"):
        kind = type(mentions).__name__
        raise NameMatchError(f"mentions are a sequence of names, not one {kind}")
    listed = list(mentions)
    if set(map(type, listed)) <= {str, type(None)}:
        return Mentions.of_texts([value if isinstance(value, str) else "" for value in listed])
    return Mentions.of(_read_mention(row, value) for row, value in enumerate(listed))


def _read_mention(row: int, value: MentionLike) -> Mention:
    if isinstance(value, Mention):
        return value
    if isinstance(value, str):
        return Mention(value)
    if _is_missing(value):
        return _NO_NAME
    if not isinstance(value, Mapping):
        raise NameMatchError(f"row {row}: {value!r} is not a name")
    cells = {key: cell for key, cell in value.items() if not _is_missing(cell)}
    if unknown := sorted(map(str, value.keys() - set(_FIELDS))):
        known = ", ".join(_FIELDS)
        raise NameMatchError(f"row {row}: {unknown[0]!r} is not a field of a mention: {known}")
    try:
        return _FROM_CELLS(**{"text": "", **cells})
    except NameMatchError as error:
        raise NameMatchError(f"row {row}: {error}") from error


def _is_missing(value: object) -> bool:
    return value is None or (isinstance(value, (float, np.floating)) and bool(np.isnan(value)))


def read_name(mention: Mention) -> Name:
    """The name that a mention spells; without tokens where it has none.

    >>> read_name(Mention("", given="Kian", family="Zand")).text
    'Kian Zand'
    """
    return parse_name(mention.text, given=mention.given or None, family=mention.family or None)


@dataclass(frozen=True, slots=True)
class Decisions:
    """Pairs of texts that a person decided to be one, or to be different, with single
    spaces."""

    same: tuple[TextPair, ...]
    different: tuple[TextPair, ...]

    @property
    def texts(self) -> list[str]:
        """Every text that was decided about, in ascending order."""
        return sorted({text for pair in self.same + self.different for text in pair})


def read_decisions(decisions: Iterable[Decision]) -> Decisions:
    """Read decisions: (text, text, "same" or "different"), in any order, repeated or not.

    A text that is different from itself stands for several persons. Raises NameMatchError for
    another word, and for two texts that are both decided different and, by way of others, same.

    >>> read_decisions([("Kian  Zand", "K. Zand", "same")]).same
    (('K. Zand', 'Kian Zand'),)
    """
    found: dict[str, set[TextPair]] = {"same": set(), "different": set()}
    for decision in decisions:
        left, right, word = _read_decision(decision)
        found[word].add((min(left, right), max(left, right)))
    same, different = (tuple(sorted(found[word])) for word in ("same", "different"))
    _refuse_contradictions(same, different)
    return Decisions(same, different)


def _read_decision(decision: object) -> tuple[str, str, str]:
    if not isinstance(decision, (tuple, list)) or [str] * 3 != list(map(_kind, decision)):
        raise NameMatchError(f"{decision!r} is not a decision: (text, text, 'same')")
    left, right, word = decision
    if word not in ("same", "different"):
        raise NameMatchError(f"{decision!r}: {word!r} is neither 'same' nor 'different'")
    return tidy(left), tidy(right), word


def _kind(value: object) -> type:
    return str if isinstance(value, str) else type(value)


def tidy(text: str) -> str:
    """*text* with single spaces, as decisions are looked up."""
    return " ".join(text.split())


def _refuse_contradictions(same: tuple[TextPair, ...], different: tuple[TextPair, ...]) -> None:
    decided = same_texts(same)
    for left, right in different:
        if left in decided and decided[left] == decided.get(right):
            raise NameMatchError(f"{left!r} and {right!r} are decided same and different")


def same_texts(same: Iterable[TextPair]) -> dict[str, str]:
    """For each text of *same* the smallest of those it is the same as, directly or not.

    >>> same_texts([("b", "c"), ("a", "c")])
    {'b': 'a', 'c': 'a', 'a': 'a'}
    """
    groups: dict[str, list[str]] = {}
    for left, right in same:
        one, two = groups.setdefault(left, [left]), groups.setdefault(right, [right])
        if one is not two:
            one += two
            groups.update(dict.fromkeys(two, one))
    return {text: min(group) for text, group in groups.items()}
