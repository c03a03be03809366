"""Folders, patterns, several processes, and files that cannot be read among those that can."""

import json

import pytest

from glossary.batch import each, expand
from glossary.cli import main
from glossary.errors import DocumentError


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / ".hidden").mkdir()
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(f"第{number}份。反恐怖主义委员会访问了乌克兰。", encoding="utf-8")
    (tmp_path / "sub" / "6.txt").write_text("儿基会执行局举行了会议。", encoding="utf-8")
    (tmp_path / ".hidden" / "7.txt").write_text("大会", encoding="utf-8")
    (tmp_path / "~$8.docx").write_bytes(b"lock")
    (tmp_path / "9.png").write_bytes(b"\x89PNG")
    return tmp_path


def scanned(capsys, *words):
    code = main(["scan", *map(str, words)])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_folder_means_the_documents_in_it_in_order(folder):
    assert expand([str(folder)]) == [*(str(folder / f"{n}.txt") for n in range(6)), str(folder / "sub" / "6.txt")]


def test_a_pattern_means_the_files_it_fits(folder):
    assert expand([str(folder / "**" / "*.txt")])[-1] == str(folder / "sub" / "6.txt")
    assert expand(["-", "no such file"]) == ["-", "no such file"]


def test_a_file_whose_name_is_a_pattern_is_that_file(tmp_path):
    (tmp_path / "[a].txt").write_text("大会", encoding="utf-8")
    assert expand([str(tmp_path / "[a].txt")]) == [str(tmp_path / "[a].txt")]


def test_an_empty_folder_and_a_pattern_without_files_are_errors(tmp_path):
    with pytest.raises(DocumentError, match="no document in this folder"):
        expand([str(tmp_path)])
    with pytest.raises(DocumentError, match="no file has such a name"):
        expand([str(tmp_path / "*.docx")])


def test_jsonl_has_a_line_a_file_in_the_order_given(folder, tiny, capsys):
    files = [folder / "3.txt", folder / "1.txt", folder / "3.txt"]
    code, out, err = scanned(capsys, *files, "--format", "jsonl", "--termbase", tiny.path)
    rows = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (0, "3 files\n3 read\n6 mentions\n0 not sure\n")
    assert [row["document"]["path"] for row in rows] == [str(file) for file in files]
    assert {row["mentions"][0]["concept"] for row in rows} == {"un:ctc"}


def test_a_bad_file_is_told_and_the_others_are_printed(folder, tiny, capsys):
    (folder / "2.docx").write_bytes(b"PK\x03\x04 broken")
    code, out, err = scanned(capsys, folder, "--format", "jsonl", "--termbase", tiny.path)
    assert code == 2
    assert len(out.splitlines()) == 7
    assert "2.docx is damaged" in err
    assert err.splitlines()[1:3] == [" 8 files", " 7 read"]
    assert err.splitlines()[-1].startswith(" 1 not read: is damaged (File is not a zip file): ")


def test_a_single_bad_file_is_one_line_and_prints_nothing(tmp_path, tiny, capsys):
    for style in ("json", "jsonl", "table", "html"):
        code, out, err = scanned(capsys, tmp_path / "no.txt", "--format", style, "--termbase", tiny.path)
        assert (code, out, err.count("\n")) == (2, "", 1)


def test_a_bad_file_leaves_no_output_file(tmp_path, tiny, capsys):
    code, _, _ = scanned(capsys, tmp_path / "no.txt", "-o", tmp_path / "out.txt", "--termbase", tiny.path)
    assert code == 2
    assert list(tmp_path.iterdir()) == []


def test_json_is_one_list_however_many_files(folder, tiny, capsys):
    _, out, _ = scanned(capsys, folder, "--format", "json", "--termbase", tiny.path)
    assert len(json.loads(out)) == 7
    _, out, _ = scanned(capsys, folder / "0.txt", "--format", "json", "--termbase", tiny.path)
    assert len(json.loads(out)) == 1


def test_several_processes_give_the_same_in_the_same_order(folder, tiny, capsys):
    (folder / "2.docx").write_bytes(b"PK\x03\x04 broken")
    one = scanned(capsys, folder, "--format", "jsonl", "--termbase", tiny.path)
    two = scanned(capsys, folder, "--format", "jsonl", "--termbase", tiny.path, "--jobs", "2")
    assert one == two


def test_a_file_that_ends_its_process_is_told_and_the_run_goes_on(folder, tiny, monkeypatch):
    monkeypatch.syspath_prepend(str(folder))
    (folder / "killing.py").write_text(
        "import os\ndef shape(document, scan):\n    if '第3份' in document.text: os._exit(11)\n    return len(scan.mentions)\n"
    )
    from importlib import import_module

    shape = import_module("killing").shape
    outcomes = list(each(expand([str(folder)]), tiny, shape, jobs=2))
    assert [one.error is None for one in outcomes] == [True, True, True, False, True, True, True]
    assert "ended the process" in outcomes[3].error


def test_a_fault_of_the_program_is_one_line_too(folder, tiny):
    def shape(document, scan):
        raise KeyError("x")

    (outcome,) = each([str(folder / "0.txt")], tiny, shape)
    assert "the program stumbled over it (KeyError" in outcome.error


def test_files_that_fail_alike_are_told_together_at_the_end(folder, tiny, capsys):
    for number in range(5):
        (folder / f"{number}.docx").write_bytes(b"PK\x03\x04 broken")
    _, _, err = scanned(capsys, folder, "--format", "jsonl", "--termbase", tiny.path)
    last = err.splitlines()[-1]
    assert last.startswith(" 5 not read: is damaged")
    assert last.endswith("2.docx and 2 more")
