"""The matches of a query in, the table that ``namematch search`` prints out: its columns and rounding."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ..files.cells import shown_bits, shown_probability

if TYPE_CHECKING:
    from ..match.matches import Match
    from .index import NameIndex

FOUND_COLUMNS: Final = ("row", "name", "bits", "probability", "verdict")


def found_columns(index: "NameIndex", matches: Sequence["Match"]) -> dict[str, Sequence[object]]:
    """A row for each of *matches*, which *index* gave: ``FOUND_COLUMNS``, where *row* counts from 0 and
    *name* is as the list writes it.

    Bits have two decimals and print so, probabilities four; both are numbers.

    >>> from namematch import NameIndex
    >>> index = NameIndex(["Hassan Azizi", "Ali Karimi"])
    >>> found_columns(index, index.search("Ali Karimi"))
    {'row': [1], 'name': ['Ali Karimi'], 'bits': [40.0], 'probability': [1.0], 'verdict': ['same']}
    """
    cells = (
        [match.right for match in matches],
        [index.text(match.right) for match in matches],
        [shown_bits(match.bits) for match in matches],
        [shown_probability(match.probability) for match in matches],
        [match.verdict for match in matches],
    )
    return dict(zip(FOUND_COLUMNS, cells, strict=True))
