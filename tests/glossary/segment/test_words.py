"""Words with their parts of speech: what the search for new terms cuts a text into."""

from hypothesis import given
from hypothesis import strategies as st

from glossary.segment.words import tagger
from termbase.folding import key_of


def test_words_come_with_the_tags_of_the_dictionary():
    assert tagger().tagged("疫苗接种在2014年") == [
        ("疫苗", "n"),
        ("接种", "v"),
        ("在", "p"),
        ("2014", "m"),
        ("年", "m"),
    ]
    assert tagger().tagged("COVID-19疫情")[0] == ("COVID-19", "eng")


@given(st.text(alphabet="疫苗接种在联合国の第aB9.-，（）丂", max_size=30).map(key_of))
def test_the_words_make_up_the_text(text):
    words = [word for word, _ in tagger().tagged(text)]
    assert "".join(words) == text
    assert all(words)


def test_rare_and_unknown_words_cost_more():
    assert tagger().cost("国家") < tagger().cost("疫苗") < tagger().cost("疫囧")
