"""Cells with clauses in a list: who is one person, who is asked about, who stays apart."""

from itertools import permutations

import pytest

from namematch.compare.relations import TWO_PEOPLE
from namematch.dedupe.constraints import decided_roots
from namematch.dedupe.reconciliation import Reconciliation
from namematch.dedupe.records import dedupe_names
from namematch.match.matches import match_names
from namematch.policy import Policy


def verdicts(found: Reconciliation) -> list[str]:
    return [row.verdict for row in found.assignments]


def persons(found: Reconciliation) -> list[int]:
    """A number for each row's person, in the order in which they come."""
    ids = [row.person for row in found.assignments]
    return [list(dict.fromkeys(ids)).index(ident) for ident in ids]


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        (["Nawid Sadeghi a.k.a. Shakib Ludin", "شکیب لودین"], [0, 0]),
        (["Roya Nouri (née Vaziri)", "رویا وزیری", "Roya Nouri, Herat"], [0, 0, 0]),
        (["Nawid Sadeghi s/o Karim", "نوید صادقی فرزند کریم", "Nawid Sadeghi bin Karim"], [0, 0, 0]),
        (["Nawid Sadeghi s/o Karim", "Nawid Sadeghi s/o Jalal"], [0, 1]),
        (["نوید صادقی فرزند کریم", "نوید صادقی فرزند جلال"], [0, 1]),
        (["Nawid s/o Karim", "Kamran s/o Karim"], [0, 1]),
        (["Unknown", "N/A", "Unknown"], [0, 0, 0]),  # nobody: no person at all
        (["یقداص دیون", "نوید صادقی"], [0, 0]),
    ],
)
def test_who_is_one_person(texts: list[str], wanted: list[int]) -> None:
    assert persons(dedupe_names(texts)) == wanted


def test_one_without_a_father_joins_one_of_two_namesakes() -> None:
    texts = ["Nawid Sadeghi s/o Karim", "Nawid Sadeghi", "Nawid Sadeghi s/o Jalal"]
    for order in permutations(texts):
        found = dedupe_names(order)
        assert len(found.persons) == 2
        assert [refusal.reason for refusal in found.refused] == ["two fathers"]
        assert len(found.reviews) == 1
        fathers = [{m.text for m in person.mentions} & {texts[0], texts[2]} for person in found.persons]
        assert sorted(map(len, fathers)) == [1, 1]


def test_bearers_of_one_name_stay_apart() -> None:
    texts = ["Nawid Sadeghi Jr.", "Nawid Sadeghi", "نوید صادقی سنیور", "Sadeghi II, Nawid"]
    for order in permutations(texts):
        found = dedupe_names(order)
        of = {row.mention.text: row.person for row in found.assignments}
        assert len(found.persons) == 2
        assert of[texts[0]] == of[texts[3]] != of[texts[2]]
        assert {refusal.reason for refusal in found.refused} == {"two generations"}
        assert len(found.reviews) == 1
    (review,) = dedupe_names(["Nawid Sadeghi Jr.", "Nawid Sadeghi Sr."]).reviews
    assert review.reason in {"two bearers of one name: jr / sr", "two bearers of one name: sr / jr"}
    decided = dedupe_names(texts[:3], decisions=[(texts[0], texts[2], "same")])
    assert persons(decided) == [0, 0, 0]


def test_decisions_stand_over_fathers() -> None:
    texts = ["Nawid Sadeghi s/o Karim", "Nawid Sadeghi", "Nawid Sadeghi s/o Jalal"]
    found = dedupe_names(texts, decisions=[(texts[0], texts[2], "same")])
    assert persons(found) == [0, 0, 0]
    found = dedupe_names(texts, decisions=[(texts[0], texts[2], "different")])
    assert {refusal.reason for refusal in found.refused} == {"decided different"}


def test_several_people_join_no_record() -> None:
    texts = ["Nawid & Roya Sadeghi", "نوید صادقی", "Roya Sadeghi", "Nawid & Roya Sadeghi"]
    found = dedupe_names(texts)
    assert len(found.persons) == 4
    assert verdicts(found) == ["review"] * 4
    assert {review.reason for review in found.reviews} == {TWO_PEOPLE}


def test_several_people_alone_are_asked_about() -> None:
    text = "Nawid Sadeghi & Roya Nouri"
    found = dedupe_names([text, "Kamran Vaziri"])
    assert verdicts(found) == ["review", "same"]
    (review,) = found.reviews
    assert (review.left, review.reason, review.bits) == (review.right, TWO_PEOPLE, 0.0)
    assert repr(found) == "Reconciliation(2 mentions, 2 persons, 1 for review)"
    for word in ("same", "different"):
        assert dedupe_names([text, "Kamran Vaziri"], decisions=[(text, text, word)]).reviews == ()


def test_matches() -> None:
    left, right = ["Nawid & Roya Sadeghi", "Nader Vaziri s/o Karim"], ["رویا صادقی", "نادر وزیری فرزند جلال"]
    assert [(m.left, m.right, m.verdict) for m in match_names(left, right)] == [(0, 0, "review")]
    found = match_names(["Nader Vaziri Jr."], ["نادر وزیری سنیور"])
    assert [m.verdict for m in found] == ["review"]
    found = match_names(["Nader Vaziri Jr."], ["نادر وزیری سنیور", "نادر وزیری دوم"])
    assert [(m.right, m.verdict) for m in found] == [(1, "same"), (0, "review")]
    found = match_names(left, [*right, "نادر وزیری ولد کریم"], policy=Policy(population=2))
    assert [(m.left, m.right, m.verdict) for m in found] == [(0, 0, "review"), (1, 2, "same")]


def test_decided_roots() -> None:
    assert decided_roots([(3, 1), (4, 3), (0, 2)], 6) == [0, 1, 0, 1, 1, 5]
