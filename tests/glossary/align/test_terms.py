"""Which English the terms of a bilingual text have."""

import pytest

from glossary import commands
from glossary.align.english import english, key_of_word, phrase_key
from glossary.align.terms import Status
from glossary.documents import read_document

# Sentences of a memory: a new term, a new name, known terms, and one that is always called otherwise.
PAIRS = [
    ("会员国购买了冷链设备。", "Member States bought cold chain equipment."),
    ("儿基会运送冷链设备到乌克兰。", "UNICEF shipped cold chain equipment to Ukraine."),
    ("大会讨论了恐怖主义问题。", "The General Assembly discussed terrorism."),
    ("冷链设备仍然不足，安理会表示关切。", "The Security Council was concerned that cold chain equipment was scarce."),
    ("黑海区域反恐中心（黑海中心）设在敖德萨。", "The Black Sea Regional Counter-Terrorism Centre is in Odesa."),
    ("黑海区域反恐中心培训检察官。", "Prosecutors are trained by the Black Sea Regional Counter-Terrorism Centre."),
    ("知识中心收集数据。", "The data are collected by the learning centre."),
    ("儿基会资助知识中心。", "The learning centre is funded by UNICEF."),
    ("各国利用知识中心的资料。", "States use the material of the learning centre."),
    ("大会回顾国际法。", "Recalling international law, the General Assembly adopted it."),
    ("大会又回顾了各项决议。", "The Assembly, recalling its resolutions, was brief."),
]  # fmt: skip


@pytest.fixture
def found(worded, tmp_path):
    path = tmp_path / "memory.tsv"
    path.write_text("".join(f"{zh}\t{en}\n" for zh, en in PAIRS), encoding="utf-8")
    return {one.zh: one for one in commands.term_pairs(read_document(str(path)), worded)}


def test_a_candidate_gets_the_phrase_that_stands_where_it_stands(found):
    pair = found["冷链设备"]
    assert (pair.en, pair.count, pair.status, pair.concept) == ("cold chain equipment", 3, Status.NEW, None)
    assert pair.contexts[0] == PAIRS[0]
    assert 0.5 < pair.score <= 1


def test_a_name_is_taken_whole(found):
    assert found["黑海区域反恐中心"].en == "Black Sea Regional Counter-Terrorism Centre"


def test_known_terms_are_confirmed_and_contradicted(found):
    ukraine = found["儿基会"]
    assert (ukraine.status, ukraine.concept, ukraine.en, ukraine.score) == (Status.KNOWN, "un:unicef", "UNICEF", 1.0)
    hub = found["知识中心"]
    assert (hub.status, hub.concept, hub.en) == (Status.CONFLICT, "un:knowledge-hub", "learning centre")


def test_another_form_of_the_same_verb_is_no_conflict(found):
    assert "回顾" not in found or found["回顾"].status is Status.KNOWN


def test_acronyms_in_brackets_tell_a_name_met_in_various_sentences(worded, tmp_path):
    path = tmp_path / "memory.tsv"
    path.write_text(
        "会员国加入了黑海冷链联盟(GCCA)。\tMember States joined the Black Sea Cold Chain Alliance (GCCA) in Odesa.\n"
        "大会赞扬黑海冷链联盟(GCCA)。\tThe Black Sea Cold Chain Alliance (GCCA) in Odesa was commended by the General Assembly.\n",
        encoding="utf-8",
    )
    found = {one.zh: one.en for one in commands.term_pairs(read_document(str(path)), worded)}
    assert found["黑海冷链联盟"] == "Black Sea Cold Chain Alliance"


def test_a_pair_that_a_memory_holds_twice_counts_once(worded, tmp_path):
    path = tmp_path / "memory.tsv"
    path.write_text("会员国购买了冷链设备。\tMember States bought cold chain equipment.\n" * 5, encoding="utf-8")
    assert [one for one in commands.term_pairs(read_document(str(path)), worded) if one.status is Status.NEW] == []


def test_words_have_one_key_in_all_their_forms():
    assert key_of_word("crises") == key_of_word("crisis")
    assert phrase_key("the Children’s Funds") == phrase_key("Child Fund")


def test_phrases_end_at_punctuation_and_at_function_words_but_names_may_hold_commas():
    def phrases(text):
        here = english(text)
        return {here.surface(*span) for span in here.phrases()}

    said = phrases("the high-level panel, and the role of women")
    assert {"high-level panel", "role of women", "women"} <= said
    assert not said & {"level panel", "panel and the role", "role of", "the role"}
    name = "Educational, Scientific and Cultural Organization"
    assert name in phrases(f"the {name} met")
