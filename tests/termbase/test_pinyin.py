import pytest

from termbase.pinyin import initials, known_syllables, pinyin, sounds, split, typed


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("世界银行", "shijieyinhang"),
        ("执行局", "zhixingju"),
        ("调查委员会", "diaochaweiyuanhui"),
        ("国际会计准则", "guojikuaijizhunze"),
        ("重建", "chongjian"),
        ("重要", "zhongyao"),
        ("长期", "changqi"),
        ("秘书长", "mishuzhang"),
        ("秘鲁", "bilu"),
        ("没收", "moshou"),
        ("柬埔寨", "jianpuzhai"),
        ("厦门", "xiamen"),
        ("法律事务厅", "falvshiwuting"),
        ("佛得角", "fodejiao"),
        ("地区", "diqu"),
    ],
)
def test_names_are_read_as_people_read_them(name, said):
    assert pinyin(name) == said


def test_letters_and_digits_of_a_name_are_said_with_it():
    assert sounds("1540委员会") == ("1", "5", "4", "0", "wei", "yuan", "hui")
    assert sounds("unodc") == ()
    assert initials("毒品和犯罪问题办公室") == "dphfzwtbgs"


def test_tones_are_dropped_and_numbers_stay():
    assert typed("dì-1540 hào jué yì") == "di1540haojueyi"
    assert typed("wei3 yuan2 hui4") == "weiyuanhui"
    assert typed("nu\u0308e4 dai4") == "nvedai"
    assert typed("") == ""


def test_every_syllable_can_be_split_off_again():
    for syllable in sorted(known_syllables()):
        assert "".join(split(syllable + "hui")) == syllable + "hui"
    assert split("lianheguo") == ["lian", "he", "guo"]
