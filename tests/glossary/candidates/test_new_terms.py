"""New terms and names of documents: what is found, what is left out, and how often it is said to occur."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import commands
from glossary.candidates.carrying import concept_of, record_of
from glossary.candidates.gleaning import Collection, Found, Gleaned, glean
from glossary.candidates.ranking import Sort
from glossary.documents.base import Document, paragraphs
from glossary.scanning import scan

VACCINES = """1. 乌克兰的疫苗接种覆盖率有所上升。联合国儿童基金会负责监测疫苗接种覆盖率。

2. 会员国讨论了冷链设备和疫苗接种覆盖率。新的冷链设备由儿基会采购，疫苗库存由卫生部门管理。

3. 疫苗库存仍然不足，因此疫苗接种覆盖率和冷链设备都需要进一步改善。卫生部门感谢儿基会的支助。
"""
NAMES = """1. 黑海区域反恐中心（黑海中心）参加了会议。黑海中心同反恐怖主义委员会交流了经验。

2. 《边境卫生检疫示范法》已获通过。
"""


@pytest.fixture
def new(tiny):
    def new(*texts, least=None):
        documents = [Document(f"{n}.txt", text, paragraphs(text)) for n, text in enumerate(texts, 1)]
        gleaned = [glean(document, scan(document, tiny)) for document in documents]
        return {one.text: one for one in commands.new_terms(gleaned, tiny, least=least)[1]}

    return new


def test_terms_that_recur_are_found_with_their_count(new):
    found = new(VACCINES)
    assert {text: found[text].count for text in ("疫苗接种覆盖率", "冷链设备", "疫苗库存")} == {
        "疫苗接种覆盖率": 4,
        "冷链设备": 3,
        "疫苗库存": 2,
    }
    assert found["疫苗接种覆盖率"].sort is Sort.TERM


def test_pieces_of_longer_terms_and_verbs_before_them_are_left_out(new):
    found = new(VACCINES)
    assert not {"接种覆盖率", "疫苗接种", "覆盖率", "监测疫苗接种覆盖率", "改善冷链设备"} & set(found)


def test_what_the_termbase_has_is_no_candidate(new):
    found = new("会员国讨论了次区域合作。会员国支持区域合作和国际法律文书。" * 3)
    assert not {"会员国", "区域合作", "次区域", "国际法律文书", "法律文书"} & set(found)


def test_a_known_term_cut_by_a_page_break_leaves_no_piece(new):
    assert new("各国批准了国际法\n\n律文书。各国执行国际法\n\n律文书。各国讨论国际法\n\n律文书。") == {}


def test_names_are_found_at_their_first_place(new):
    found = new(NAMES)
    assert found["黑海区域反恐中心"].sort is Sort.NAME
    assert found["黑海区域反恐中心"].shorts == ("黑海中心",)
    assert found["黑海区域反恐中心"].count == 2
    assert found["《边境卫生检疫示范法》"].count == 1


def test_a_name_comes_with_the_known_one_that_it_may_be(new):
    found = new("《联合国全球反恐怖战略》尚未执行。")
    assert found["《联合国全球反恐怖战略》"].suggestion == "联合国全球反恐战略"


def test_least_is_how_often_at_least(new):
    assert set(new(VACCINES, least=4)) == {"疫苗接种覆盖率", "疫苗"}
    assert "《边境卫生检疫示范法》" not in new(NAMES, least=2)


def test_documents_are_counted_and_the_first_sentences_kept(new):
    one = new(VACCINES, NAMES, VACCINES)["冷链设备"]
    assert (one.count, one.documents) == (6, 2)
    assert [seen.source for seen in one.seen] == ["1.txt, ¶ 2", "3.txt, ¶ 2"]
    assert one.seen[0].text == "2. 会员国讨论了冷链设备和疫苗接种覆盖率。"


def test_the_order_of_documents_makes_no_difference_to_scores(new):
    forward = {text: one.measures for text, one in new(VACCINES, NAMES).items()}
    assert forward == {text: one.measures for text, one in new(NAMES, VACCINES).items()}


def test_the_longer_and_more_frequent_term_stands_before_the_rare_piece(new):
    order = list(new(VACCINES))
    assert order.index("疫苗接种覆盖率") < order.index("冷链设备")


def test_nothing_new_is_nothing(new):
    assert new("大会通过了决议。") == {}
    assert new("", "。，、") == {}


def test_a_candidate_waits_for_its_english_under_an_id_of_its_own(new):
    one = new(NAMES)["黑海区域反恐中心"]
    concept = concept_of(one)
    assert [term.text for term in concept.zh] == ["黑海区域反恐中心", "黑海中心"]
    assert concept.en == ()
    assert concept.id == concept_of(new(NAMES, VACCINES)["黑海区域反恐中心"]).id
    assert record_of(one)["short"] == ["黑海中心"]


# ---- many documents in bounded memory

SHARES = st.lists(st.dictionaries(st.sampled_from("甲乙丙丁戊己庚辛"), st.integers(1, 4), min_size=1), max_size=25)


@given(SHARES, st.integers(2, 6))
def test_what_is_forgotten_is_never_more_than_said(shares, largest):
    collection = Collection(largest)
    true = Counter()
    for share in shares:
        true.update(share)
        collection.add(Gleaned(found={text: Found(text, ((text, "n", ""),), count) for text, count in share.items()}))
        assert len(collection.gleaned.found) <= largest
    kept = collection.gleaned.found
    for text, count in true.items():
        counted = kept[text].count if text in kept else 0
        assert count - collection.forgotten <= counted <= count
