"""How a person's name is printed; and persons that a command wrote come back as they were."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from namematch import Person, parse_name
from namematch.dedupe.persons import printed
from tests.support.commands import ran

LIST = """name,source
علی کریمی,a
Ali Karimi,a
Dr. Ali Karimi,a
A. Karimi,b
Hassan Azizi,b
Hossein Azizi,b
김,b
"""


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What --persons writes."""
    folder: Path = tmp_path_factory.mktemp("persons")
    (folder / "list.csv").write_text(LIST, encoding="utf-8")
    written = folder / "persons.jsonl"
    code, _, said = ran("dedupe", folder / "list.csv", "--source-column", "source", "--persons", written)
    assert code == 0, said
    return written.read_text(encoding="utf-8").splitlines()


def test_what_persons_writes_is_read_and_written_again(lines: list[str]) -> None:
    persons = [Person.model_validate_json(line) for line in lines]
    assert [json.loads(person.model_dump_json()) for person in persons] == [
        json.loads(line) for line in lines
    ]
    assert sum(len(person.mentions) for person in persons) == 7
    assert any(person.repetitions for person in persons)
    assert any(person.weakest is not None for person in persons)
    assert [Person.model_validate_json(person.model_dump_json()) for person in persons] == persons


Spoil = Callable[[dict[str, Any]], object]
SPOILT: dict[str, Spoil] = {
    "a field is missing": lambda record: record.pop("id"),
    "a field is strange": lambda record: record.update(age=7),
    "no text": lambda record: record.update(persian=None),
    "no list": lambda record: record.update(mentions="Ali"),
    "no script": lambda record: record["mentions"][0].update(script="Cyrl"),
    "no number": lambda record: record.update(weakest="many"),
    "no row": lambda record: record["mentions"][0].update(row=1.5),
}


@pytest.mark.parametrize("spoilt", SPOILT)
def test_what_is_no_person_is_refused(spoilt: str, lines: list[str]) -> None:
    record = json.loads(lines[0])
    SPOILT[spoilt](record)
    with pytest.raises(ValidationError):
        Person.model_validate_json(json.dumps(record))


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"Ali"'])
def test_what_is_no_record_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        Person.model_validate_json(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ZAND, kian", "Kian Zand"),
        ("ZAND Kian", "Kian Zand"),
        ("KIAN ZAND", "Kian Zand"),
        ("kian mcZand", "Kian McZand"),
        ("Kian McZand", "Kian McZand"),
        ("Prof. K. Zand", "K. Zand"),
        ("Kian-Arash Mas'oudpour", "Kian Arash Mas'oudpour"),
        ("Kian bin Zand", "Kian bin Zand"),
        ("كيان\u200cزند", "کیان زند"),
        ("", ""),
    ],
)
def test_names_are_printed_well(text: str, shown: str) -> None:
    assert printed(parse_name(text).tokens, text).whole == shown
