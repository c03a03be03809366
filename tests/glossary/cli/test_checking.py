"""``glossary check`` as a reviser types it."""

import json

import pytest

from glossary.cli import main

TMX = """<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header srclang="zh"/><body>
<tu tuid="a1"><tuv xml:lang="zh"><seg>安全理事会审议了任务授权。</seg></tuv>
<tuv xml:lang="en"><seg>The Economic and Social Council considered the mandate.</seg></tuv></tu>
<tu tuid="a2"><tuv xml:lang="zh"><seg>会员国支持区域合作。</seg></tuv>
<tuv xml:lang="en"><seg>Member States support regional cooperation.</seg></tuv></tu>
<tu tuid="a3"><tuv xml:lang="zh"><seg>世界动物卫生组织支持会员国。</seg></tuv>
<tuv xml:lang="en"><seg>The OIE supports Member States.</seg></tuv></tu>
<tu tuid="a4"><tuv xml:lang="zh"><seg>大会尚未审议。</seg></tuv></tu>
</body></tmx>"""
XLIFF2 = """<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="zh"><file id="f">
<unit id="u7"><segment><source>The Economic and Social Council considered the mandate.</source>
<target>安全理事会审议了任务授权。</target></segment></unit></file></xliff>"""
PO = 'msgid "安全理事会审议了任务授权。"\nmsgstr "The Economic and Social Council considered the mandate."\n'
TSV = "安全理事会审议了任务授权。\tThe Economic and Social Council considered the mandate.\n"


@pytest.fixture
def run(capsys, tiny):
    def run(*words):
        code = main(["check", *map(str, words), "--termbase", str(tiny.path)])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return run


@pytest.fixture
def memory(tmp_path):
    path = tmp_path / "memory.tmx"
    path.write_text(TMX, encoding="utf-8")
    return path


def test_programs_get_the_promised_record(run, memory):
    code, out, err = run(memory, "--format", "jsonl")
    first, second = map(json.loads, out.splitlines())
    assert first == {
        "code": "T206", "severity": "error", "where": "unit a1", "start": 0, "end": 5, "text": "安全理事会",
        "expected": ["Security Council"], "found": "Economic and Social Council",
        "why": "Economic and Social Council is 经济及社会理事会, but the Chinese has 安全理事会",
    }  # fmt: skip
    assert (second["code"], second["severity"], second["where"]) == ("T202", "warning", "unit a3")
    assert (code, err) == (1, "1 unit has no English and was not checked\n")
    _, whole, _ = run(memory, "--format", "json")
    assert json.loads(whole) == [first, second]


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [("a.xlf", XLIFF2, "unit u7"), ("a.po", PO, "line 1"), ("a.tsv", TSV, "row 1")],
)
def test_the_place_is_told_as_each_format_counts(run, tmp_path, name, text, where):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    _, out, _ = run(path, "--format", "jsonl")
    assert [(r["code"], r["where"]) for r in map(json.loads, out.splitlines())] == [("T206", where)]


def test_the_exit_code_follows_fail_on_and_muting(run, memory, tmp_path):
    muted = tmp_path / "muted.txt"
    muted.write_text("T206 安全理事会 # a quotation\n", encoding="utf-8")
    assert run(memory, "--fail-on", "error")[0] == 1
    assert run(memory, "--mute", "T206", "--fail-on", "error")[0] == 0
    assert run(memory, "--mute-file", muted)[0] == 1
    code, out, _ = run(memory, "--mute-file", muted, "--mute", "World Organisation for Animal Health")
    assert (code, out) == (0, f"{memory}: 3 units checked, nothing found\n")


def test_the_table_says_what_where_and_why(run, memory):
    _, out, _ = run(memory)
    assert out.startswith(f"{memory}: 3 units checked, 1 error, 1 warning\nerror    T206  unit a1  安全理事会\n")
    assert "    expected  Security Council\n    found     Economic and Social Council\n    because   " in out


def test_a_wrong_request_is_one_line(run, memory, tmp_path):
    plain = tmp_path / "plain.txt"
    plain.write_text("安全理事会支持会员国。\n", encoding="utf-8")
    for words, said in (
        ([memory, "--mute", "T999"], "there is no code T999"),
        ([memory, "--mute-file", tmp_path / "none.txt"], "there is no such file"),
        ([plain], "has no English beside its Chinese"),
        ([tmp_path / "gone.tmx"], "there is no such file"),
        ([memory, "--fail-on", "info"], "invalid choice"),
    ):
        code, out, err = run(*words)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert said in err
