import pytest

from termbase.search.english import rewritten, stem


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("member states", "member state"),
        ("policy", "policies"),
        ("labor standards", "labour standard"),
        ("organised crime", "organized crime"),
        ("defense", "defence"),
        ("World Health Organisation", "world health organization"),
        ("programs of work", "programmes of work"),
        ("the General Assembly", "general assembly"),
    ],
)
def test_american_and_plural_writings_lead_to_the_term(typed, written):
    assert written in rewritten(typed)


def test_words_of_ise_stay():
    assert "military exercise" in rewritten("military exercises")
    assert not any("exercize" in text for text in rewritten("military exercises"))


def test_a_stem_is_common_to_singular_plural_and_spelling():
    assert stem("policies") == stem("policy")
    assert stem("programs") == stem("programme")
    assert stem("organisations") == stem("organization")
