import pytest

from termbase.errors import QueryError
from termbase.model import Concept, Form, Status, Term
from termbase.search.finding import find, near

_AT = "2026-11-24T10:00:00Z"


def ids(base, query, **options):
    index = base.store.index
    found = find(index, query, **options)
    cards = index.cards([hit.concept for hit in found])
    return [cards[hit.concept].id for hit in found]


def first(base, query, **options):
    index = base.store.index
    hit = find(index, query, **options)[0]
    return index.cards([hit.concept])[hit.concept].id, hit.how


@pytest.mark.parametrize(
    ("query", "concept", "how"),
    [
        ("执行局", "un:cted", "exact"),
        ("UNODC", "un:unodc", "exact"),
        ("unodc", "un:unodc", "folded"),
        ("U.N.O.D.C.", "un:unodc", "folded"),
        ("ＵＮＯＤＣ", "un:unodc", "folded"),
        ("反恐怖主義委員會", "un:ctc", "folded"),
        ("刚果(金)", "un:drc", "folded"),
        ("Counterterrorism  committee", "un:ctc", "folded"),
        ("ASEAN regional forums", "un:arf", "folded"),
        ("Member States", "un:member-state", "folded"),
        (
            "Global Program against Money Laundering, Proceeds of Crime and the Financing of Terrorism",
            "un:gpml",
            "folded",
        ),
        ("预防犯罪和刑", "un:ccpcj", "prefix"),
        ("criminal justice commission", "un:ccpcj", "words"),
        ("刑事司法 预防犯罪", "un:ccpcj", "words"),
        ("跨国有组织", "un:untoc", "substring"),
        ("毒品犯罪办", "un:unodc", "abbreviation"),
        ("联毒办", "un:unodc", "abbreviation"),
        ("zhixingju", "un:cted", "pinyin"),
        ("zhí xíng jú", "un:cted", "pinyin"),
        ("zhi2xing2ju2", "un:cted", "pinyin"),
        ("Fankong Weiyuanhui", "un:ctc", "pinyin"),
        ("fankongbuzhuyi weiyunhui", "un:ctc", "pinyin"),
        ("dphfzwtbgs", "un:unodc", "initials"),
        ("dpfzbgs", "un:unodc", "initials"),
        ("反恐布主义委员会", "un:ctc", "fuzzy"),
        ("原子能机勾", "un:iaea", "fuzzy"),
        ("伊加持", "un:igad", "fuzzy"),
        ("安理事全会", "un:sc", "fuzzy"),
        ("International Atomic Enery Agency", "un:iaea", "fuzzy"),
        ("Terorrism Prevention Brench", "un:tpb", "fuzzy"),
        ("制止*公约", "un:icsant", "wildcard"),
        ("反恐?员会", "un:ctc", "wildcard"),
        ("/^制止.+公约$/", "un:icsant", "regex"),
    ],
)
def test_what_a_translator_types_finds_the_body_and_says_how(tiny, query, concept, how):
    assert first(tiny, query) == (concept, how)


def test_the_reason_tells_what_the_term_is_to_the_concept(tiny):
    def why(query):
        return find(tiny.store.index, query)[0].why

    assert why("反恐执行局") == "short form of 反恐怖主义委员会执行局"
    assert why("执行局") == "short form of 反恐怖主义委员会执行局, where the text is about it"
    assert why("CTED") == "acronym of Counter-Terrorism Committee Executive Directorate"
    assert why("乌克兰") == "the preferred term"
    assert why("zhixingju") == "its pinyin is zhixingju"
    assert why("反恐布主义委员会") == "with 布 for 怖, which look or sound alike"


def test_an_old_name_points_to_the_new_one(tiny):
    hit = find(tiny.store.index, "OIE")[0]
    assert (hit.matched, hit.why) == ("OIE", "no longer used; now World Organisation for Animal Health")


def test_one_short_form_of_several_bodies_gives_them_all_the_surest_first(own_tiny):
    assert ids(own_tiny, "执行局")[:2] == ["un:cted", "un:unicef-board"]
    wfp = Concept(
        "un:wfp-board",
        (
            Term("世界粮食计划署执行局", "zh-Hans", Form.FULL, Status.PREFERRED, reliability=9),
            Term("执行局", "zh-Hans", Form.GENERIC, reliability=10),
        ),
    )
    own_tiny.store.apply([wfp], at=_AT)
    assert ids(own_tiny, "执行局")[:3] == ["un:wfp-board", "un:cted", "un:unicef-board"]


