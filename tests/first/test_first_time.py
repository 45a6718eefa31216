"""The first call of an installation: nothing compiled, nowhere to write, two at once, ended half-way."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from namematch import dedupe_names, match_names, warm_up
from namematch.arrays import compile_cache
from namematch.search.index import NameIndex
from tests.support.commands import COMMAND, ROOT, ran
from tests.support.noisy_names import noisy_names

SHORT = """
import sys
import namematch as nm
names = ["غفور فتاحیان", "Ghafoor Fattahian", "Hassan Azizi", "Dr. Ghafour Fatahian"] * 9
print([a.person for a in nm.dedupe_names(names).assignments][:2], len(nm.dedupe_names(names).persons))
print(len(nm.match_names(names[:3], names[3:], one_to_one=True)), len(nm.NameIndex(names).search(names[0])))
print(nm.compare_names(names[0], names[1]).verdict)
print(sorted(m for m in sys.modules if m in ("numba", "llvmlite")))
"""
COMPILED = """
from namematch.arrays.hashing import distinct_texts
from namematch.arrays.strings import Texts
print(distinct_texts(Texts.of(["b", "a", "b"]))[0].tolist())
"""


def python(code: str, *before: str, **environment: str) -> "subprocess.Popen[str]":
    settings = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.Popen(
        [*before, sys.executable, "-c", code],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=settings, cwd=ROOT,
    )  # fmt: skip


def test_short_lists_and_searches_load_no_compiler_and_write_nothing(tmp_path):
    out, error = python(SHORT, NUMBA_CACHE_DIR=str(tmp_path)).communicate()
    assert error == ""
    assert out.splitlines()[-2:] == ["same", "[]"]
    assert list(tmp_path.iterdir()) == []


def test_commands_with_an_empty_cache(tmp_path):
    names = tmp_path / "names.txt"
    names.write_text("name\nGhafoor Fattahian\nغفور فتاحیان\nHassan Azizi\n", encoding="utf-8")
    cache = {"NUMBA_CACHE_DIR": str(tmp_path / "cache")}
    commands = (
        ["dedupe", str(names), "--persons", str(tmp_path / "persons.jsonl")],
        ["match", str(names), str(names)],
        ["search", str(names), "Ghafour Fattahian"],
        ["compare", "Ghafoor Fattahian", "غفور فتاحیان"],
    )
    for command in commands:
        code, _, error = ran(*command, **cache)
        assert code == 0, error
        assert "Traceback" not in error
    assert not (tmp_path / "cache").exists()


# Each folder that anything might be written to is read-only, for root as well; the process sees no other.
READ_ONLY = """
for folder in / /tmp /var/tmp /dev/shm "$HOME" "$PWD"; do
  mount --bind "$folder" "$folder" && mount -o remount,bind,ro "$folder" || exit 99
