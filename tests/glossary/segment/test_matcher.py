"""What stands in a text: maximal, whole words, in spite of what the layout did to it."""

import pytest

from glossary import scan
from termbase.base import open_termbase
from termbase.model import Concept, Kind, Term
from termbase.store.sqlite import open_store


def found(text, base):
    return [m.text for m in scan(text, base).mentions]


def test_the_longest_name_wins(tiny):
    assert found("反恐怖主义委员会执行局访问了乌克兰。", tiny) == ["反恐怖主义委员会执行局", "乌克兰"]


def test_a_short_term_inside_a_word_is_not_one(tiny):
    assert "反恐" not in found("打击恐怖主义和反恐怖主义行为。", tiny)
    assert found("次区域合作十分重要。", tiny)[0] == "次区域"


def test_a_term_cut_by_a_page_break_is_found_with_its_true_place(tiny):
    text = "预防和打击恐怖主义的国际法\n\n律文书。"
    mention = scan(text, tiny).mentions[-1]
    assert mention.text == "国际法\n\n律文书"
    assert text[mention.start : mention.end] == mention.text
    assert mention.en == "international legal instrument"


def test_two_lines_of_a_cover_page_stay_two_names(tiny):
    assert found("联合国\n经济及社会理事会\n", tiny) == ["联合国", "经济及社会理事会"]


def test_names_with_punctuation_are_whole(tiny):
    text = "打击洗钱、犯罪收益和资助恐怖主义全球方案在刚果（金）开展工作。"
    assert found(text, tiny) == ["打击洗钱、犯罪收益和资助恐怖主义全球方案", "刚果（金）"]


def test_widths_blanks_and_traditional_characters_make_no_difference(tiny):
    assert found("毒品 和 犯罪问题办公室的任務授權", tiny) == ["毒品 和 犯罪问题办公室", "任務授權"]


def test_joining_words_may_differ(tiny):
    assert found("预防犯罪与刑事司法委员会开会。", tiny) == ["预防犯罪与刑事司法委员会"]


def test_titles_keep_their_marks(tiny):
    assert found("《联合国打击跨国有组织犯罪公约》生效。", tiny) == ["《联合国打击跨国有组织犯罪公约》"]


@pytest.mark.parametrize("text", ["UNODC和CTED", "UNODC 和 CTED"])
def test_acronyms_stand_in_chinese_text(text, tiny):
    assert found(text, tiny) == ["UNODC", "CTED"]


def test_an_acronym_inside_a_latin_word_or_in_small_letters_is_none(tiny):
    assert found("UNODCs unodc", tiny) == []


def test_verbs_and_everyday_words_are_not_marked(tiny):
    assert found("回顾各项建议。", tiny) == []


def test_an_empty_text_has_no_terms(tiny):
    assert scan("", tiny).mentions == ()


def test_half_a_surrogate_pair_hurts_nobody(tiny):
    assert found("\ud800乌克兰", tiny) == ["乌克兰"]


def test_a_country_before_its_government_is_a_term(tmp_path):
    japan = Concept("japan", (Term("日本", "zh-Hans"), Term("Japan", "en")), kind=Kind.PLACE)
    with open_store(tmp_path / "one.sqlite", create=True) as store:
        store.fill([japan])
    with open_termbase(tmp_path / "one.sqlite") as base:
        assert found("日本政府表示支持。", base) == ["日本"]
