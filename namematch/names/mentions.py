"""Whatever spells a name in, a mention or the name as read out; and many mentions by column."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from numbers import Integral
from typing import Any, Final, Self

import numpy as np

from ..arrays.strings import Cells, Texts
from ..errors import NameMatchError, quoted
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
            raise NameMatchError(f"text={quoted(self.text)} of a mention is not text")
        for field in ("source", "given", "family"):
            value = getattr(self, field)
            if value is not None and not isinstance(value, str):
                raise NameMatchError(f"{field}={quoted(value)} of a mention is not text")
        if self.row is not None and not (isinstance(self.row, Integral) and abs(self.row) < _ROW_LIMIT):
            raise NameMatchError(f"row={quoted(self.row)} of a mention is not a row number")


NameLike = str | Mention | Mapping[str, object] | Name | float | None  # of numbers NaN alone: no name

_ROW_LIMIT: Final = 1 << 63  # of a row number, which a column of integers must hold
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


def mention_of(value: NameLike) -> Mention:
    """*value* as a row of a list: a text, a mention, a mapping with its fields, a name as read, or no name.

    None and NaN become a mention without text, and are left out of a mapping. Raises NameMatchError that
    quotes the value for anything else.

    >>> mention_of({"text": "Kian Zand", "source": None}), mention_of(float("nan")).text
    (Mention(text='Kian Zand', source=None, row=None, given=None, family=None), '')
    """
    if isinstance(value, Mention):
        return value
    if isinstance(value, str):
        return Mention(str.__str__(value))  # of numpy too a text like any other
    if isinstance(value, Name):
        return Mention(value.text)
    if _is_missing(value):
        return _NO_NAME
    if not isinstance(value, Mapping):
        raise NameMatchError(f"{quoted(value)} is not a name")
    cells = {key: cell for key, cell in value.items() if not _is_missing(cell)}
    if unknown := sorted(map(str, value.keys() - set(_FIELDS))):
        known = ", ".join(_FIELDS)
        raise NameMatchError(f"{quoted(unknown[0])} is not a field of a mention: {known}")
    return _FROM_CELLS(**{"text": "", **cells})


def _is_missing(value: object) -> bool:
    return value is None or (isinstance(value, (float, np.floating)) and bool(np.isnan(value)))


def read_name(value: NameLike, place: str = "name", *, titles: tuple[str, ...] = ()) -> Name:
    """The name that *value* spells, with the *titles* of a caller; without tokens where it has none.

    Raises NameMatchError that names the *place* and quotes the value where it is none.

    >>> read_name(Mention("", given="Kian", family="Zand")).text, read_name(None).tokens
    ('Kian Zand', ())
    """
    if isinstance(value, Name):
        return value
    try:
        mention = mention_of(value)
    except NameMatchError as error:
        raise NameMatchError(f"{place}: {error}") from error
    given, family = mention.given or None, mention.family or None
    return parse_name(mention.text, given=given, family=family, titles=titles)
