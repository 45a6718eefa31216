"""Matches or scores in, the tables that ``namematch match`` and ``compare --pairs`` write out: columns, order
and rounding."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ..files.cells import shown_bits, shown_probability

if TYPE_CHECKING:
    from ..arrays.dtypes import Floats
    from .matches import Matches
    from .pairs import Scores

SCORE_COLUMNS: Final = ("bits", "probability", "verdict")


def match_columns(found: "Matches") -> dict[str, Sequence[object]]:
    """A row for each match, in their order: left and right (rows from 0), bits, probability, verdict.

    Bits have two decimals and print so, probabilities four; both are numbers.

    >>> from namematch import match_names
    >>> table = match_columns(match_names(["Hassan Azizi", "Ali Karimi"], ["ALI KARIMI"]))
    >>> {name: list(map(str, column)) for name, column in table.items()}
    {'left': ['1'], 'right': ['0'], 'bits': ['40.00'], 'probability': ['1.0000'], 'verdict': ['same']}
    """
    # Imported here as --help and the other commands do without numpy.
    from ..arrays.strings import Coded  # noqa: PLC0415

    return {
        "left": Coded(range(found.rows), found.left),
        "right": Coded(range(int(found.right.max(initial=-1)) + 1), found.right),
        **_bits_columns(found.bits),
        "verdict": found.verdict,
    }


def score_columns(scores: "Scores") -> dict[str, Sequence[object]]:
    """A row for each pair: ``SCORE_COLUMNS``, as ``match_columns`` rounds them.

    >>> from namematch import compare_pairs
    >>> table = score_columns(compare_pairs(["Ali Karimi"], ["ALI KARIMI"]))
    >>> {name: list(map(str, column)) for name, column in table.items()}
    {'bits': ['40.00'], 'probability': ['1.0000'], 'verdict': ['same']}
    """
    from ..arrays.strings import Coded  # noqa: PLC0415 numpy
    from .verdicts import VERDICTS  # noqa: PLC0415 numpy

    return {**_bits_columns(scores.bits), "verdict": Coded(VERDICTS, scores.verdict_place)}


def _bits_columns(found: "Floats") -> dict[str, Sequence[object]]:
    """Bits with two decimals, and the probabilities of them with four; equal numbers are written once."""
    import numpy as np  # noqa: PLC0415

    from ..arrays.strings import Coded  # noqa: PLC0415
    from ..compare.calibration import probability_of  # noqa: PLC0415

    values, place = np.unique(found, return_inverse=True)
    bits = values.tolist()
    return {
        "bits": Coded(list(map(shown_bits, bits)), place),
        "probability": Coded([shown_probability(probability_of(x)) for x in bits], place),
    }
