"""A Reconciliation in, the tables that ``namematch dedupe`` writes out: their columns, order and rounding.

A table is its columns by name, sequences of one length, as ``files.writing.Outputs.write_columns`` takes
it. Bits have two decimals and print so, probabilities four; both are numbers.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..files.cells import objects_of, shown_bits, shown_probability
from ..progress import Progress, counter, silent

if TYPE_CHECKING:
    from .reconciliation import Reconciliation, Refusal
    from .reviews import Review


def person_objects(result: "Reconciliation") -> Iterator[dict[str, object]]:
    """The persons as objects of JSON, with the fields of ``Person``.

    >>> from namematch import dedupe_names
    >>> (person,) = person_objects(dedupe_names(["Ali Karimi", "Mr. ALI KARIMI"]))
    >>> person["latin"], [mention["text"] for mention in person["mentions"]], person["weakest"]
    ('Ali Karimi', ['Ali Karimi', 'Mr. ALI KARIMI'], 40.0)
    """
    from .person_lines import person_lines  # noqa: PLC0415 numpy, not for other commands
    from .reconciliation import person_table_of  # noqa: PLC0415

    for block in person_table_of(result).blocks():
        yield from map(json.loads, person_lines(block))


def person_blocks(result: "Reconciliation", progress: Progress = silent) -> Iterator[bytes]:
    """The persons as JSON Lines, block by block: what ``person_objects`` gives, a line each. *progress* is
    told stage, done and total.

    >>> from namematch import dedupe_names
    >>> b"".join(person_blocks(dedupe_names(["Ali Karimi"]))).count(b"\\n")
    1
    """
    from .person_lines import person_lines  # noqa: PLC0415 numpy, not for other commands
    from .reconciliation import person_table_of  # noqa: PLC0415

    table = person_table_of(result)
    advance = counter(progress, "writing persons", len(table))
    for block in table.blocks():
        yield "".join(person_lines(block)).encode("utf-8", "backslashreplace")
        advance(len(block))


def assignment_columns(result: "Reconciliation") -> dict[str, Sequence[object]]:
    """What became of each row of the list: row (from 0), person, bits, verdict.

    Person and bits are None where ``Assignment``'s are.

    >>> from namematch import dedupe_names
    >>> table = assignment_columns(dedupe_names(["Ali Karimi", "ALI KARIMI", ""]))
    >>> list(table["row"]), list(map(str, table["bits"])), list(table["verdict"])
    ([0, 1, 2], ['40.00', '40.00', 'None'], ['same', 'same', 'none'])
    """
    found = result.assigned
    # Equal bits are one value, which is written once.
    bits = replace(found.bits, values=list(map(shown_bits, found.bits.values)))
    return {
        "row": range(len(result.mentions)),
        "person": found.person,
        "bits": bits,
        "verdict": found.verdict,
    }


def review_columns(result: "Reconciliation", progress: Progress = silent) -> dict[str, Sequence[object]]:
    """The persons that may be one, by falling bits: person, other person, mention, other mention, bits,
    probability, reason. *progress* is told stage, done and total.

    With a column *decision* beside them, they are what ``namematch dedupe --decisions`` reads.

    >>> from namematch import Policy, dedupe_names
    >>> table = review_columns(dedupe_names(["A. Karimi", "Ali Karimi"], policy=Policy(same=10)))
    >>> table["mention"], table["other mention"], table["reason"]
    (['A. Karimi'], ['Ali Karimi'], ['an initial for a word: a / ali'])
    """
    from .reconciliation import review_table_of  # noqa: PLC0415 numpy, not for other commands

    table = review_table_of(result)
    mentions, others = table.texts()
    reviews = table.reviews(advance=counter(progress, "explaining reviews", len(table)))
    return {
        **_persons_of_pairs(reviews),
        "mention": mentions,
        "other mention": others,
        "bits": [shown_bits(review.bits) for review in reviews],
        "probability": [shown_probability(review.probability) for review in reviews],
        "reason": [review.reason for review in reviews],
    }


def refusal_columns(result: "Reconciliation") -> dict[str, Sequence[object]]:
    """The persons that stay apart though two of their mentions are ``same``, by falling bits: person,
    other person, mention, other mention, bits, reason.

    >>> from namematch import dedupe_names
    >>> apart = [("Ali Karimi", "علی کریمی", "different")]
    >>> refusal_columns(dedupe_names(["Ali Karimi", "علی کریمی"], decisions=apart))["reason"]
    ['decided different']
    """
    from ..names.mentions import read_name  # noqa: PLC0415 numpy, not for other commands

    return {
        **_persons_of_pairs(result.refused),
        "mention": [read_name(pair.left_mention).text for pair in result.refused],
        "other mention": [read_name(pair.right_mention).text for pair in result.refused],
        "bits": [shown_bits(refusal.bits) for refusal in result.refused],
        "reason": [refusal.reason for refusal in result.refused],
    }


def _persons_of_pairs(pairs: "Sequence[Review | Refusal]") -> dict[str, Sequence[object]]:
    return {"person": [pair.left for pair in pairs], "other person": [pair.right for pair in pairs]}


def reconciliation_object(result: "Reconciliation") -> dict[str, object]:
    """All results as one object of JSON: persons, assignments, reviews and refused.

    >>> from namematch import dedupe_names
    >>> {key: len(rows) for key, rows in reconciliation_object(dedupe_names(["Ali Karimi"])).items()}
    {'persons': 1, 'assignments': 1, 'reviews': 0, 'refused': 0}
    """
    return {
        "persons": list(person_objects(result)),
        "assignments": objects_of(assignment_columns(result)),
        "reviews": objects_of(review_columns(result)),
        "refused": objects_of(refusal_columns(result)),
    }
