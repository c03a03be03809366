"""``glossary candidates`` as a user types it."""

import json

import pytest

from glossary.cli import main
from termbase import formats
from termbase.formats.base import Report

TEXT = "冷链设备由儿基会采购。会员国讨论了冷链设备。冷链设备不足。\n\n黑海区域反恐中心（黑海中心）参加了会议。\n"


@pytest.fixture
def run(capsys, tiny):
    def run(*words):
        code = main(["candidates", *map(str, words), "--termbase", str(tiny.path)])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return run


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_list_has_count_term_and_sentence(run, report):
    code, out, err = run(report)
    assert (code, err) == (0, "")
    assert "    3  冷链设备" in out
    assert "黑海区域反恐中心  （黑海中心）" in out


def test_programs_get_the_places_and_the_measures(run, report):
    _, out, _ = run(report, "--format", "jsonl")
    record = {row["text"]: row for row in map(json.loads, out.splitlines())}["冷链设备"]
    assert (record["kind"], record["count"], record["documents"], record["suggestion"]) == ("term", 3, 1, None)
    assert record["contexts"] == [{"text": "冷链设备由儿基会采购。", "where": f"{report}, line 1"}]
    _, whole, _ = run(report, "--format", "json")
    assert json.loads(whole) == [json.loads(line) for line in out.splitlines()]


def test_n_and_kind_choose(run, report):
    _, out, err = run(report, "-n", 1)
    assert (out.count("\n"), err) == (1, "1 of 2 candidates; -n 0 shows all\n")
    _, out, _ = run(report, "--kind", "name", "--format", "jsonl")
    assert [json.loads(line)["kind"] for line in out.splitlines()] == ["name"]


@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx", "tbx"])
def test_a_glossary_file_can_be_filled_in_and_imported(run, report, tmp_path, ending, capsys, own_tiny):
    out = tmp_path / f"new.{ending}"
    code, _, err = run(report, "-o", out)
    assert code == 0
    assert f"{out}: 2 candidates of 2" in err
    told = Report()
    concepts = {concept.preferred("zh").text: concept for concept in formats.read_file(out, told)}
    assert set(concepts) == {"冷链设备", "黑海区域反恐中心"}
    assert told.warnings == []
    assert main(["import", str(out), "--termbase", str(own_tiny.path)]) == 0
    assert "2 new" in "".join(capsys.readouterr())


def test_a_table_has_columns_for_the_terminologist(run, report, tmp_path):
    run(report, "-o", tmp_path / "new.csv")
    heading, *rows = (tmp_path / "new.csv").read_text(encoding="utf-8-sig").splitlines()
    assert heading.endswith(",count,documents,score,suggestion,context")
    assert heading.startswith("id,zh,en,")
    assert any(row.endswith("冷链设备由儿基会采购。") and ",3,1," in row for row in rows)


def test_json_by_the_ending_of_the_file(run, report, tmp_path):
    run(report, "-o", tmp_path / "new.jsonl")
    lines = (tmp_path / "new.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["text"] for line in lines} == {"冷链设备", "黑海区域反恐中心"}


def test_a_bad_file_among_good_ones_is_told(run, report, tmp_path):
    (tmp_path / "bad.docx").write_bytes(b"PK\x03\x04 broken")
    code, out, err = run(tmp_path)
    assert code == 2
    assert "冷链设备" in out
    assert "bad.docx is damaged" in err
    assert "\n2 files\n1 read\n1 not read: is damaged" in err


def test_several_processes_find_the_same(run, report, tmp_path):
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(TEXT, encoding="utf-8")
    assert run(tmp_path) == run(tmp_path, "--jobs", 2)


def test_nothing_new_and_wrong_requests(run, report, tmp_path):
    known = tmp_path / "known.txt"
    known.write_text("大会通过了决议。", encoding="utf-8")
    assert run(known) == (1, "", f"nothing new in {known}\n")
    assert run(known, "-o", tmp_path / "x.csv")[0] == 1
    assert not (tmp_path / "x.csv").exists()
    assert run(report, "--min-count", 0)[0] == 2
    assert run(report, "-o", tmp_path / "no" / "x.csv")[0] == 2
    assert run(report, "-o", tmp_path / "x.odd")[0] == 2


def test_the_other_side_of_a_bilingual_file_comes_with_the_sentence(run, tmp_path):
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text(
        "冷链设备不足。\tCold chain equipment is short.\n会员国讨论了冷链设备。\tMember States met.\n", "utf-8"
    )
    _, out, _ = run(pairs, "--format", "jsonl")
    assert json.loads(out.splitlines()[0])["contexts"] == [
        {"text": "冷链设备不足。", "where": f"{pairs}, row 1", "en": "Cold chain equipment is short."}
    ]
