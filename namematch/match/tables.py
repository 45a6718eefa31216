"""Matches in, the table that ``namematch match`` writes out: its columns, order and rounding."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..files.cells import shown_bits, shown_probability

if TYPE_CHECKING:
    from .matches import Matches


def match_columns(found: "Matches") -> dict[str, Sequence[object]]:
    """A row for each match, in their order: left and right (rows from 0), bits, probability, verdict.

    Bits have two decimals and print so, probabilities four; both are numbers.

    >>> from namematch import match_names
    >>> table = match_columns(match_names(["Hassan Azizi", "Ali Karimi"], ["ALI KARIMI"]))
    >>> {name: list(map(str, column)) for name, column in table.items()}
    {'left': ['1'], 'right': ['0'], 'bits': ['40.00'], 'probability': ['1.0000'], 'verdict': ['same']}
    """
    # Imported here as --help and the other commands do without numpy.
    import numpy as np  # noqa: PLC0415

    from ..arrays.strings import Coded  # noqa: PLC0415
    from ..compare.calibration import probability_of  # noqa: PLC0415

    # Equal numbers are one value, which is written once.
    values, place = np.unique(found.bits, return_inverse=True)
    bits = values.tolist()
    return {
        "left": Coded(range(found.rows), found.left),
        "right": Coded(range(int(found.right.max(initial=-1)) + 1), found.right),
        "bits": Coded(list(map(shown_bits, bits)), place),
        "probability": Coded([shown_probability(probability_of(x)) for x in bits], place),
        "verdict": found.verdict,
    }
