from hypothesis import example, given
from hypothesis import strategies as st

from termbase.folding import fold, key_of
from termbase.keys import search_key

_TEXTS = st.text(
    alphabet=st.sampled_from(
        "该处和执行局的任務不同 （1540） \n\r\t\u3000（）Ａｂé\u0301㈠⑩…ﬁ\u200b\ufeff\\*\U00020000«联合國"
    ),
    max_size=60,
)


def test_a_stray_traditional_character_folds_and_is_found_in_the_original():
    folded = fold("该处和执行局的任務不同")
    at = folded.key.index("任务")
    begin, end = folded.span(at, at + 2)
    assert "该处和执行局的任務不同"[begin:end] == "任務"


def test_blanks_page_breaks_and_widths_inside_a_term_do_not_count():
    assert key_of("第 1540 （2004） 号") == key_of("第1540(2004)号") == "第1540(2004)号"
    assert key_of("国际法\n\n律文书") == "国际法律文书"


def test_markdown_escapes_and_emphasis_do_not_count():
    assert key_of("**临时**议程\\*项目") == "临时议程项目"


def test_characters_beyond_the_first_plane_keep_their_place():
    text = "甲\U00020000乙"
    folded = fold(text)
    assert folded.span(2, 3) == (2, 3)
    assert text[2] == "乙"


@given(_TEXTS)
@example("㈠⑩")
def test_the_key_alone_is_the_key_with_the_way_home(text):
    assert fold(text).key == key_of(text)


@given(_TEXTS)
def test_every_place_leads_home_to_a_character_that_folds_to_it(text):
    folded = fold(text)
    assert len(folded.starts) == len(folded.key)
    assert folded.starts == sorted(folded.starts)
    for at, character in enumerate(folded.key):
        start, end = folded.span(at, at + 1)
        assert character in key_of(text[start:end])


@given(_TEXTS)
def test_folding_twice_changes_nothing(text):
    assert key_of(key_of(text)) == key_of(text)


def test_half_a_surrogate_pair_is_no_character_to_compare():
    assert key_of("大\ud800会").encode("utf-8")


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_few_characters_fold_as_many_do(text):
    # Short texts go without the table; what they fold to is the same.
    padded = key_of(text + "国" * 80)
    assert key_of(text) == padded[: len(padded) - 80] == fold(text).key


@given(st.text(max_size=40) | st.text(alphabet="ÆＡⅣ⑩㈠`-.，《》（）联合國\u0301 \ud800", max_size=20))
def test_a_search_key_is_the_folded_text_without_punctuation(text):
    key = key_of(text)
    assert search_key(text) == ("".join(c for c in key if c not in "-.,;:'\"·、《》()[]/") or key)


@given(st.text(max_size=40))
@example("ＡＢ任務（一）\ud800…")
def test_a_long_text_folds_as_its_pieces_do(piece):
    many = 2001 // max(1, len(piece)) + 1
    assert fold(piece * many).key == fold(piece).key * many
