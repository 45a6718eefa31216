"""The table as a terminal of any width shows it."""

import io
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from namematch import Mention, Policy, Reconciliation, dedupe_names
from namematch.report import terminal as report
from namematch.report.terminal import print_report, report_console

MARK = "\u200e"  # has no width
MENTIONS = [
    Mention("Ghafoor Fattahian", "first"),
    Mention("Mr. Ghafour Fattahian", "second"),
    Mention("FATTAHIAN Ghafoor", "second"),
    Mention("غفور فتاحیان", "first"),
    Mention("غفور فتاحیان", "second"),
    Mention("غفور فتاحیان", "second"),
    Mention("علی\u200cرضا حسین\u200cزاده", "first"),
    Mention("Hadi Sani", "first"),
    Mention("", "first"),
]
LETTERS = ["a", "b", "b", "a", "b", "b", "a", "c", "c"]
IN_DOUBT = Policy(same=39.0)  # only the same words are one name


def printed(
    reconciliation: Reconciliation,
    width: int | None = None,
    by: Sequence[str | None] | None = None,
) -> list[str]:
    """The lines of the report, without what pads them; on a terminal where there is a width."""
    out = io.StringIO()
    console = (
        report_console(out)
        if width is None
        else Console(file=out, width=width, force_terminal=True, color_system=None)
    )
    print_report(reconciliation, by=by, console=console)
    return [line.rstrip() for line in out.getvalue().splitlines()]


def cells(lines: Sequence[str]) -> list[str]:
    """Lines of which each letter has one cell."""
    return [line.replace(MARK, "").replace("\u200c", "") for line in lines]


def line_with(lines: Sequence[str], text: str) -> str:
    return next(line for line in lines if text in line)


@pytest.mark.parametrize("width", [60, 80, 120, 200, None])
def test_counts_stand_in_their_columns_whatever_the_script(width: int | None) -> None:
    lines = printed(dedupe_names(MENTIONS), width, LETTERS)
    assert all(cell_len(line) <= (width or 200) for line in lines[:-1])
    header, *rows = cells(lines[1 : lines.index("")])
    assert re.search(r"Persian name +Latin name +a +b +c +review", header)
    places = [header.index(f" {letter} ") + 1 for letter in "abc"]
    counts = ["".join(f"{row:<60}"[place] for place in places) for row in rows]
    assert sorted(set(counts) - {"   ", "───"}) == sorted(["24·", "1··", "··1"])


def test_persian_names_keep_their_direction_to_themselves() -> None:
    lines = printed(dedupe_names(MENTIONS), 120)
    row = line_with(lines, "Ghafoor Fattahian")
    assert re.match(f"^ *{MARK}غفور فتاحیان{MARK}  Ghafoor", row)
    table = "\n".join(lines)
    # Nothing but blanks of one cell stands between two Persian letters without a mark.
    assert not re.search("[\u0621-\u06cc]  +[\u0621-\u06cc]", table)
    assert not re.search("[\u0621-\u06cc] *[0-9]", table)


@pytest.mark.parametrize("width", [80, 200])
def test_spellings_stand_beside_the_name_or_below_it(width: int) -> None:
    lines = printed(dedupe_names(MENTIONS), width, LETTERS)
    beside = "FATTAHIAN Ghafoor · Mr. Ghafour Fattahian" in "\n".join(lines)
    assert beside == (width == 200)
    assert any("Mr. Ghafour Fattahian" in line for line in lines)
    assert ("other spellings" in lines[1]) == beside


def test_many_spellings_end_in_how_many_more() -> None:
    same = [("Ali Hajari", f"Ali {'H' * n}ajari", "same") for n in range(2, 9)]
    names = ["Ali Hajari", *(name for _, name, _ in same)]
    reconciliation = dedupe_names(names, decisions=[(a, b, "same") for a, b, _ in same])
    assert len(reconciliation.persons) == 1
    assert any(re.search(r"HHajari.* \+[1-6]$", line) for line in printed(reconciliation, 100))
    assert any(line.endswith("+4") for line in printed(reconciliation, 40))


def test_what_is_no_terminal_has_no_colours_and_whole_names() -> None:
    names = ["Ghafoor " * 12 + "Fattahian", "Hadi Sani"]
    text = "\n".join(printed(dedupe_names(names)))
    assert "\x1b" not in text
    assert text.count("Ghafoor") >= 12
    assert "…" not in text


def test_a_name_takes_more_lines_where_it_is_longer_than_its_column() -> None:
    names = ["Ghafoor Mohammad Hossein Abdolrahman Fattahian Mahoutchi"]
    text = "\n".join(printed(dedupe_names(names), 80))
    assert all(word in text for word in names[0].split())


def test_names_that_no_mention_has_are_marked() -> None:
    lines = printed(dedupe_names(["Hadi Sani", "Ali Hajari", "علی هاجری"]), 120)
    assert re.search(f"{MARK}\\*  Hadi Sani", line_with(lines, "Hadi Sani"))
    assert "*" not in line_with(lines, "Ali Hajari")
    assert any(line.startswith("* not in the list") for line in lines)
    assert "*" not in "\n".join(printed(dedupe_names(["Ali Hajari", "علی هاجری"]), 120))


