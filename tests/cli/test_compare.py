"""``namematch compare``: what it prints of any two texts, and how lightly it starts."""

import json

import pytest

from tests.support.commands import Say

PERSIAN = "غفور فتاحیان"


def test_compare_explains(say: Say) -> None:
    code, out, error = say("compare", PERSIAN, "FATTAHIAN Ghafour")
    assert (code, error) == (0, "")
    assert out.startswith(f"{PERSIAN} = FATTAHIAN Ghafour: same name")
    assert len(out.splitlines()) == 3


def test_compare_prints_json(say: Say) -> None:
    found = json.loads(say("compare", "Hadi Sani", "حسین کریمی", "--json")[1])
    assert found["verdict"] == "different"
    assert sum(piece["doubt"] for piece in found["evidence"]) == pytest.approx(found["doubt"])


@pytest.mark.parametrize("text", ["", " ", "\u200c", "x" * 10_000, "a b " * 5_000, "\udcff", "12"])
def test_compare_takes_any_text(say: Say, text: str) -> None:
    for options in ([], ["--json"]):
        code, _, error = say("compare", text, PERSIAN, *options)
        assert (code, error) == (0, "")
