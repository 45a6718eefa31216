"""How much a process remembers of what it was asked: the bounds of caches, and a mapping that keeps one."""

from collections.abc import Callable, Hashable
from typing import Final, TypeVar

# Words, or names or letters, of each kind of answer. A list is worked on by its distinct words, each once,
# and needs no memory; a pair of names asks for each of its words twenty times over, and whoever compares one
# name with many asks for its words again. So as many serve as a thousand and a half names have. A process
# that is asked for new ones without end becomes some fifteen megabytes larger, and stays so.
REMEMBERED_WORDS: Final = 1 << 12
# Letters of a text whose answer is kept: a longer one is no word and no name, and a few thousand of a
# megabyte each would fill a machine.
LONGEST_REMEMBERED: Final = 1_000
# Pairs of words, as every word of sixty names with every other one.
REMEMBERED_PAIRS: Final = 8_500

Asked = TypeVar("Asked", bound=Hashable)
Answer = TypeVar("Answer")


class Answers(dict[Asked, Answer]):
    """What *answer* gives for a key, worked out when it is first asked for: for ``str.translate`` too.

    Where there are too many they are all forgotten, and begin anew.

    >>> squares = Answers(lambda number: number * number)
    >>> squares[3], len(squares)
    (9, 1)
    """

    def __init__(self, answer: Callable[[Asked], Answer]) -> None:
        super().__init__()
        self._answer = answer

    def __missing__(self, key: Asked) -> Answer:
        if len(self) >= REMEMBERED_WORDS:
            self.clear()
        found = self[key] = self._answer(key)
        return found