def test_more_values_than_columns_give_a_total() -> None:
    mentions = [Mention("Hadi Sani", f"list {n}") for n in range(13)]
    header, _, row = printed(dedupe_names(mentions), 200)[1:4]
    assert re.search(r"Latin name +mentions +review", header)
    assert re.search(r"Hadi Sani +13 ", row)
    assert "list 11" in printed(dedupe_names(mentions[:12]), 200)[1]
    assert "mentions" in printed(dedupe_names(mentions[:12]), 80)[1]  # no room for twelve


def test_without_any_source_mentions_are_counted_together() -> None:
    assert "mentions" in printed(dedupe_names(["Hadi Sani", "Hadi Sani"]), 80)[1]


@pytest.mark.parametrize("width", [80, 120, None])
def test_cases_for_review_name_the_two_mentions_that_tie_them(width: int | None) -> None:
    names = ["Ghafoor Fattahian", "غفور فتاحیان", "Hadi Sani"]
    lines = printed(dedupe_names(names, policy=IN_DOUBT), width)
    start = lines.index("For review: one person or two?")
    assert re.match(r"name +other name +one\? +why", lines[start + 1])
    row = lines[start + 3]
    assert "Ghafoor Fattahian" in row
    assert f"{MARK}غفور فتاحیان{MARK}" in row
    assert "very likely, 99 %" in row
    assert line_with(lines, "Ghafoor Fattahian").endswith("review")
    assert not line_with(lines, "Hadi Sani").endswith("review")


def test_a_mention_in_doubt_brings_the_name_of_its_person() -> None:
    found = dedupe_names(["Ghafoor Fattahian", "غفور فتاحیان"], policy=IN_DOUBT)
    initial = Mention("Gh. Fattahian")
    vars(found)["reviews"] = tuple(replace(r, left_mention=initial) for r in found.reviews)
    lines = printed(found, 120)
    row = lines.index("For review: one person or two?") + 3
    assert lines[row].startswith("Gh. Fattahian ")
    assert lines[row + 1].startswith("(Ghafoor Fattahian)")


def test_how_sure_the_least_sure_mention_is() -> None:
    lines = printed(dedupe_names(["Ghafoor Fattahian", "غفور فتاحیان", "Hadi Sani"]), 120)
    assert re.search(r"review  sure", lines[1])
    assert line_with(lines, "Ghafoor").endswith(" 99 %")
    assert "%" not in line_with(lines, "Hadi Sani")


def test_repetitions_within_a_list_name_every_row() -> None:
    lines = printed(dedupe_names(MENTIONS), 80)
    start = lines.index("Repeated within a list")
    assert re.match(r"name +list +times +rows, from 0", lines[start + 1])
    rows = cells(lines[start + 3 : start + 5])
    assert any(re.match(r"غفور فتاحیان +second +2 +4, 5$", row) for row in rows)
    assert any(re.match(r"FATTAHIAN Ghafoor +second +2 +1, 2$", row) for row in rows)


def test_the_last_line_has_the_numbers() -> None:
    assert printed(dedupe_names(MENTIONS), 80)[-1] == (
        "8 mentions, 3 persons, 0 cases for review, 2 repetitions within a list, 1 row without a name"
    )
    assert printed(dedupe_names([]), 80) == [
        "0 mentions, 0 persons, 0 cases for review, 0 repetitions within a list"
    ]


def test_brackets_and_controls_are_shown_as_they_are() -> None:
    names = ["Ali [bold]Hajari[/bold]", "Hadi\x1b[31m Sani", "\u202eKian Zand :smile:"]
    text = "\n".join(printed(dedupe_names([*names, "Ali Hajari", "Kian Zand"]), 200))
    assert "[bold]" in text
    assert r"Hadi\x1b[31m Sani" in text
    assert ":smile:" in text
    assert "\u202e" not in text
    assert r"\u202eKian Zand" in text


def test_a_name_of_several_lines_stands_on_one() -> None:
    assert "Hadi Sani Karimi" in line_with(printed(dedupe_names(["Hadi\r\nSani\u00a0Karimi"]), 80), "Hadi")


@pytest.mark.parametrize("name", ["x" * 10_000, "ab " * 4_000, "\ud800 Ali"])
def test_monsters_do_not_break_the_table(name: str) -> None:
    lines = printed(dedupe_names([name, "Hadi Sani"]), 80)
    assert len(lines) < 60
    assert all(cell_len(line) <= 80 for line in lines[:-1])
    "".join(lines).encode()


def test_a_long_table_ends_in_how_many_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "_MOST_ROWS", 2)
    names = ["Hadi Sani", "Ghafoor Fattahian", "Ali Hajari"]
    assert "... and 1 more, which the files have" in printed(dedupe_names(names), 80)
