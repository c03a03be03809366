"""The glossary of many documents: counts, document frequencies, and the first sentence."""

import csv
import json

import pytest

from glossary.build import build, gather
from glossary.cli import main
from glossary.documents.base import Document, paragraphs
from glossary.documents.contexts import context_of
from glossary.scanning import scan

TEXTS = {
    "a.txt": "儿基会访问了乌克兰。儿基会同会员国合作。",
    "b.txt": "大会通过了决议。",
    "c.txt": "联合国儿童基金会报告了情况。",
}


@pytest.fixture
def folder(tmp_path):
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_items_know_how_many_documents_have_them(tiny):
    documents = [Document(name, text, paragraphs(text)) for name, text in TEXTS.items()]
    items = {item.concept.id: item for item in build((gather(d, scan(d, tiny)) for d in documents), tiny).items}
    unicef = items["un:unicef"]
    assert (unicef.count, unicef.documents, unicef.forms) == (3, 2, ("儿基会", "联合国儿童基金会"))
    assert (unicef.context, unicef.source) == ("儿基会访问了乌克兰。", "a.txt, line 1")
    assert items["un:ga"].documents == 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_folder_makes_one_glossary_with_columns_of_evidence(folder, tiny, capsys, jobs):
    out = folder / "out.csv"
    code = main(["build", str(folder), "-o", str(out), "--jobs", str(jobs), "--termbase", str(tiny.path)])
    assert code == 0
    rows = {row["id"]: row for row in csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines())}
    unicef = rows["un:unicef"]
    assert (unicef["count"], unicef["documents"], unicef["context"]) == ("3", "2", "儿基会访问了乌克兰。")


def test_a_bad_file_never_stops_the_run(folder, tiny, capsys):
    (folder / "bad.docx").write_bytes(b"PK\x03\x04 broken")
    out = folder / "out.jsonl"
    assert main(["build", str(folder), "-o", str(out), "--termbase", str(tiny.path)]) == 2
    err = capsys.readouterr().err
    assert "\n4 files\n3 read\n1 not read: is damaged" in err
    records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    unicef = next(record for record in records if record.get("id") == "un:unicef")
    assert ["documents", "2"] in unicef["extra"]


def test_files_for_clients_hold_no_columns_of_ours(folder, tiny, capsys):
    out = folder / "memoq.xlsx"
    main(["build", str(folder), "-o", str(out), "--profile", "memoq", "--termbase", str(tiny.path)])
    import openpyxl

    heading = [cell.value for cell in next(openpyxl.load_workbook(out).active.iter_rows())]
    assert "count" not in heading


@pytest.mark.parametrize("ending", ["html", "docx"])
def test_printed_glossaries_say_how_often_and_where(folder, tiny, capsys, ending):
    out = folder / f"out.{ending}"
    main(["build", str(folder), "-o", str(out), "--termbase", str(tiny.path)])
    if ending == "html":
        shown = out.read_text(encoding="utf-8")
    else:
        import zipfile

        shown = zipfile.ZipFile(out).read("word/document.xml").decode()
    assert "3 times in 2 documents" in shown
    assert "儿基会访问了乌克兰。" in shown


def test_a_context_is_the_sentence_on_one_line():
    text = "第一句。联合国\n儿童基金会说；" + "很" * 200
    assert context_of(text, 4, 7) == "联合国"
    assert context_of(text, 8, 10) == "儿童基金会说；"
    assert len(context_of(text, 100, 104)) == 60 + 4 + 60
