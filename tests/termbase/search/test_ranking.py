import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from termbase.search import ranking

texts = st.text(alphabet="反恐怖主义委员会执行局abc", max_size=24)


@given(texts, texts)
def test_the_plain_likeness_is_that_of_rapidfuzz(one, other):
    assert ranking._plain(one, other) == pytest.approx(Indel.normalized_similarity(one, other))


def test_the_first_question_of_a_process_gets_the_same_answer_as_the_later_ones(monkeypatch):
    monkeypatch.setattr(ranking, "_calls", 0)
    keys = ["反恐怖主义委员会", "反恐主义委员会", "儿童基金会"]
    assert ranking.likeness("反恐布主义委员会", keys) == pytest.approx(ranking.likeness("反恐布主义委员会", keys))