done
exec "$@"
"""


@pytest.mark.skipif(sys.platform != "linux", reason="mount namespaces are of Linux")
def test_where_nothing_can_be_written_one_line_says_so():
    inside = ["unshare", "-m" if os.getuid() == 0 else "-rm", "sh", "-c", READ_ONLY, "sh"]
    environment = {"NUMBA_CACHE_DIR": "", "XDG_CACHE_HOME": ""}
    short, long = (python(code, *inside, **environment) for code in (SHORT, COMPILED))
    out, error = short.communicate()
    assert (out.splitlines()[-2:], error) == (["same", "[]"], "")
    out, error = long.communicate()
    assert out == "[0, 1, 0]\n"
    assert error.startswith("namematch: what is compiled is not kept")
    assert error.count("\n") == 1


def test_two_at_once_are_both_right_and_leave_what_a_third_one_takes(tmp_path):
    both = [python(COMPILED, NUMBA_CACHE_DIR=str(tmp_path)) for _ in range(2)]
    assert [process.communicate() for process in both] == [("[0, 1, 0]\n", "")] * 2
    kept = {path: path.read_bytes() for path in tmp_path.rglob("*.nb?")}
    assert kept
    assert python(COMPILED, NUMBA_CACHE_DIR=str(tmp_path)).communicate() == ("[0, 1, 0]\n", "")
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.nb?")} == kept


def test_what_was_kept_and_is_cut_off_is_compiled_again(tmp_path):
    python(COMPILED, NUMBA_CACHE_DIR=str(tmp_path)).communicate()
    for path in tmp_path.rglob("*.nb?"):
        path.write_bytes(path.read_bytes()[:7])
    assert python(COMPILED, NUMBA_CACHE_DIR=str(tmp_path)).communicate()[0] == "[0, 1, 0]\n"


def test_ended_while_it_compiles_it_says_one_line(tmp_path):
    process = subprocess.Popen(
        [*COMMAND, "warm"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NUMBA_CACHE_DIR": str(tmp_path)},
    )  # fmt: skip
    while not list(tmp_path.rglob("*.nbi")):  # compiling has begun
        assert process.poll() is None
        time.sleep(0.1)
    process.send_signal(signal.SIGTERM)
    out, error = process.communicate(timeout=60)
    assert (process.returncode, out, error) == (143, b"", b"namematch: terminated\n")


@pytest.fixture
def folders(monkeypatch, tmp_path):
    """No folder can be written but those that a test opens; that of each place, by its name."""
    (tmp_path / "a file").touch()
    closed = tmp_path / "a file" / "folder"
    places = {"given": closed, "package": closed, "user": closed, "temporary": closed}

    def opened(*names: str) -> dict[str, Path]:
        for name in names:
            places[name] = tmp_path / name
            places[name].mkdir()
        monkeypatch.setattr(compile_cache, "_PACKAGE", places["package"] / "namematch")
        monkeypatch.setenv("NUMBA_CACHE_DIR", str(places["given"]))
        monkeypatch.setenv("XDG_CACHE_HOME", str(places["user"]))
        monkeypatch.setattr("tempfile.tempdir", str(places["temporary"]))
        compile_cache.cache_folder.cache_clear()
        compile_cache.say_not_kept.cache_clear()
        return places

    yield opened
    compile_cache.cache_folder.cache_clear()
    compile_cache.say_not_kept.cache_clear()


@pytest.mark.parametrize(
    ("opened", "taken", "lines"),
    [
        (("given", "user"), "given", 0),
        (("package", "user", "temporary"), "package", 0),
        (("user", "temporary"), "user", 0),
        (("temporary",), "temporary", 1),
        ((), None, 1),
    ],
)
def test_the_first_folder_that_can_be_written_is_taken(folders, caplog, opened, taken, lines):
    places = folders(*opened)
    folder = compile_cache.cache_folder()
    assert (folder is None) == (taken is None)
    if folder is not None and taken is not None:
        assert Path(folder).is_relative_to(places[taken])
    compile_cache.cache_folder()
    assert len(caplog.records) == lines


def test_a_temporary_folder_of_somebody_else_is_not_taken(folders):
    places = folders("temporary")
    strange = places["temporary"] / f"namematch-{os.getuid()}"
    strange.mkdir(mode=0o777)
    strange.chmod(0o777)
    assert compile_cache.cache_folder() is None


def test_after_warm_up_nothing_is_compiled():
    from numba.core import event  # noqa: PLC0415

    folder = warm_up()
    assert folder is not None
    names = noisy_names(__import__("random").Random(3), 3000, words=60)
    compiled: list[str] = []

    class Listener(event.Listener):
        def on_start(self, event):
            compiled.append(str(event.data["dispatcher"]))

        def on_end(self, event):
            pass

    with event.install_listener("numba:compile", Listener()):
        result = dedupe_names(names)
        assert result.persons
        assert result.assignments
        assert match_names(names[::2], names[1::2], one_to_one=True)
        assert match_names(names[::2], names[1::2], all=True)
        index = NameIndex(names)
        index.add(names[:7])
        assert index.search(names[0])
    assert compiled == []


def test_the_command_says_where_it_is_kept():
    code, out, error = ran("warm", "--json")
    assert (code, error) == (0, "")
    assert Path(json.loads(out)["folder"]).is_dir()
