"""``namematch transliterate``: one line for each name, or one for each spelling."""

import json
import re

from namematch import transliterate
from tests.support.commands import Say, failed, ran

PERSIAN = "غفور فتاحیان"


def test_a_name_of_several_lines_is_printed_on_one(say: Say) -> None:
    (line,) = say("transliterate", "--n", 1, "Ali\n\tZand")[1].splitlines()
    assert line.split("\t")[0] == r"Ali\n\tZand"
    assert len(line.split("\t")) == 3


def test_transliterate_prints_one_line_for_each_name(say: Say) -> None:
    code, out, error = say("transliterate", PERSIAN, "", "Hassan Azizi")
    assert (code, error) == (0, "")
    assert out.splitlines() == [transliterate(PERSIAN), "", transliterate("Hassan Azizi")]


def test_transliterate_reads_standard_input_line_for_line() -> None:
    lines = f"{PERSIAN}\r\n\nHassan, Azizi\n".encode()
    code, out, error = ran("transliterate", "-", standard_input=lines)
    assert (code, error) == (0, "")
    names = [PERSIAN, "", "Hassan, Azizi"]
    assert out.splitlines() == [transliterate(name) for name in names]
    failed(ran("transliterate", "-", standard_input=b"\xff"), "standard input: line 1, byte 0")


def test_transliterate_tells_spellings_and_how_probable_they_are(say: Say) -> None:
    lines = [line.split("\t") for line in say("transliterate", "--n", 3, PERSIAN)[1].splitlines()]
    assert [line[0] for line in lines] == [PERSIAN] * 3
    assert len({line[1] for line in lines}) == 3
    assert all(re.fullmatch(r"[01]\.\d{4}", line[2]) for line in lines)
    found = json.loads(say("transliterate", "--n", 3, "--json", PERSIAN)[1])
    assert [spelling["text"] for spelling in found["spellings"]] == [line[1] for line in lines]
    assert found["transliteration"] == transliterate(PERSIAN)
