"""Temporary files: which ones the next run takes for left over, and which it leaves alone."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from namematch.files import temporary as module
from namematch.files.temporary import TemporaryFile, remove_left_over


@pytest.fixture
def made(tmp_path: Path) -> Iterator[TemporaryFile]:
    """A file in the making in *tmp_path*."""
    file = TemporaryFile(str(tmp_path))
    with file.create():
        pass
    yield file
    file.remove()


def left_by(file: TemporaryFile) -> Path:
    """The file as it is once its process is gone: the system has closed what that had open."""
    assert file._lock is not None
    os.close(file._lock)
    file._lock = None
    return file.path


def test_a_file_is_gone_once_it_is_removed(tmp_path: Path, made: TemporaryFile) -> None:
    assert os.listdir(tmp_path) == [made.path.name]
    made.remove()
    made.remove()
    assert os.listdir(tmp_path) == []


def test_one_that_is_made_stays_and_one_that_is_left_goes(tmp_path: Path, made: TemporaryFile) -> None:
    other = TemporaryFile(str(tmp_path))
    with other.create():
        pass
    left_by(other)
    remove_left_over(str(tmp_path))
    assert os.listdir(tmp_path) == [made.path.name]


def test_what_was_published_stays(tmp_path: Path, made: TemporaryFile) -> None:
    made.publish(str(tmp_path / "names.tsv"))
    made.remove()
    remove_left_over(str(tmp_path))
    assert os.listdir(tmp_path) == ["names.tsv"]


def test_files_of_other_hosts_and_of_others_stay(
    tmp_path: Path, made: TemporaryFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = left_by(made)
    names = [".namematch-0123", ".namematch-locked-", "names.tsv", path.name.removeprefix(".")]
    for name in names:
        (tmp_path / name).touch()
    monkeypatch.setattr(module, "node", lambda: "another host")
    remove_left_over(str(tmp_path))
    assert sorted(os.listdir(tmp_path)) == sorted([*names, path.name])
    monkeypatch.undo()
    remove_left_over(str(tmp_path))
    assert sorted(os.listdir(tmp_path)) == sorted(names)


def test_a_link_a_folder_and_a_missing_folder_are_left_alone(tmp_path: Path, made: TemporaryFile) -> None:
    path = left_by(made)
    (tmp_path / "real").touch()
    path.with_name(path.name + "1").symlink_to(tmp_path / "real")
    path.with_name(path.name + "2").mkdir()
    remove_left_over(str(tmp_path))
    assert sorted(os.listdir(tmp_path)) == [path.name + "1", path.name + "2", "real"]
    remove_left_over(str(tmp_path / "none"))


def test_a_file_that_cannot_be_locked_is_never_taken_for_left_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", no_locks)
    file = TemporaryFile(str(tmp_path))
    with file.create():
        pass
    monkeypatch.undo()
    left_by(file)
    remove_left_over(str(tmp_path))
    assert os.listdir(tmp_path) == [file.path.name]
    file.remove()
    assert os.listdir(tmp_path) == []


def test_a_system_without_locks_removes_nothing_of_others(
    tmp_path: Path, made: TemporaryFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = left_by(made)
    monkeypatch.setattr(module, "_FCNTL", None)
    file = TemporaryFile(str(tmp_path))
    with file.create():
        pass
    remove_left_over(str(tmp_path))
    assert sorted(os.listdir(tmp_path)) == sorted([left.name, file.path.name])
    file.publish(str(tmp_path / "names.tsv"))
    file.remove()
    assert sorted(os.listdir(tmp_path)) == sorted([left.name, "names.tsv"])


@pytest.mark.parametrize("stopped", ["flock", "rename"])
def test_a_signal_in_the_midst_of_making_one(
    tmp_path: Path, stopped: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def renamed(path: Path, target: Path) -> Path:
        rename(path, target)
        raise KeyboardInterrupt

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    if stopped == "flock":
        monkeypatch.setattr("fcntl.flock", interrupted)
    else:
        monkeypatch.setattr(Path, "rename", renamed)
    file = TemporaryFile(str(tmp_path))
    with pytest.raises(KeyboardInterrupt), file.create():
        pass
    assert len(os.listdir(tmp_path)) == 1
    file.remove()
    assert os.listdir(tmp_path) == []
