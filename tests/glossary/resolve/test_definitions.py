"""Which brackets define a short form, and of what."""

import pytest

from glossary import scan


def defined(text, base):
    return [(d.short, d.full) for d in scan(text, base).definitions]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "联合国毒品和犯罪问题办公室（毒品和犯罪问题办公室）开展活动。",
            [("毒品和犯罪问题办公室", "联合国毒品和犯罪问题办公室")],
        ),
        ("国际原子能机构(原子能机构)开展活动。", [("原子能机构", "国际原子能机构")]),
        ("政府间发展管理局（伊加特）成员国", [("伊加特", "政府间发展管理局")]),
        ("国际原子能机构（IAEA）开展活动。", [("IAEA", "国际原子能机构")]),
        ("联合国儿童基金会（以下简称“儿基会”）开展活动。", [("儿基会", "联合国儿童基金会")]),
        ("与非洲跨界水域研究中心（水域中心）合作。", [("水域中心", "非洲跨界水域研究中心")]),
    ],
)
def test_these_define(text, pairs, tiny):
    assert defined(text, tiny) == pairs


@pytest.mark.parametrize(
    "text",
    [
        "在乌克兰（1月30日和31日）举办了讲习班。",
        "经济及社会理事会第1894（LVII）号决议。",
        "《联合国打击跨国有组织犯罪公约》（2000年）",
        "反恐怖主义委员会审议了报告（见附件）。",
        "设一个干事员额（P-3）。",
        "国际原子能机构（乌克兰）会议",
        "反恐怖主义委员会的报告（A/78/35）",
        "会员国（包括乌克兰）表示支持。",
    ],
)
def test_these_do_not(text, tiny):
    assert defined(text, tiny) == []


def test_a_bracket_inside_a_longer_name(tiny):
    result = scan("东南亚国家联盟（东盟）区域论坛开会。", tiny)
    assert [m.text for m in result.mentions] == ["东南亚国家联盟（东盟）区域论坛"]
    assert result.mentions[0].concept == "un:arf"
    assert [(d.short, d.full) for d in result.definitions] == [("东盟", "东南亚国家联盟")]


def test_a_defined_short_form_is_explained_by_its_definition(tiny):
    result = scan("1. 国际原子能机构（原子能机构）开会。\n\n2. 原子能机构提出了建议。", tiny)
    last = result.mentions[-1]
    assert (last.text, last.concept, last.sure) == ("原子能机构", "un:iaea", True)
    assert last.why == "in this document, short for 国际原子能机构 (¶ 1)"


def test_an_acronym_may_stand_before_its_name(tiny):
    text = "该处与 MECOOR（资助恐怖主义行为协调局）合作。MECOOR 随后开会。"
    result = scan(text, tiny)
    assert [(d.short, d.full) for d in result.definitions] == [("MECOOR", "资助恐怖主义行为协调局")]
    assert [(m.en, m.sure) for m in result.mentions if m.text == "MECOOR"] == [("MECOOR", False)] * 2
    assert scan("通过 Skype（网络电话）联系。", tiny).definitions == ()
