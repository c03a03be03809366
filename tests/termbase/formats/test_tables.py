"""CSV, TSV, XLSX: headers people write, encodings, and cells a spreadsheet would run."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase import formats
from termbase.errors import FormatError
from termbase.formats import csv_file, table, xlsx
from termbase.formats.base import Header, Report
from termbase.formats.profiles import profile
from termbase.languages import EN, ZH
from termbase.model import Concept, Form, Note, PartOfSpeech, Source, Status, Term


def read(text: str | bytes, **options: object) -> tuple[list[Concept], Report]:
    report = Report()
    data = text.encode() if isinstance(text, str) else text
    return list(csv_file.read(io.BytesIO(data), report, **options)), report  # type: ignore[arg-type]


def terms(concept: Concept) -> list[tuple[str, str, str]]:
    return [(t.text, t.lang, t.form.value) for t in concept.terms]


@pytest.mark.parametrize(
    "header",
    [
        "zh,en",
        "Chinese,English",
        "中文,英文",
        "zh-CN,en-US",
        "Chinese term;English term",
        "ZH\tEN",
        "中文名称,英文名称",
        "zh_CN,en",
    ],
)
def test_headers_people_write(header: str) -> None:
    delimiter = next(d for d in ";\t," if d in header)
    [concept], _ = read(f"{header}\n执行局{delimiter}Executive Board\n")
    assert terms(concept) == [("执行局", ZH, "full"), ("Executive Board", EN, "full")]


def test_a_spreadsheet_of_one_row_a_concept() -> None:
    [concept], report = read(
        "Record ID,Chinese,Chinese short,English,English acronym,French,Subject,English definition,Remarks,Body size\n"
        "91f2,联合国毒品和犯罪问题办公室,毒品和犯罪问题办公室,United Nations Office on Drugs and Crime,UNODC,ONUDC,drugs,An office.,Vienna,3\n"
    )
    assert concept.id == "91f2"
    assert terms(concept)[1] == ("毒品和犯罪问题办公室", ZH, "short")
    assert terms(concept)[3:] == [("UNODC", EN, "acronym"), ("ONUDC", "fr", "full")]
    assert (concept.subjects, concept.notes, concept.definitions[0].lang) == (("drugs",), (Note("Vienna"),), EN)
    assert "Body size" in report.warnings[0].message


def test_a_spreadsheet_of_one_row_a_term() -> None:
    concepts, _ = read(
        "ID,Language,Term,Term type,Status,Part of speech,Reliability\n"
        "7,Chinese,,,,,\n7,zh,禁毒署,short form,obsolete,noun,9\n7,en,UNODC,acronym,preferred,,\n8,en,Board,,,,\n"
    )
    assert [c.id for c in concepts] == ["7", "8"]
    first = concepts[0].terms[0]
    assert first == Term("禁毒署", ZH, Form.SHORT, Status.SUPERSEDED, PartOfSpeech.NOUN, 9)


def test_the_columns_of_the_shipped_data() -> None:
    [concept], _ = read("id\tzh\ten\tzh_short\tzh_generic\tacronym\ten_variant\tformer\tkind\n"
                        "cted\t反恐执行局\tDirectorate\t\t执行局|委\tCTED\tthe Directorate\t旧局|Old Office\tbody\n")  # fmt: skip
    assert [t.form.value for t in concept.terms] == [
        "full",
        "full",
        "generic",
        "generic",
        "acronym",
        "variant",
        "variant",
        "variant",
    ]
    assert [t.lang for t in concept.terms][-2:] == [ZH, EN]
    assert concept.kind.value == "body"


def test_two_columns_without_a_header() -> None:
    concepts, report = read("执行局,Executive Board\n大会,General Assembly\n")
    assert [terms(c)[0][:2] for c in concepts] == [("执行局", ZH), ("大会", ZH)]
    assert "no header" in report.warnings[0].message


def test_source_and_target_are_languages_where_both_are_there() -> None:
    [concept], _ = read("source,target,developer_comments\nExecutive Board,执行局,UNDP\n")
    assert terms(concept) == [("Executive Board", EN, "full"), ("执行局", ZH, "full")]
    assert concept.notes == (Note("UNDP"),)


def test_columns_may_be_named_by_the_caller() -> None:
    [concept], _ = read(
        "Terme,Traduction,X\n执行局,Board,y\n", columns={"terme": "zh", "Traduction": "en", "3": "note"}
    )
    assert (terms(concept)[0][1], concept.notes) == (ZH, (Note("y"),))


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("gb18030", "GB18030"),
        ("big5", "Big5"),
        ("utf-16", "UTF-16"),
        ("utf-16-be", "UTF-16"),
    ],
)
def test_encodings_are_found_and_said(codec: str, name: str) -> None:
    text = (
        "zh,en\n聯合國大會的主要委員會和秘書處的工作,General Assembly\n"
        if codec == "big5"
        else "zh,en\n联合国大会的主要工作,General Assembly\n"
    )
    [concept], report = read(text.encode(codec))
    assert concept.terms[0].text == text.split("\n")[1].split(",")[0]
    assert [w.message for w in report.warnings] == ([f"read as {name}, not UTF-8"] if name else [])


@pytest.mark.parametrize("text", ["", "\n\n", "word\n", "a\0b,c\n", "x,y,z\n1,2,3\n", "id,note\n1,2\n"])
def test_what_is_no_table_of_terms_is_refused_or_warned_about(text: str) -> None:
    try:
        _, report = read(text)
    except FormatError as error:
        assert str(error).startswith(("line ", "row "))
    else:
        assert report.warnings


def test_a_row_without_terms_is_skipped_and_named() -> None:
    _, report = read("id,zh,en\n1,,\n2,词,word\n")
    assert [(p.where, p.message) for p in report.skipped] == [("row 2", "no term for concept 1")]


@given(st.text())
def test_a_disarmed_cell_is_never_run_and_comes_back(cell: str) -> None:
    disarmed = table.disarm(cell)
    assert not disarmed.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert table.arm(disarmed) == cell


@given(st.lists(st.text(), min_size=1))
def test_values_in_one_cell_come_back(values: list[str]) -> None:
    assert not any(values) or table.split(table.join(values)) == values


def test_dangerous_terms_in_a_csv_file_and_in_a_workbook() -> None:
    concept = Concept("c", (Term("=1+1", ZH), Term("@SUM(1)", EN)))
    stream = io.BytesIO()
    formats.write(stream, "csv", Header(), [concept], Report())
    assert b"c,'=1+1,'@SUM(1)," in stream.getvalue()
    import openpyxl

    book = io.BytesIO()
    formats.write(book, "xlsx", Header(), [concept], Report())
    cell = openpyxl.load_workbook(book)["Glossary"]["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_workbook_has_a_fixed_header_filters_and_links() -> None:
    import openpyxl

    source = "https://example.org/terms?id=1"
    terms = (Term("大会", ZH), Term("General Assembly", EN), Term("=https://example.org", EN))
    book = io.BytesIO()
    formats.write(book, "xlsx", Header(), [Concept("c", terms, sources=(Source(source),))], Report())
    sheet = openpyxl.load_workbook(book)["Glossary"]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.print_title_rows == "$1:$1"
    linked = {cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert linked == {source}
    back = list(xlsx.read(io.BytesIO(book.getvalue()), Report()))
    assert [term.text for term in back[0].terms] == ["大会", "General Assembly", "=https://example.org"]


def test_layouts() -> None:
    concept = Concept(
        "c",
        (Term("全称", ZH), Term("简", ZH, Form.SHORT), Term("Full", EN), Term("F", EN, Form.ACRONYM, reliability=9)),
    )
    for layout, rows in (("concept", 2), ("term", 5), ("pairs", 3)):
        stream, report = io.BytesIO(), Report()
        formats.write(stream, "tsv", Header(options=(("layout", layout),)), [concept], report)
        assert stream.getvalue().count(b"\r\n") == rows
        assert ("reliability" in report.losses) is (layout != "term")
    with pytest.raises(FormatError, match="layout"):
        list(table.rows(Header(options=(("layout", "x"),)), [], Report()))


def test_a_workbook_that_is_none() -> None:
    for data in (b"", b"PK\x03\x04 broken", b"<html>"):
        with pytest.raises(FormatError, match="not an Excel workbook"):
            list(xlsx.read(io.BytesIO(data), Report()))


# ------------------------------------------------------------------------------------------------- exports of others


def of(text: str, **options: object) -> tuple[list[Concept], Report]:
    report = Report()
    return list(formats.get("csv").read(io.BytesIO(text.encode()), report, **options)), report


def test_a_term_base_export_of_one_row_a_term_divided_by_bars() -> None:
    [first, second], _ = of(
        "E_ID|E_DOMAINS|L_CODE|T_TERM|T_TYPE|T_RELIABILITY\n"
        "81|criminal law;treaties|en|mutual legal assistance|Term|3\n"
        "81|criminal law;treaties|en|MLA|Abbrev|3\n"
        "81|criminal law;treaties|zh|司法协助|Term|3\n"
        "82||en|letters rogatory|Term|3\n"
    )
    assert (first.id, first.subjects) == ("81", ("criminal law", "treaties"))
    assert [(t.text, t.lang, t.form) for t in first.terms] == [
        ("mutual legal assistance", EN, Form.FULL),
        ("MLA", EN, Form.ABBREVIATION),
        ("司法协助", ZH, Form.FULL),
    ]
    assert second.terms[0].text == "letters rogatory"


def test_languages_may_be_named_and_an_entry_number_joins_its_rows() -> None:
    [concept], report = of(
        "Entry,Language,Term,Type,Status\n1,English,Commission on Narcotic Drugs,Full form,Preferred\n"
        '1,"Chinese (Simplified, PRC)",麻醉药品委员会,Full form,Preferred\n1,Chinese,麻委会,Short form,Deprecated\n'
    )
    assert [(t.text, t.lang, t.form, t.status) for t in concept.terms] == [
        ("Commission on Narcotic Drugs", EN, Form.FULL, Status.PREFERRED),
        ("麻醉药品委员会", ZH, Form.FULL, Status.PREFERRED),
        ("麻委会", ZH, Form.SHORT, Status.DEPRECATED),
    ]
    assert not report.warnings


def test_a_column_may_be_said_what_it_holds() -> None:
    text = "Colonne A,Colonne B,X\n麻委会,Commission on Narcotic Drugs,drugs\n"
    [concept], _ = of(text, columns={"Colonne A": "zh", "2": "en", "x": "subject"})
    assert (concept.zh[0].text, concept.en[0].text, concept.subjects) == (
        "麻委会",
        "Commission on Narcotic Drugs",
        ("drugs",),
    )
    with pytest.raises(FormatError, match="no column can hold 'nonsense'"):
        of(text, columns={"X": "nonsense"})
    with pytest.raises(FormatError, match="has no columns to name"):
        formats.get("tbx").read(io.BytesIO(b""), Report(), columns={"X": "zh"})


def test_entries_for_memoq_have_a_column_a_language_and_come_back_with_their_synonyms() -> None:
    concept = Concept(
        "un:cnd",
        (
            Term("麻醉药品委员会", ZH, status=Status.PREFERRED),
            Term("麻委会", ZH, Form.SHORT),
            Term("Commission on Narcotic Drugs", EN, status=Status.PREFERRED),
            Term("CND", EN, Form.ACRONYM),
        ),
        subjects=("drugs",),
        notes=(Note("Vienna"),),
    )
    stream, report = io.BytesIO(), Report()
    header = profile("memoq").header()
    formats.write(stream, "xlsx", header, [concept], report)
    stream.seek(0)
    [back] = formats.get("xlsx").read(stream, Report())
    assert [(t.text, t.lang) for t in back.terms] == [(t.text, t.lang) for t in concept.terms]
    assert (back.subjects, back.notes) == (concept.subjects, concept.notes)
    assert report.losses == {"forms": 2, "statuses": 2, "ids": 1}
    [head, row] = table.rows(header, [concept], Report())
    assert head[:2] == ["Chinese (PRC)", "English (United States)"]
    assert row[:2] == ["麻醉药品委员会|麻委会", "Commission on Narcotic Drugs|CND"]