def test_a_current_name_comes_before_one_no_longer_used(own_tiny):
    old = Concept("un:a", (Term("甲机构", "zh-Hans"), Term("Agency X", "en", status=Status.SUPERSEDED)))
    new = Concept("un:b", (Term("乙机构", "zh-Hans"), Term("Agency X", "en")))
    own_tiny.store.apply([old, new], at=_AT)
    assert ids(own_tiny, "Agency X") == ["un:b", "un:a"]


def test_insisting_on_one_way_keeps_to_it(tiny):
    index = tiny.store.index
    assert find(index, "unodc", how="exact") == []
    assert {hit.how for hit in find(index, "反恐", how="prefix")} == {"prefix"}
    assert ids(tiny, "主义", how="prefix") == []
    assert ids(tiny, "主义", how="substring", limit=2) != []
    assert ids(tiny, "zxj", how="initials")[0] == "un:cted"
    assert ids(tiny, "^UN[A-Z]+$", how="regex")[:1] != []


def test_a_language_or_a_subject_field_can_be_asked_for(tiny):
    assert ids(tiny, "UN", lang="zh") == []
    assert ids(tiny, "UN", lang="en")[0] == "un:un"
    assert ids(tiny, "执行局", subject="test") == ids(tiny, "执行局")
    assert ids(tiny, "执行局", subject="water") == []


def test_a_broken_expression_is_told_in_one_line(tiny):
    with pytest.raises(QueryError, match=r"is not a regular expression: .*unterminated|is not a regular expression: "):
        find(tiny.store.index, "(公约", how="regex")


@pytest.mark.parametrize(
    "query",
    ["", "   ", "。，", "*", "?", "'", "--", "\u200b", "\ud800", "𠀀𠀁", "a" * 5000, "会" * 3000, "%_[", "\x00"],
)
def test_odd_queries_find_what_they_find_and_break_nothing(tiny, query):
    find(tiny.store.index, query)
    near(tiny.store.index, query)


def test_nothing_is_found_for_what_is_not_there_and_the_nearest_are_told(tiny):
    assert ids(tiny, "气象雷达站") == []
    assert ids(tiny, "Ukrzzz") == []
    hits = near(tiny.store.index, "Ukrzzz")
    assert "Ukraine" in [hit.matched for hit in hits]


def test_what_is_stored_later_is_found_in_every_way(own_tiny):
    own_tiny.store.apply(
        [Concept("un:wmo", (Term("世界气象组织", "zh-Hans"), Term("World Meteorological Organization", "en")))], at=_AT
    )
    for query in (
        "世界气象组织",
        "世气组织",
        "气象",
        "shijieqixiangzuzhi",
        "sjqxzz",
        "世界气像组织",
        "World Meterological Organization",
    ):
        assert ids(own_tiny, query)[:1] == ["un:wmo"], query
    own_tiny.store.apply([], ["un:wmo"], at=_AT)
    for query in ("世界气象组织", "世气组织", "shijieqixiangzuzhi", "世界气像组织"):
        assert "un:wmo" not in ids(own_tiny, query)


def test_a_changed_name_is_found_and_the_former_one_is_not(own_tiny):
    own_tiny.store.apply([Concept("un:igad", (Term("伊加特组织", "zh-Hans"), Term("IGAD body", "en")))], at=_AT)
    assert ids(own_tiny, "伊加特组织") == ["un:igad"]
    assert ids(own_tiny, "政府间发展管理局", how="exact") == []


def test_each_concept_comes_once_and_the_best_first(tiny):
    found = find(tiny.store.index, "反恐")
    assert len({hit.concept for hit in found}) == len(found)
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)
    assert all(0 < hit.score <= 1 for hit in found)
    assert len(find(tiny.store.index, "反恐", limit=2)) == 2


def test_the_door_of_the_package_gives_whole_concepts(tiny):
    hit = tiny.lookup("毒罪办")[0]
    assert hit.concept.id == "un:unodc"
    assert (hit.matched, hit.how, hit.score) == ("毒罪办", "exact", 1.0)
