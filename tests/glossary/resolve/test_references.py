"""Resolutions, decisions, documents and sessions in the typographies of real reports."""

import pytest

from glossary import scan


def reference(text, base):
    (mention,) = [m for m in scan(text, base).mentions if m.kind == "reference"]
    return mention


@pytest.mark.parametrize(
    ("text", "en"),
    [
        ("大会第68/187号决议", "General Assembly resolution 68/187"),
        ("大会第 68/187 号决议", "General Assembly resolution 68/187"),
        ("第68/187号决议", "resolution 68/187"),
        ("第 67/99 号和第 68/119 号决议", "resolutions 67/99 and 68/119"),
        ("安理会第 1373（2001）号决议", "Security Council resolution 1373 (2001)"),
        (
            "安全理事会第822(1993)号、第853(1993)号和第884(1993)号决议",
            "Security Council resolutions 822 (1993), 853 (1993) and 884 (1993)",
        ),
        ("大会第3363(XXX)号决议", "General Assembly resolution 3363 (XXX)"),
        ("经济及社会理事会第2003/14号决议", "Economic and Social Council resolution 2003/14"),
        ("第1/CP.21号决定", "decision 1/CP.21"),
        ("E/CN.15/2014/1", "E/CN.15/2014/1"),
        ("第二十三届会议", "twenty-third session"),
        ("第7364次会议", "7364th meeting"),
        ("议程项目5", "agenda item 5"),
    ],
)
def test_the_english_follows_the_number(text, en, tiny):
    one = reference(f"见{text}。", tiny)
    assert "".join(one.text.split()) == "".join(text.split())
    assert one.en == en


def test_the_organ_worked_out_from_the_number_is_told(tiny):
    one = reference("见第1540(2004)号决议。", tiny)
    assert one.en == "resolution 1540 (2004)"
    assert "Security Council resolution 1540 (2004)" in one.english
    assert one.full == "安全理事会第1540(2004)号决议"


def test_amounts_and_dates_are_no_references(tiny):
    assert [m for m in scan("2013年10月共支出2 500万美元，占68/100。", tiny).mentions if m.kind == "reference"] == []


def test_several_goals_are_one_reference(tiny):
    one = reference("与目标2、8和10有关。", tiny)
    assert (one.text, one.en) == ("目标2、8和10", "Goals 2, 8 and 10")


def test_official_records_are_cited_by_rule(tiny):
    one = reference(
        "见《大会正式记录，第七十七届会议，补编第53A号》。".replace(
            "正式记录，第七十七届会议", "第七十七届会议正式记录"
        ),
        tiny,
    )
    assert one.en == "Official Records of the General Assembly, Seventy-seventh Session, Supplement No. 53A"


def test_a_number_parted_from_its_noun_by_a_date_is_a_resolution(tiny):
    text = "2004年12月20日第59/209号和2012年12月21日第67/221号决议"
    assert [m.en for m in scan(text, tiny).mentions] == ["resolution 59/209", "resolution 67/221"]


def test_a_law_cited_by_the_number_it_has_at_home(tiny):
    one = reference("《反贩运法》（RA 9208）已经生效。", tiny)
    assert (one.text, one.en) == ("RA 9208", "RA 9208")


def test_the_end_of_another_number_is_no_number(tiny):
    assert [m.text for m in scan("见卫生大会第58.3号决议。", tiny).mentions if m.kind == "reference"] == []


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("议程项目19(e)", "agenda item 19 (e)"),
        ("临时议程\\*项目5(c)", "item 5 (c) of the provisional agenda"),
        ("见项目7。", "item 7"),
    ],
)
def test_items_of_the_agenda(tiny, text, english):
    assert reference(text, tiny).en == english
