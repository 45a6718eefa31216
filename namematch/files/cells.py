"""How numbers and rows look in the files that are written."""

import json
from collections.abc import Iterable, Mapping, Sequence


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
    """Bits as they are printed: two digits."""
    return Bits(round(bits, 2) + 0.0)  # no -0.0


def objects_of(columns: Sequence[str], rows: Iterable[tuple[object, ...]]) -> list[dict[str, object]]:
    """Rows as objects of JSON, a key a column."""
    return [dict(zip(columns, row, strict=True)) for row in rows]


def rounded(value: object) -> object:
    """*value* with two decimals in all its numbers."""
    if isinstance(value, float):
        return shown_bits(value)
    if isinstance(value, Mapping):
        return {key: rounded(item) for key, item in value.items()}
    return [rounded(item) for item in value] if isinstance(value, (list, tuple)) else value
