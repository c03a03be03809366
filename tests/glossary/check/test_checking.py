"""What a check of a bitext reports, and above all what it does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.check.checking import CODES, check
from glossary.check.english import English, forms_of
from glossary.check.figures import chinese_values, english_values
from glossary.check.model import Severity
from glossary.check.muting import parse, parse_lines, unmuted
from glossary.documents.base import Gathering
from glossary.errors import DocumentError, GlossaryError
from glossary.scanning import lexicon_for, scan

SEEDED = [
    ("安全理事会和经社理事会审议了反恐战略。", "The Human Rights Council and the Economic and Social Council considered it."),
    ("大会第68/178号决议提到恐怖主义。", "General Assembly resolution 68/187 mentions terrorism."),
    ("会员国在2013年提供了1 200万美元。", "In 2013, Member States provided $1.2 million."),
    ("预防犯罪和刑事司法委员会建议开展区域合作。",
     "The Committee on Crime Prevention and Criminal Justice recommended regional cooperation."),
    ("世界动物卫生组织支持会员国。", "The OIE supports Member States."),
]  # fmt: skip


@pytest.fixture(scope="module")
def checked(tiny):
    def checked(*pairs, strict=False):
        pieces = Gathering()
        for number, (zh, en) in enumerate(pairs, 1):
            pieces.add(zh, f"unit {number}", translation=en)
        document = pieces.document("pairs.tmx")
        found = check(document, scan(document, tiny), lexicon_for(tiny), tiny.concept).findings
        return [one for one in found if strict or one.severity is not Severity.INFO]

    return checked


def said(findings):
    return [(one.code, one.severity.value, one.where, one.text, one.found) for one in findings]


def test_another_body_is_an_error_that_names_both(checked):
    (finding,) = checked(("安全理事会审议了任务授权。", "The Economic and Social Council considered the mandate."))
    assert (finding.code, finding.severity, finding.where) == ("T206", "error", "unit 1")
    assert (finding.start, finding.end, finding.text) == (0, 5, "安全理事会")
    assert (finding.expected[0], finding.found) == ("Security Council", "Economic and Social Council")
    assert "经济及社会理事会" in finding.why


def test_a_short_form_is_held_against_what_it_means_here(checked):
    """执行局 is the Directorate in one text and the Board in another."""
    directorate = (
        "反恐怖主义委员会执行局提交了报告。",
        "The Counter-Terrorism Committee Executive Directorate submitted a report.",
    )
    board = ("儿基会执行局提交了报告。", "The UNICEF Executive Board submitted a report.")
    assert not checked(directorate, ("执行局支持会员国。", "The Executive Directorate supports Member States."))
    assert not checked(board, ("执行局支持会员国。", "The Executive Board supports Member States."))
    assert [
        f.code
        for f in checked(directorate, ("执行局支持会员国。", "The UNICEF Executive Board supports Member States."))
    ] == ["T206"]


def test_committee_for_commission_is_an_error(checked):
    assert said(checked(SEEDED[3])) == [
        ("T206", "error", "unit 1", "预防犯罪和刑事司法委员会", "Committee on Crime Prevention and Criminal Justice")
    ]


def test_a_name_that_nothing_stands_for_is_missing(checked):
    zh = "政府间发展管理局和会员国支持区域合作和反恐。"
    assert said(checked((zh, "Member States support regional cooperation and counter-terrorism."))) == [
        ("T201", "error", "unit 1", "政府间发展管理局", "")
    ]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("安全理事会回顾其任务授权。", "The Council recalled its mandate."),
        ("乌克兰支持区域合作。", "That country supports regional cooperation."),
        ("联合国毒品和犯罪问题办公室支持会员国。", "UNODC's work supports Member States."),
        ("打击洗钱、犯罪收益和资助恐怖主义全球方案支持会员国。",
         "The Global Program against Money Laundering, Proceeds of Crime and the Financing of Terrorism supports member states."),
        ("东盟和东盟区域论坛支持区域合作。", "ASEAN and its Regional Forum support regional cooperation."),
        ("联合国系统支持会员国。", "The system supports Member States."),
        ("世界动物卫生组织支持会员国。", "The World Organization for Animal Health supports Member States."),
    ],
)  # fmt: skip
def test_good_translations_are_left_alone(checked, zh, en):
    assert checked((zh, en)) == []


def test_a_former_name_is_reported_where_the_chinese_has_the_present_one(checked):
    assert said(checked(SEEDED[4])) == [("T202", "warning", "unit 1", "世界动物卫生组织", "OIE")]


@pytest.mark.parametrize(
    ("zh", "en", "found"),
    [
        ("第1540（2004）号决议提到恐怖主义。", "Resolution 1504 (2004) mentions terrorism.", "Resolution 1504 (2004)"),
        ("第1540（2004）号决议提到恐怖主义。", "Resolution 1540 (2005) mentions terrorism.", "Resolution 1540 (2005)"),
        ("委员会第二十三届会议讨论了恐怖主义。", "At its twenty-second session, the Committee discussed terrorism.", "twenty-second session"),
        ("会员国援引第15条。", "Member States invoked rule 16.", "rule 16"),
        ("见E/CN.15/2014/4。", "See E/CN.15/2014/5.", "E/CN.15/2014/5."),
    ],
)  # fmt: skip
def test_a_reference_with_another_number_is_an_error(checked, zh, en, found):
    assert [(one.code, one.severity, one.found) for one in checked((zh, en))] == [("T203", "error", found)]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("第1540（2004）号决议提到恐怖主义。", "Resolution 1540 (2004) mentions terrorism."),
        (
            "大会第68/178号和第68/187号决议提到恐怖主义。",
            "General Assembly resolutions 68/178 and 68/187 mention terrorism.",
        ),
        ("宪章第七章提到恐怖主义。", "Chapter VII of the Charter mentions terrorism."),
        ("会员国援引第十五条。", "Member States invoked rule 15."),
        ("委员会第四百一十三次会议讨论了恐怖主义。", "The Committee discussed terrorism at its 413th meeting."),
    ],
)
def test_the_same_reference_in_another_dress_is_fine(checked, zh, en):
    assert checked((zh, en)) == []


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        ("会员国提供了1 200万美元。", "Member States provided $1.2 million.", "12 million"),
        ("31%的会员国答复。", "Replies came from 13 per cent of Member States.", "31 per cent"),
        ("会员国于2013年3月25日答复。", "Member States replied on 26 March 2013.", "25"),
    ],
)
def test_a_number_that_differs_is_an_error(checked, zh, en, expected):
    assert [(one.code, one.severity, one.expected) for one in checked((zh, en))] == [("T204", "error", (expected,))]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("3. 会员国提供了200多万美元。", "Member States provided more than $2 million."),
        ("会员国于12月25日下午3时5分答复。", "Member States replied on 25 December at 3.05 p.m."),
        ("12个会员国答复。", "Twelve Member States replied."),
        ("111个会员国答复。", "One hundred and eleven Member States replied."),
        ("会员国使用了13 000千克燃料。", "Member States used 13,000 kg of fuel."),
        ("2011-2012年会员国的答复。", "Replies of Member States,20112012"),
        ("2014年会员国答复。", "This year, Member States replied."),
    ],
)
def test_a_number_in_another_dress_is_fine(checked, zh, en):
    assert checked((zh, en)) == []


def test_two_english_names_for_one_are_only_worth_a_look(checked):
    pairs = [
        ("主席支持会员国。", "The Chair supports Member States."),
        ("主席建议开展区域合作。", "The Chair recommended regional cooperation."),
        ("主席感谢会员国。", "The President thanked Member States."),
    ]
    assert checked(*pairs) == []
    assert said(checked(*pairs, strict=True)) == [("T205", "info", "unit 3", "主席", "President")]


def test_a_translation_of_another_unit_gives_one_finding(checked):
    zh = "安全理事会、大会、乌克兰、反恐怖主义委员会和会员国支持区域合作。"
    assert [one.code for one in checked((zh, "The meeting rose at noon."))] == ["T200"]


def test_a_name_said_twice_is_missing_once(checked):
    zh = "政府间发展管理局和会员国支持区域合作和反恐。伊加特支持会员国。"
    en = "Member States support regional cooperation and counter-terrorism, and are supported."
    assert [(one.code, one.start) for one in checked((zh, en))] == [("T201", 0)]


def test_a_bare_noun_that_another_body_may_be_called_by_is_only_a_warning(checked):
    pair = ("执行工作队支持会员国。", "The Task Force supports Member States.")
    directorate = (
        "反恐怖主义委员会执行局支持会员国。",
        "The Counter-Terrorism Committee Executive Directorate supports Member States.",
    )
    spelled = ("执行局支持会员国。", "The UNICEF Executive Board supports Member States.")
    assert [(one.code, one.severity) for one in checked(pair, directorate, spelled)] == [("T206", "warning")]


def test_a_chair_is_held_to_the_body(checked):
    zh = "安全理事会主席支持会员国。"
    assert checked((zh, "The President of the Security Council supports Member States.")) == []
    assert [one.found for one in checked((zh, "The President of the General Assembly supports Member States."))] == [
        "General Assembly"
    ]


def test_a_file_without_english_is_refused(tiny):
    pieces = Gathering()
    pieces.add("安全理事会支持会员国。", "unit 1")
    document = pieces.document("zh.tmx")
    with pytest.raises(DocumentError, match=r"zh\.tmx has no English"):
        check(document, scan(document, tiny), lexicon_for(tiny), tiny.concept)


@given(
    st.sets(st.sampled_from([*CODES, "安全理事会", "Security Council", "T203 大会", "T206 预防犯罪和刑事司法委员会"]))
)
def test_muting_only_removes_findings(checked, rules):
    every = checked(*SEEDED, strict=True)
    left = unmuted(every, map(parse, rules))
    assert [one for one in every if one in left] == list(left)
    assert not {one.code for one in left} & rules
    assert unmuted(every, []) == tuple(every)


def test_a_mute_file_names_the_bad_line():
    rules = parse_lines("# ours\nT204\n\nT201 《北京宣言》  # often shortened\n大会\n", "muted.txt")
    assert [(one.code, one.key) for one in rules] == [("T204", ""), ("T201", "北京宣言"), ("", "大会")]
    with pytest.raises(GlossaryError, match=r"muted\.txt, line 2: there is no code T999"):
        parse_lines("T204\nT999\n", "muted.txt")


@given(
    st.lists(st.sampled_from("the Security Council of General Assembly UNODC and it".split()), min_size=1, max_size=8)
)
def test_a_form_is_found_where_a_plain_search_finds_it(words):
    """The judge: a search in the list of stems, word by word."""
    english = English(" ".join(words))
    (form,) = forms_of("Security Council")
    stems = [word.lower() for word in words]
    expected = [at for at in range(len(stems) - 1) if stems[at : at + 2] == ["security", "council"]]
    assert [at for at, _ in english.places(form)] == expected


@given(st.integers(0, 10**12))
def test_a_number_has_one_value_in_both_languages(number):
    assert float(number) in english_values(f"about {number:,} people")
    assert float(number) in chinese_values(f"约{number}人")
