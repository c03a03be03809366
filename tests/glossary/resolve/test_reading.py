"""Which body a short form means, and why."""

from glossary import scan
from glossary.model import MentionKind
from termbase.base import open_termbase
from termbase.model import Concept, Status, Term
from termbase.store.sqlite import open_store


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


def test_an_ordinary_word_is_the_name_before_that_ends_in_it(tiny):
    text = "反恐执行工作队成立了。各国可向工作队提出请求。"
    assert mention(text, tiny, "工作队").concept == "un:ctitf"
    assert mention("设立了一个工作队。", tiny, "工作队").en == "task force"


def test_the_general_assembly_stays_itself_beside_a_conference(tiny):
    text = "老龄问题部长级会议向大会提出了报告。"
    assert mention(text, tiny, "大会").concept == "un:ga"


def test_numbers_in_order_and_years_are_parts_of_the_name(tiny):
    fifth = mention("第五届老龄问题部长级会议在日内瓦举行。", tiny, "第五届老龄问题部长级会议")
    assert (fifth.concept, fifth.en) == ("un:ageing-conference", "fifth Ministerial Conference on Ageing")
    decade = mention("健康老龄十年（2021-2030年）已经开始。", tiny, "健康老龄十年（2021-2030年）")
    assert decade.en == "Decade of Healthy Ageing (2021–2030)"
    assert mention("第二工作组通过了报告。", tiny, "第二工作组").en == "Working Group II"
    assert mention("第二工作组主席发言。", tiny, "第二工作组主席").en == "Chair of Working Group II"


def test_the_united_nations_before_a_body_is_part_of_its_name(tiny):
    one = mention("联合国反恐怖主义委员会举行了会议。", tiny, "联合国反恐怖主义委员会")
    assert (one.concept, one.en) == ("un:ctc", "United Nations Counter-Terrorism Committee")
    cover = scan("联合国\n经济及社会理事会\n2014年实质性会议\n", tiny).mentions
    assert [m.concept for m in cover] == ["un:un", "un:ecosoc"]


def test_its_chair_is_the_president_of_an_assembly(tiny):
    one = mention("大会可通过其主席提出意见。", tiny, "主席")
    assert (one.en, one.sure) == ("President", False)
    again = mention("大会第六十六届会议主席指派了两名代表。主席感谢他们。", tiny, "主席", 1)
    assert again.en == "President"
    assert mention("反恐怖主义委员会通过其主席提出意见。", tiny, "主席").en == "Chair"


def test_whose_document_it_is_says_which_committee_is_meant(tiny):
    text = "E/CN.15/2014/4\n\n建议\n\n89. 委员会不妨注意本报告。"
    one = mention(text, tiny, "委员会")
    assert one.concept == "un:ccpcj"
    assert one.why == "E/CN.15/2014/4 is a document of 预防犯罪和刑事司法委员会"


def test_a_symbol_cited_in_a_sentence_is_not_the_documents_own(tiny):
    text = "秘书长在很长的一段话里谈到了许多问题，" * 20 + "其中也引用了早先的报告（E/CN.15/2014/4）。委员会不妨注意。"
    assert mention(text, tiny, "委员会").concept is None


def test_a_special_committee_is_not_called_the_committee(tiny):
    text = "反恐怖主义委员会开会。特别委员会也开会，特别委员会的报告已经通过。委员会注意到这一点。"
    assert [m.concept for m in scan(text, tiny).mentions if m.text == "委员会"] == ["un:ctc"]


def test_an_ordinary_thing_is_called_back_by_its_noun(tiny):
    one = mention("设立了知识中心。该中心提供支助。", tiny, "该中心")
    assert (one.en, one.english) == ("hub", ("hub", "knowledge hub"))


def test_homographs_follow_the_field_of_the_document(tmp_path):
    def concept(name, zh, en, field):
        return Concept(
            name,
            (Term(zh, "zh-Hans", status=Status.PREFERRED), Term(en, "en", status=Status.PREFERRED)),
            subjects=(field,),
        )

    env = concept("a", "排放程序", "emission procedure", "environment")
    law = [
        concept("b", "羁押制度", "custody system", "law"),
        concept("c", "假释委员", "parole officer", "law"),
        concept("d", "保释条件", "bail condition", "law"),
        concept("e", "排放程序", "release procedure", "law"),
    ]
    with open_store(tmp_path / "two.sqlite", create=True) as store:
        store.fill([env, *law])
    with open_termbase(tmp_path / "two.sqlite") as base:
        text = "羁押制度、假释委员和保释条件见法律；排放程序由法官决定。"
        one = mention(text, base, "排放程序")
        assert (one.en, one.why) == ("release procedure", "this document speaks of law")
        assert [reading.en for reading in one.alternatives] == ["emission procedure"]
        assert mention("排放程序。", base, "排放程序").en == "emission procedure"


def test_a_noun_that_begins_the_next_sentence_goes_on_with_the_same_thing(tiny):
    text = "设立了知识中心。该中心提供支助。中心还开展区域合作。其他中心没有参加。"
    assert [(m.text, m.en) for m in scan(text, tiny).mentions if "中心" in m.text] == [
        ("知识中心", "knowledge hub"),
        ("该中心", "hub"),
        ("中心", "hub"),
    ]


def test_a_name_said_later_in_the_paragraph_is_another(tiny):
    one = mention("执行局将与儿基会执行局合作。", tiny, "执行局")
    assert (one.concept, one.sure) == (None, False)
    assert (
        mention("执行局举行了会议。\n\n联合国儿童基金会执行局核准了方案。", tiny, "执行局").concept == "un:unicef-board"
    )


def test_ratification_is_of_treaties(tmp_path):
    ratification = Concept("r", (Term("批准", "zh-Hans"), Term("ratification", "en")))
    with open_store(tmp_path / "one.sqlite", create=True) as store:
        store.fill([ratification])
    with open_termbase(tmp_path / "one.sqlite") as base:
        assert [m.en for m in scan("该国批准了这项公约。", base).mentions] == ["ratification"]
        assert scan("委员会批准了预算。", base).mentions[0].text == "委员会"
