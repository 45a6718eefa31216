"""How numbers and rows look in the files that are written."""

import json
from collections.abc import Mapping, Sequence


def as_json_text(value: object) -> str:
    """*value* as JSON, its letters as they are. Raises ``ValueError`` for NaN."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


class Bits(float):
    """Bits that print with two decimals; in JSON and Parquet they are a number."""

    def __str__(self) -> str:
        return f"{self:.2f}"


class Probability(float):
    """A probability that prints with four decimals."""

    def __str__(self) -> str:
        return f"{self:.4f}"


def shown_bits(bits: float) -> Bits:
    """Bits as they are printed: two decimals, and no minus before a zero.

    >>> str(shown_bits(9.996)), str(shown_bits(-0.001))
    ('10.00', '0.00')
    """
    return Bits(round(bits, 2) + 0.0)  # -0.0 + 0.0 is 0.0


def shown_probability(probability: float) -> Probability:
    """A probability as it is printed: four decimals.

    >>> str(shown_probability(0.99996))
    '1.0000'
    """
    return Probability(round(probability, 4))


def rounded(value: object) -> object:
    """*value* with two decimals in all its numbers that are not whole, however deep they lie.

    >>> rounded({"bits": 9.996, "rows": (0, 1)})
    {'bits': 10.0, 'rows': [0, 1]}
    """
    if isinstance(value, float):
        return shown_bits(value)
    if isinstance(value, Mapping):
        return {key: rounded(item) for key, item in value.items()}
    return [rounded(item) for item in value] if isinstance(value, (list, tuple)) else value


def objects_of(columns: Mapping[str, Sequence[object]]) -> list[dict[str, object]]:
    """The rows of a table as objects of JSON, a key a column.

    >>> objects_of({"row": [0, 1], "name": ["Ali Karimi", None]})
    [{'row': 0, 'name': 'Ali Karimi'}, {'row': 1, 'name': None}]
    """
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
