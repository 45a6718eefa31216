"""The compiled alignment against the plain one."""

import numpy as np

from namematch.arrays.compiled import Kernel
from namematch.compare.alignment import align
from namematch.names.compounds import WIDEST

COMPILED_ALIGN = Kernel(align)


def test_the_compiled_alignment_is_the_plain_one() -> None:
    random = np.random.default_rng(3)
    for _ in range(150):
        n, m = random.integers(1, 5, 2).tolist()
        doubts = random.choice([0.0, 0.5, 2.0, 13.0, 1e9], (n, WIDEST, m, WIDEST))
        skips = random.choice([0.5, 7.0, 11.0], n), random.choice([0.5, 7.0, 11.0], m)
        words = random.random(n) < 0.8, random.random(m) < 0.8
        flat, prices = doubts.ravel(), np.array([1.0, 2.9])
        room = np.zeros((n + 1) * (m + 1)), np.zeros((n + 1) * (m + 1), np.int64), np.zeros(n), np.zeros(m)
        compiled, plain = np.zeros(4 * (n + m), np.int64), [0] * (4 * (n + m))
        of_lists = (tuple(x.tolist() for x in arrays) for arrays in (skips, words, room))
        skip_lists, word_lists, room_lists = of_lists
        expected = align(flat.tolist(), skip_lists, word_lists, prices.tolist(), 0.0, room_lists, plain)
        assert COMPILED_ALIGN(flat, skips, words, prices, 0.0, room, compiled) == expected
        assert compiled.tolist() == plain
