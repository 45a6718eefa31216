"""A Reconciliation in, the rows of its output files out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ..files.cells import Probability, objects_of, rounded, shown_bits

if TYPE_CHECKING:
    from .reconciliation import Reconciliation, Refusal, Review

_REFUSED_COLUMNS: Final = (
    "person",
    "other person",
    "mention",
    "other mention",
    "bits",
    "reason",
)
_ASSIGNMENT_COLUMNS: Final = ("row", "person", "bits", "verdict")
REVIEW_COLUMNS: Final = (
    "person",
    "other person",
    "mention",
    "other mention",
    "bits",
    "probability",
    "reason",
)


def assignment_columns(result: "Reconciliation") -> dict[str, Sequence[object]]:
    found = result.assigned
    bits = replace(found.bits, values=list(map(shown_bits, found.bits.values)))
    cells = range(len(result.mentions)), found.person, bits, found.verdict
    return dict(zip(_ASSIGNMENT_COLUMNS, cells, strict=True))


def review_rows(result: "Reconciliation") -> Iterator[tuple[object, ...]]:
    for review in result.reviews:
        probability = Probability(round(review.probability, 4))
        yield *_ends_of_pair(review), shown_bits(review.bits), probability, review.reason


def _ends_of_pair(found: "Review | Refusal") -> tuple[str, str, str, str]:
    from ..names.mentions import read_name  # noqa: PLC0415 numpy

    left, right = (read_name(m).text for m in (found.left_mention, found.right_mention))
    return found.left, found.right, left, right


def person_objects(result: "Reconciliation") -> Iterator[dict[str, object]]:
    for person in result.persons:
        yield {key: rounded(value) for key, value in person.model_dump().items()}


def reconciliation_object(result: "Reconciliation") -> dict[str, object]:
    """All results as one value for JSON."""
    refused = ((*_ends_of_pair(found), shown_bits(found.bits), found.reason) for found in result.refused)
    return {
        "persons": list(person_objects(result)),
        "assignments": objects_of(
            _ASSIGNMENT_COLUMNS, zip(*assignment_columns(result).values(), strict=True)
        ),
        "reviews": objects_of(REVIEW_COLUMNS, review_rows(result)),
        "refused": objects_of(_REFUSED_COLUMNS, refused),
    }
