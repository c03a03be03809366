from hypothesis import given
from hypothesis import strategies as st

from termbase.pinyin import Coded, initials, pinyin, reading, sounds


def test_words_decide_between_two_readings():
    assert pinyin("世界银行行长") == "shijieyinhanghangzhang"
    assert initials("毒品和犯罪问题办公室") == "dphfzwtbgs"


def test_a_rare_character_is_read_too():
    assert reading("龘") == ["da"]


def test_what_is_not_chinese_has_no_reading():
    assert reading("A1、") == ["", "", ""]


@given(st.lists(st.text(alphabet="银行长重庆1540abcé龘\U00020000、йo", max_size=12), min_size=1, max_size=8))
def test_many_keys_sound_as_each_does(keys):
    coded = Coded()
    said = coded.of(keys)
    assert [tuple(coded.names[ord(one)] for one in text) for text in said] == [sounds(key) for key in keys]
