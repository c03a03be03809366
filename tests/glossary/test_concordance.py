"""Every place of a term, with its surroundings."""

import json

from glossary.cli import main
from glossary.concordance import lines
from glossary.documents import Document, paragraphs


def document(text):
    return Document("a.txt", text, paragraphs(text))


def test_a_term_is_found_across_line_breaks_and_in_either_script():
    text = "该处和执行\n局的任務不同。\n\n执行局的任务。"
    assert [(line.text, line.where) for line in lines(document(text), "执行局")] == [
        ("执行 局", "line 1"),
        ("执行局", "line 4"),
    ]
    assert [line.text for line in lines(document(text), "任务")] == ["任務", "任务"]


def test_an_english_word_is_found_whole():
    text = "CTED and CTEDs, the CTED."
    assert [line.start for line in lines(document(text), "cted")] == [0, 20]


def test_the_surroundings_are_cut_to_width():
    (line,) = lines(document("反恐怖主义委员会执行局访问了乌克兰和也门。"), "访问", width=3)
    assert (line.left, line.text, line.right) == ("执行局", "访问", "了乌克")


def test_with_meaning_short_forms_are_found_too(tmp_path, tiny, capsys):
    path = tmp_path / "a.txt"
    path.write_text("反恐怖主义委员会执行局访问了乌克兰。执行局提出了建议。", encoding="utf-8")
    words = ["concordance", "反恐执行局", str(path), "--meaning", "--format", "jsonl", "--termbase", str(tiny.path)]
    assert main(words) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["text"] for row in rows] == ["反恐怖主义委员会执行局", "执行局"]


def test_a_term_that_stands_nowhere_is_1_and_a_bad_file_2(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text("大会通过了决议。", encoding="utf-8")
    assert main(["concordance", "执行局", str(path)]) == 1
    assert main(["concordance", "大会", str(path), str(tmp_path / "no.txt")]) == 2
    out, err = capsys.readouterr()
    assert "大会 通过了决议。" in out
    assert "no.txt: there is no such file" in err
