"""A property that is worked out once: by one thread, by several, and in a process forked meanwhile."""

import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from namematch.arrays.lockless import cached_property


class Slow:
    """*answer* is given when *gate* is opened; *asked* tells that somebody waits for it."""

    def __init__(self, gate: threading.Event) -> None:
        self.gate = gate
        self.asked = threading.Semaphore(0)

    @cached_property
    def answer(self) -> object:
        """What is waited for."""
        self.asked.release()
        self.gate.wait()
        return object()


def opened() -> threading.Event:
    gate = threading.Event()
    gate.set()
    return gate


def test_it_is_worked_out_once_for_each_object() -> None:
    one, other = Slow(opened()), Slow(opened())
    assert one.answer is one.answer is not other.answer
    assert Slow.answer.__doc__ == "What is waited for."


def test_threads_that_ask_at_once_get_the_same_one() -> None:
    slow = Slow(threading.Event())
    with ThreadPoolExecutor(3) as pool:
        found = [pool.submit(lambda: slow.answer) for _ in range(3)]
        for _ in found:
            slow.asked.acquire()
        slow.gate.set()
    assert len({id(one.result()) for one in found}) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_a_process_that_is_forked_meanwhile_does_not_wait_for_ever() -> None:
    slow, quick = Slow(threading.Event()), Slow(opened())
    thread = threading.Thread(target=lambda: slow.answer)
    thread.start()
    slow.asked.acquire()
    child = os.fork()
    if not child:
        signal.alarm(20)  # ends it by a signal, should it wait
        os._exit(0 if quick.answer is quick.answer else 1)
    slow.gate.set()
    thread.join()
    assert os.waitpid(child, 0)[1] == 0
