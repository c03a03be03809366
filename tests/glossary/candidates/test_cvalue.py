"""C-value against the definition in the paper, written out."""

from math import log2

from hypothesis import given
from hypothesis import strategies as st

from glossary.candidates.cvalue import c_values, pieces

# Words that no other word begins or ends with, so that a string has one reading.
WORDS = st.lists(st.sampled_from(["核", "安保", "峰会", "基金", "区域"]), min_size=1, max_size=5)
CANDIDATES = st.dictionaries(WORDS.map(tuple), st.integers(1, 9), max_size=12)


def contains(longer, shorter):
    return any(longer[at : at + len(shorter)] == shorter for at in range(len(longer) - len(shorter) + 1))


def textbook(candidates):
    values = {}
    for one, count in candidates.items():
        longer = [other for other in candidates if other != one and contains(other, one)]
        nested = sum(candidates[other] for other in longer) / len(longer) if longer else 0
        values["".join(one)] = log2(len(one) + 1) * (count - nested)
    return values


def shaped(candidates):
    return {"".join(one): count for one, count in candidates.items()}, {"".join(one): one for one in candidates}


@given(CANDIDATES)
def test_c_values_are_those_of_the_textbook(candidates):
    assert c_values(*shaped(candidates)) == textbook(candidates)


@given(CANDIDATES)
def test_pieces_are_those_that_a_longer_candidate_always_holds(candidates):
    wanted = {
        "".join(one)
        for one, count in candidates.items()
        if any(other != one and contains(other, one) and candidates[other] == count for other in candidates)
    }
    assert pieces(*shaped(candidates)) == wanted
