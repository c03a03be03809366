"""``glossary align`` as a user types it."""

import json

import pytest

from glossary.cli import main
from glossary.documents import read_document
from termbase import formats
from termbase.formats.base import Report

ZH = """1. 会员国购买了冷链设备。联合国儿童基金会发表了报告。

2. 冷链设备仍然不足。大会表示关切。

3. 儿基会运送冷链设备到乌克兰。
"""
EN = """1. Member States bought cold chain equipment. The United Nations Children's Fund published a report.

2. Cold chain equipment is still scarce. The General Assembly was concerned. It will return to the matter in 2031.

3. UNICEF shipped cold chain equipment to Ukraine.
"""


@pytest.fixture
def run(capsys, worded):
    def run(*words):
        code = main(["align", *map(str, words), "--termbase", str(worded.path)])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return run


@pytest.fixture
def versions(tmp_path):
    paths = tmp_path / "report.zh.txt", tmp_path / "report.en.txt"
    for path, text in zip(paths, (ZH, EN), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def test_two_versions_give_their_new_term(run, versions):
    code, out, err = run(*versions, "--format", "jsonl", "--status", "new")
    assert code == 0
    assert "without counterpart: 0 Chinese and 1 English sentences" in err
    record = json.loads(out)
    assert list(record) == ["zh", "en", "count", "score", "status", "concept", "contexts"]
    said = record["zh"], record["en"], record["count"], record["status"]
    assert said == ("冷链设备", "cold chain equipment", 3, "new")
    assert record["contexts"][0] == ["1. 会员国购买了冷链设备。", "1. Member States bought cold chain equipment."]
    _, table, _ = run(*versions, "--status", "new")
    assert "冷链设备  cold chain equipment" in table


def test_sentence_pairs_are_written_for_cat_tools(run, versions, tmp_path):
    table, memory = tmp_path / "pairs.tsv", tmp_path / "pairs.tmx"
    assert run(*versions, "--sentences", "-o", table)[0] == 0
    assert run(*versions, "--sentences", "-o", memory)[0] == 0
    rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()]
    assert ["大会表示关切。", "The General Assembly was concerned."] in rows
    read = read_document(str(memory))
    pairs = zip((read.text[b.start : b.end] for b in read.blocks), read.translations, strict=True)
    assert [list(pair) for pair in pairs] == rows
    code, out, _ = run(memory, "--format", "jsonl", "--status", "new")
    assert (code, json.loads(out)["en"]) == (0, "cold chain equipment")


def test_new_pairs_become_a_glossary_file(run, versions, tmp_path):
    path = tmp_path / "pairs.csv"
    code, _, err = run(*versions, "-o", path)
    assert code == 0
    assert f"{path}: 1 new term pairs" in err
    (concept,) = formats.read_file(path, Report())
    assert [term.text for term in concept.terms] == ["冷链设备", "cold chain equipment"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["en", "zh"], "is not in Chinese; the Chinese document comes first"),
        (["zh", "zh"], "is not in English"),
        (["zh"], "has no English side"),
        (["zh", "empty"], "empty.txt holds no text"),
        (["zh", "en", "--sentences", "-o", "x.docx"], "written to .tsv or .tmx"),
        (["zh", "en", "--min-score", "2"], "--min-score 0 to 1"),
        (["zh", "en", "--status", "known", "-o", "x.csv"], "a glossary file gets new pairs"),
    ],
)
def test_wrong_requests_get_one_clear_line(run, versions, words, said):
    empty = versions[0].with_name("empty.txt")
    empty.touch()
    named = dict(zip(("zh", "en", "empty"), (*versions, empty), strict=True))
    code, out, err = run(*(named.get(word, word) for word in words))
    assert (code, out) == (2, "")
    assert said in err.splitlines()[-1]


def test_nothing_found_is_exit_code_one(run, tmp_path):
    path = tmp_path / "one.tsv"
    path.write_text("谢谢。\tThank you.\n" * 2, encoding="utf-8")
    assert run(path)[0] == 1
