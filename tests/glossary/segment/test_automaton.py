from hypothesis import given
from hypothesis import strategies as st

from glossary.segment.automaton import PlainAutomaton, build, restore

_STRINGS = st.lists(
    st.text(alphabet="反恐怖主义委员会执行局a1", min_size=1, max_size=6), min_size=1, max_size=12, unique=True
)
_TEXT = st.text(alphabet="反恐怖主义委员会执行局a1。", max_size=40)


def brute_force(strings, text):
    return sorted(
        (begin, begin + len(string), number)
        for number, string in enumerate(strings)
        for begin in range(len(text) - len(string) + 1)
        if text.startswith(string, begin)
    )


@given(_STRINGS, _TEXT)
def test_every_occurrence_is_found_by_either_matcher(strings, text):
    wanted = brute_force(strings, text)
    assert sorted(PlainAutomaton(strings).find_overlapping(text)) == wanted
    assert sorted(build(strings)[0].find_overlapping(text)) == wanted


@given(_STRINGS, _TEXT)
def test_a_restored_automaton_finds_the_same(strings, text):
    automaton, blob = build(strings)
    assert restore(blob, strings).find_overlapping(text) == automaton.find_overlapping(text)


def test_a_damaged_blob_is_rebuilt():
    assert restore(b"not an automaton", ["执行局"]).find_overlapping("执行局") == [(0, 3, 0)]
