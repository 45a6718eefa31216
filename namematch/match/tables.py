"""Matches in, the columns of their output file out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ..files.cells import Probability, shown_bits

if TYPE_CHECKING:
    from .matches import Matches

MATCH_COLUMNS: Final = ("left", "right", "bits", "probability", "verdict")


def match_columns(found: "Matches", right_rows: int) -> dict[str, Sequence[object]]:
    """The columns of the output; equal numbers are written once."""
    import numpy as np  # noqa: PLC0415 not for the other commands

    from ..arrays.strings import Coded  # noqa: PLC0415 numpy
    from ..compare.calibration import probability_of  # noqa: PLC0415 numpy

    values, place = np.unique(found.bits, return_inverse=True)
    bits = values.tolist()
    probabilities = [Probability(round(probability_of(x), 4)) for x in bits]
    cells = (
        Coded(range(found.rows), found.left),
        Coded(range(right_rows), found.right),
        Coded(list(map(shown_bits, bits)), place),
        Coded(probabilities, place),
        found.verdict,
    )
    return dict(zip(MATCH_COLUMNS, cells, strict=True))
