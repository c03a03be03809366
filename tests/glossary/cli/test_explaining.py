"""scan --explain: one mention in full, or where the nearest one stands."""

import pytest

from glossary.cli import main

REPORT = "反恐怖主义委员会执行局（执行局）访问了乌克兰。随后，执行局与毒罪办合作。\n"


@pytest.fixture
def explain(capsys, tmp_path):
    def explain(text, place):
        path = tmp_path / "report.txt"
        path.write_text(text, encoding="utf-8")
        code = main(["scan", str(path), "--explain", str(place)])
        return code, *capsys.readouterr()

    return explain


def test_a_short_form_is_explained_with_body_english_and_reason(explain):
    code, out, _ = explain(REPORT, REPORT.rindex("执行局") + 1)
    assert code == 0
    assert "反恐怖主义委员会执行局" in out
    assert "Counter-Terrorism Committee Executive Directorate (CTED)" in out
    assert "because     in this document, short for" in out


def test_where_nothing_is_marked_the_nearest_mention_is_named(explain):
    code, out, err = explain(REPORT, REPORT.index("随后") + 1)
    start = REPORT.rindex("执行局")
    assert (code, out) == (2, "")
    assert f"the nearest is 执行局, --explain {start}" in err


def test_a_text_without_terms_has_nothing_to_explain(explain):
    code, _, err = explain("今天天气不错。\n", 2)
    assert code == 2
    assert "no term found, so there is nothing to explain at 2" in err
