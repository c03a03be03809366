"""Which body a short form means, and why."""

from glossary import scan
from glossary.model import MentionKind


def mention(text, base, surface, nth=0):
    return [m for m in scan(text, base).mentions if m.text == surface][nth]


def test_that_branch_is_the_branch_named_before_not_the_directorate(tiny):
    text = "预防恐怖主义处与反恐怖主义委员会及其执行局协作。该处和执行局的任務不同。"
    that = mention(text, tiny, "该处")
    assert (that.kind, that.concept, that.en) == (MentionKind.ANAPHOR, "un:tpb", "Terrorism Prevention Branch")
    assert "预防恐怖主义处" in that.why


def test_the_directorate_of_the_committee_named_before(tiny):
    text = "反恐怖主义委员会执行局访问了乌克兰。执行局提出了建议。"
    one = mention(text, tiny, "执行局")
    assert one.concept == "un:cted"
    assert one.full == "反恐怖主义委员会执行局"


def test_the_board_of_the_fund_named_before(tiny):
    text = "儿基会执行局举行了会议。执行局核准了方案。"
    assert mention(text, tiny, "执行局").concept == "un:unicef-board"


def test_a_body_and_its_organ_are_one_name(tiny):
    assert (
        mention("儿基会执行局举行了会议。", tiny, "儿基会执行局").en
        == "Executive Board of the United Nations Children's Fund"
    )


def test_without_a_body_nothing_is_claimed(tiny):
    one = mention("执行局举行了会议。", tiny, "执行局")
    assert not one.sure
    assert {reading.concept for reading in one.alternatives} >= {"un:cted", "un:unicef-board"}


def test_a_title_between_marks_is_the_treaty_named_last(tiny):
    text = "《制止核恐怖主义行为国际公约》已经生效。《公约》有多个缔约国。"
    assert mention(text, tiny, "《公约》").concept == "un:icsant"


def test_the_end_of_a_long_name_stands_for_it(tiny):
    text = "打击洗钱、犯罪收益和资助恐怖主义全球方案举办了会议。全球方案随后提供了支助。"
    assert mention(text, tiny, "全球方案").concept == "un:gpml"


def test_this_organization_is_the_united_nations(tiny):
    assert mention("本组织的会员国表示支持。", tiny, "本组织").en == "United Nations"


def test_what_belongs_to_a_country_is_named_with_it(tiny):
    assert (
        mention("乌克兰常驻联合国代表团致意。", tiny, "乌克兰常驻联合国代表团").en
        == "permanent mission of Ukraine to the United Nations"
    )


def test_who_presides_depends_on_the_body(tiny):
    assert mention("经济及社会理事会主席发言。", tiny, "经济及社会理事会主席").en.startswith("President of")
    assert mention("反恐怖主义委员会主席发言。", tiny, "反恐怖主义委员会主席").en.startswith("Chair of")


def test_a_former_name_points_to_the_present_one(tiny):
    one = mention("OIE发表了报告。", tiny, "OIE")
    assert one.en == "World Organisation for Animal Health"
    assert "former" in one.why


def test_offsets_hold_in_text_with_windows_line_ends_and_astral_characters(tiny):
    text = "\U00020000乌克兰\r\n反恐怖主义委员会\r\n"
    for one in scan(text, tiny).mentions:
        assert text[one.start : one.end] == one.text
