"""Every relation has its words: an explanation and a reason can speak of whatever a comparison finds."""

from typing import get_args

import pytest

from namematch.compare.comparison import Aligned, main_reason
from namematch.compare.names import compare_names
from namematch.compare.relations import WORDINGS, Relation

# A pair of names that has it, the words in question, the line of explain(), and the reason.
EXAMPLES: dict[Relation, tuple[str, str, str, str, str, str]] = {
    "identical": (
        *("Ali Reza Karimi", "Alireza Karimi", "ali reza", "alireza"),
        *("written the same (joined)", "ali reza / alireza"),
    ),
    "spelling": ("Ali Karimi", "علی کریمی", "ali", "علی", "spells علی", "spelled otherwise: ali / علی"),
    "slip": (
        *("کریمی علی", "کرمیی علی", "کریمی", "کرمیی"),
        *("a slip for کریمی", "a slip of the pen: کریمی / کرمیی"),
    ),
    "short form": (
        *("Rahman Karimi", "Abdolrahman Karimi", "rahman", "abdolrahman"),
        *("short form", "a short form: rahman / abdolrahman"),
    ),
    "initial": ("A. Karimi", "Ali Karimi", "a", "ali", "initial", "an initial for a word: a / ali"),
    "similar": (
        *("አብዱልከሪም Karimi", "አብዱልከሪምም Karimi", "አብዱልከሪም", "አብዱልከሪምም"),
        *("looks alike", "look alike: አብዱልከሪም / አብዱልከሪምም"),
    ),
    "different": (
        *("Hamid Zafari", "Alireza Zafari", "hamid", "alireza"),
        *("does not fit", "do not fit: hamid / alireza"),
    ),
    "left over": (
        *("Ali Karimi Khani", "Ali Karimi", "khani", ""),
        *("missing on the other side", "missing on the other side: khani"),
    ),
    "particle": (
        *("al-Hosseini Ali", "Hosseini Ali", "al", ""),
        *("particle, missing on the other side", "missing on the other side: al"),
    ),
    "title": ("Dr. Ali Karimi", "Ali Karimi", "dr", "", "title, does not count", "dr"),
    "surname first": (
        *("Karimi Ali", "علی کریمی", "", ""),
        *("the words stand in turned order", "the words stand in turned order"),
    ),
    "other order": (
        *("Reza Jebelli Sadeghi", "Jebelli Reza Sadeghi", "", ""),
        *("the words stand in another order", "the words stand in another order"),
    ),
    "one word": (
        *("A.", "علی کریمی", "", ""),
        *("only one word in common", "only one word in common"),
    ),
    "alias": (
        *("Ali (aka Reza Zand)", "Reza Zand", "ali", ""),
        *("also known as reza zand", "an alias: ali"),
    ),
    "father": (
        *("Ali Zand s/o Reza", "Ali Zand s/o Reza", "reza", "reza"),
        *("the father's name, the same", "the father's name: reza / reza"),
    ),
    "other father": (
        *("Ali Zand s/o Reza", "Ali Zand s/o Nader", "reza", "nader"),
        *("the father's name, another", "two fathers: reza / nader"),
    ),
    "father not told": (
        *("Ali Zand s/o Reza", "Ali Zand", "reza", ""),
        *("the father's name, does not count", "reza"),
    ),
    "other generation": (
        *("Ali Karimi Jr.", "Ali Karimi III", "jr", "iii"),
        *("another bearer of the name", "two bearers of one name: jr / iii"),
    ),
    "two people": (
        *("Ali & Sara", "Ali", "ali / sara", ""),
        *("two people in one cell", "two people in one cell"),
    ),
    "turned text": (
        *("یمیرک یلع", "Ali Karimi", "", ""),
        *("letters in visual order", "letters in visual order"),
    ),
    "within": (
        *("Farida Zand", "Farida Keshtkar Nouri Zand", "", ""),
        *("the one name stands in the other", "the one name stands in the other"),
    ),
    "unread": (
        *("王 Karimi", "Ali Karimi", "王", "ali"),
        *("in a script that is not read", "in a script that is not read: 王 / ali"),
    ),
}


def test_every_relation_has_words_and_an_example() -> None:
    assert set(WORDINGS) == set(EXAMPLES) == set(get_args(Relation))


@pytest.mark.parametrize("relation", EXAMPLES)
def test_what_is_said_of_a_relation(relation: Relation) -> None:
    left, right, *words, line, reason = EXAMPLES[relation]
    found = compare_names(left, right)
    pieces = [e for e in found.evidence if e.relation == relation and [e.left, e.right] == words]
    assert len(pieces) == 1
    lines = found.explain().splitlines()[1:]
    said = lines[found.evidence.index(pieces[0])][2 + 13 + 1 + 17 + 1 :].split("  [")[0]
    assert said == line
    assert WORDINGS[relation].reasoned(*words) == reason
    doubt = 0.0 if relation == "two people" else 1.0  # it is a reason without any doubt
    assert main_reason([Aligned(*words, relation, pieces[0].word, doubt)]) == reason


def test_a_spelling_of_no_word_that_anybody_knows() -> None:
    found = compare_names("Ghazmuxt Karimi", "Qazmukht Karimi")
    assert (found.evidence[0].relation, found.evidence[0].word) == ("spelling", "")
    assert "another spelling" in found.explain().splitlines()[1]
    assert "a slip of the pen" in compare_names("Xylqw Karimi", "Xylqwe Karimi").explain().splitlines()[1]


@pytest.mark.parametrize("word", ["{word}", "{0}", "{", "}}"])
def test_a_word_is_no_pattern(word: str) -> None:
    assert WORDINGS["spelling"].explained(word) == f"spells {word}"
    assert WORDINGS["similar"].reasoned(word, word) == f"look alike: {word} / {word}"


def test_a_reason_names_what_makes_the_doubt() -> None:
    evidence = [
        Aligned("kian", "کیان", "spelling", "کیان", 0.1),
        Aligned("", "مفید", "left over", "", 4.6),
        Aligned("", "", "surname first", "", 1.4),
    ]
    assert main_reason(evidence) == ("missing on the other side: مفید; the words stand in turned order")
    assert main_reason(evidence[:1]) == "spelled otherwise: kian / کیان"
