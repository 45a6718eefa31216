"""Candidates by name: the example that the module tells."""

from dataclasses import replace

import numpy as np

from namematch.batch.all_pairs import score_list
from namematch.model.vocabulary import shipped_vocabulary
from namematch.names.parse import parse_name
from namematch.policy import Policy
from namematch.progress import silent


def test_ghafoor_fattahian_and_his_persian_name_alone_are_candidates() -> None:
    names = [parse_name(text) for text in ("Ghafoor Fattahian", "غفور فتاحیان", "Ali Fatahian")]
    policy = replace(Policy(), population=len(names))
    scored = score_list(names, policy=policy, vocabulary=shipped_vocabulary(), progress=silent, threads=1)
    assert (scored.left.tolist(), scored.right.tolist()) == ([0], [1])
    assert scored.effort.candidates == scored.effort.aligned == 1
    assert np.all(scored.bits > policy.same)
