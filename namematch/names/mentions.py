"""Rows of a list in, mentions out; and what a person decided about some of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from numbers import Integral
from typing import Any, Final, Self

import numpy as np

from ..arrays.strings import Cells, Texts
from ..errors import NameMatchError
from .name import Name
from .parse import parse_name


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

    def __repr__(self) -> str:
        return f"Mentions({len(self):,} rows)"

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
