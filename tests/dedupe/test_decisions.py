"""Decisions: read once each, and refused where they say nothing or contradict each other."""

import pytest

from namematch.dedupe.decisions import Decision, read_decisions, same_texts
from namematch.dedupe.records import dedupe_names
from namematch.errors import NameMatchError


def test_decisions_are_read_once_each() -> None:
    decided = read_decisions([("b", "a", "same"), ("a ", "b", "same"), ("a", "c", "different")])
    assert (decided.same, decided.different) == ((("a", "b"),), (("a", "c"),))
    assert decided.texts == ["a", "b", "c"]
    assert same_texts([("a", "b"), ("c", "d"), ("d", "a")]) == dict.fromkeys("abcd", "a")


@pytest.mark.parametrize(
    ("decisions", "message"),
    [
        ([("a", "b", "maybe")], "'maybe' is neither 'same' nor 'different'"),
        ([("a", "b")], "is not a decision"),
        (["abc"], "is not a decision"),
        ([("a", "b", ["same"])], r"^\('a', 'b', \['same'\]\) is not a decision: \(text, text, 'same'\)$"),
        ([("a" * 999, "b", "maybe")], r"^\('a{55}\.\.\.: 'maybe' is neither"),
        (
            [("a" * 999, "b", "same"), ("b", "a" * 999, "different")],
            r"^'a{56}\.\.\. and 'b' are decided same",
        ),
        ([("a", "b", "same"), ("b", "a", "different")], "'a' and 'b' are decided same and"),
        (
            [("a", "b", "same"), ("c", "b", "same"), ("a", "c", "different")],
            "'a' and 'c' are decided",
        ),
        ([("a", "b", "same"), ("a", "a", "different")], "'a' and 'a' are decided same and"),
    ],
)
def test_decisions_that_cannot_be_are_refused(decisions: list[Decision], message: str) -> None:
    with pytest.raises(NameMatchError, match=message):
        dedupe_names(["Kian Zand"], decisions=decisions)
