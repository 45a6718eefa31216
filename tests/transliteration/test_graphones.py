"""The model of unknown words: its file, and what is proved when one is read."""

import pickle
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from namematch.errors import TableError
from namematch.model.channel import shipped_channel
from namematch.training.graphones import learn_graphones
from namematch.transliteration.graphones import (
    GRAPHONES_FORMAT,
    Graphones,
    read_graphones,
    shipped_graphones,
)
from namematch.transliteration.pieces import pieces
from namematch.transliteration.speller import Speller
from tests.support.array_files import Arrays, changed, damaged, placing, read_or_refused, replacing

PAIRS = [("کبد", "kabad", 1.0), ("کبدان", "kabadan", 1.0), ("لبدان", "lebdan", 1.0)]


def readings_of(model: Graphones, word: str) -> object:
    return Speller(model, shipped_channel()).readings(word)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a small model."""
    path = tmp_path_factory.mktemp("graphones") / "whole.npz"
    learn_graphones(PAIRS, []).write(path)
    return path.read_bytes()


def test_what_is_written_is_read_again(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "graphones.npz"
    path.write_bytes(whole)
    model = learn_graphones(PAIRS, [])
    for name in (path, str(path)):
        assert readings_of(read_graphones(name), "کبک") == readings_of(model, "کبک")
    read_graphones(path).write(tmp_path / "again.npz")
    assert (tmp_path / "again.npz").read_bytes() == whole


def test_a_pickled_model_is_the_same_without_what_was_made_of_it() -> None:
    model = learn_graphones(PAIRS, [])
    before = len(pickle.dumps(model))
    found = readings_of(model, "کبک")
    assert len(pickle.dumps(model)) == before
    assert readings_of(pickle.loads(pickle.dumps(model)), "کبک") == found


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "graphones.npz"
    path.write_bytes(b"no zip")
    with pytest.raises(TableError, match="not a table of graphones"):
        read_graphones(path)
    np.savez_compressed(path, format=np.array(GRAPHONES_FORMAT + 1))
    with pytest.raises(TableError, match=f"format .* is not {GRAPHONES_FORMAT}"):
        read_graphones(path)
    np.savez_compressed(path, format=np.array(GRAPHONES_FORMAT), inventory=np.array(["ب x"]))
    with pytest.raises(TableError, match=r"another press\.tsv"):
        read_graphones(path)
    inventory = np.array([f"{letter} {piece}" for letter, piece in pieces().signs])
    np.savez_compressed(path, format=np.array(GRAPHONES_FORMAT), inventory=inventory)
    with pytest.raises(TableError, match="no table 'graphones_signs'"):
        read_graphones(path)


def test_the_shipped_model_is_small() -> None:
    model = shipped_graphones()
    assert all(10_000 < len(ngrams) < 60_000 for ngrams in model)


UNFIT: dict[str, tuple[Callable[[Arrays], object], str]] = {
    "no costs": (lambda arrays: arrays.pop("patterns_nats"), "no table 'patterns_nats'"),
    "no inventory": (lambda arrays: arrays.pop("inventory"), "no table 'inventory'"),
    "another order": (replacing("inventory", lambda x: x[::-1]), r"another press\.tsv"),
    "another alphabet": (replacing("latin_signs", lambda _: 26), "table 'latin' is not of 27 signs"),
    "more signs": (placing("latin_sign", 40, 27), "table 'latin_sign' holds a number that is not"),
    "costs in words": (replacing("latin_nats", lambda x: x.astype(str)), "not whole numbers"),
    "a cost too great": (
        replacing("latin_nats", lambda x: x.astype(np.int64) + 200),
        "table 'latin_nats' holds a number",
    ),
    "a row less": (replacing("latin_backoff", lambda x: x[:-1]), "table 'latin_backoff' has the shape"),
    "a parent after its child": (placing("latin_parent", 30, 36), "table 'latin' is no tree"),
    "a letter unknown": (placing("latin_sign", 2, 2), "table 'latin' is no tree"),
    "no rows": (
        lambda arrays: arrays.update(
            {f"latin_{column}": np.zeros(0, np.uint8) for column in ("parent", "sign", "nats", "backoff")}
        ),
        "table 'latin' is no tree",
    ),
}


@pytest.mark.parametrize("unfit", UNFIT)
def test_tables_that_are_no_model_s_are_refused_by_name(unfit: str, whole: bytes, tmp_path: Path) -> None:
    change, reason = UNFIT[unfit]
    path = tmp_path / "broken.npz"
    path.write_bytes(changed(whole, change))
    with pytest.raises(TableError, match=rf"broken\.npz: .*{reason}") as error:
        read_graphones(path)
    assert "\n" not in str(error.value)


@settings(max_examples=60)
@given(data=st.data())
def test_a_damaged_model_is_whole_or_refused(
    whole: bytes, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.getbasetemp() / "broken.npz"
    path.write_bytes(data.draw(damaged(whole)))
    found = read_or_refused(read_graphones, path)
    assert found is None or readings_of(found, "کبک") == readings_of(learn_graphones(PAIRS, []), "کبک")
