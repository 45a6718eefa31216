"""Work on a thread of its own: its value and its error come where they are asked for."""

from threading import Event, get_ident

import pytest

from namematch.arrays.meanwhile import meanwhile


@pytest.mark.parametrize("threads", [1, 2])
def test_work_is_done_once_and_its_value_given(threads: int) -> None:
    done: list[int] = []

    def work() -> str:
        done.append(get_ident())
        return "karimi"

    with meanwhile(work, threads=threads) as value:
        assert value() == "karimi"
    assert len(done) == 1
    assert (done[0] == get_ident()) == (threads == 1)


def test_work_goes_on_beside_what_asks_for_it() -> None:
    begun, asked = Event(), Event()

    def work() -> bool:
        begun.set()
        return asked.wait(60)

    with meanwhile(work, threads=2) as value:
        assert begun.wait(60)
        asked.set()
        assert value()


@pytest.mark.parametrize("threads", [1, 2])
def test_an_error_comes_where_the_value_is_asked_for(threads: int) -> None:
    def work() -> None:
        raise KeyError("zand")

    with meanwhile(work, threads=threads) as value, pytest.raises(KeyError, match="zand"):
        value()


def test_an_error_beside_the_work_is_told_when_the_work_is_over() -> None:
    begun, over = Event(), Event()

    def work() -> None:
        begun.wait(60)
        over.set()

    def fail_beside_it() -> None:
        with meanwhile(work, threads=2):
            begun.set()
            raise KeyError("zand")

    with pytest.raises(KeyError, match="zand"):
        fail_beside_it()
    assert over.is_set()
