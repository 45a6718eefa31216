"""Words that nobody can read are no evidence that two names differ."""

import pytest

from namematch.compare.names import compare_names
from namematch.policy import Policy


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        ("王小明", "王小明", "same"),
        ("王小明", "علی کریمی", "review"),
        ("王小明", "Ali Karimi", "review"),
        ("王小明", "李華", "review"),
        ("สมชาย ใจดี", "علی کریمی", "review"),
        ("王 کریمی", "علی کریمی", "review"),
        ("王 Hassan Azizi", "Ali Karimi", "different"),  # two words that can be read have no partner
        ("王 Rostami", "Ali Karimi", "different"),
        ("王小明", "", "different"),
        ("Али Карими", "علی کریمی", "same"),  # Cyrillic is read
    ],
)
def test_verdict(left: str, right: str, verdict: str) -> None:
    found = compare_names(left, right)
    assert found.verdict == verdict == compare_names(right, left).verdict
    assert (verdict == "review") == any(
        piece.relation == "unread" and piece.doubt > 0 for piece in found.evidence
    )


@pytest.mark.parametrize("policy", [Policy(review=-5.0), Policy(review=0.5), Policy(population=1_000_000)])
def test_review_whatever_the_cutoff(policy: Policy) -> None:
    found = compare_names("王小明", "علی کریمی", policy=policy)
    assert found.verdict == "review"
    assert found.bits == pytest.approx(policy.review, abs=1e-6)
    assert found.doubt == sum(piece.doubt for piece in found.evidence)
    assert "in a script that is not read" in found.explain()
