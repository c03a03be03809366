from termbase.pinyin import initials, pinyin, reading


def test_words_decide_between_two_readings():
    assert pinyin("世界银行行长") == "shijieyinhanghangzhang"
    assert initials("毒品和犯罪问题办公室") == "dphfzwtbgs"


def test_a_rare_character_is_read_too():
    assert reading("龘") == ["da"]


def test_what_is_not_chinese_has_no_reading():
    assert reading("A1、") == ["", "", ""]
