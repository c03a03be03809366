"""OmegaT, TMX, UTX, MultiTerm, SKOS, XLIFF, DeepL, DSL, HTML, DOCX: what is odd in each."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from termbase import formats
from termbase.errors import FormatError
from termbase.formats.base import Header, Report
from termbase.languages import EN, ZH
from termbase.model import Concept, Definition, Form, Note, PartOfSpeech, Status, Term

OFFICE = Concept(
    "un:unodc",
    (
        Term("联合国毒品和犯罪问题办公室", ZH, status=Status.PREFERRED),
        Term("毒品和犯罪问题办公室", ZH, Form.SHORT),
        Term("旧名", ZH, Form.VARIANT, Status.SUPERSEDED),
        Term("United Nations Office on Drugs and Crime", EN, status=Status.PREFERRED),
        Term("UNODC", EN, Form.ACRONYM),
    ),
    subjects=("drugs",),
    notes=(Note("Vienna"),),
)
CTED = Concept("un:cted", (Term("执行局", ZH, Form.GENERIC), Term("CTED", EN, Form.ACRONYM)))
BOARD = Concept("un:board", (Term("执行局", ZH), Term("Executive Board", EN)))
ODD = Concept("x", (Term("# a\tb\nc", ZH), Term("<x> & [y] ]]>", EN)))


def write(name: str, *concepts: Concept, **options: str) -> tuple[bytes, Report]:
    stream, report = io.BytesIO(), Report()
    formats.write(stream, name, Header(options=tuple(options.items())), concepts, report)
    return stream.getvalue(), report


def read(name: str, data: bytes | str) -> tuple[list[Concept], Report]:
    report = Report()
    return list(formats.get(name).read(io.BytesIO(data.encode() if isinstance(data, str) else data), report)), report


# -------------------------------------------------------------------------------------------------------------- OmegaT


def test_omegat_lines_are_pairs_that_fit_each_other() -> None:
    lines = write("omegat", OFFICE, ODD)[0].decode().splitlines()
    assert lines[0].startswith("# Glossary in tab-separated format -*- coding: utf-8 -*-")
    assert lines[2].startswith("毒品和犯罪问题办公室\tUNODC\tdrugs; short for 联合国毒品和犯罪问题办公室; also ")
    assert lines[3].startswith(" # a b c\t<x> & [y] ]]>"), "a line that began with # would be a comment"
    assert len(write("omegat", OFFICE, targets="all")[0].splitlines()) == 5


def test_omegat_reads_what_people_keep() -> None:
    concepts, report = read("omegat", "# c\n执行局\tBoard\tnote\nbad line\n\n大会\tAssembly\r\n")
    assert [(c.id, [t.text for t in c.terms]) for c in concepts] == [
        ("line-2", ["执行局", "Board"]),
        ("line-5", ["大会", "Assembly"]),
    ]
    assert report.skipped[0].where == "line 3"
    with pytest.raises(FormatError, match="line 1"):
        read("omegat", "no tab at all\n")


# ----------------------------------------------------------------------------------------------------------------- TMX


def test_tmx_has_a_unit_for_each_pair_and_its_markup_is_whole() -> None:
    data, report = write("tmx", OFFICE, ODD)
    units = etree.fromstring(data).findall(".//tu")
    assert [[s.text for s in u.iter("seg")] for u in units][1] == ["毒品和犯罪问题办公室", "UNODC"]
    assert units[1].get("tuid") == "un:unodc#2"
    assert report.losses["forms"] == 3


def test_tmx_of_others() -> None:
    concepts, report = read(
        "tmx",
        '<tmx version="1.1"><header/><body><tu tuid="a#1"><tuv lang="EN-us"><seg>a <bpt i="1">{b}</bpt>bold<ept i="1"/></seg></tuv>'
        '<tuv lang="zh-cn"><seg>粗体</seg></tuv></tu><tu tuid="a#2"><tuv xml:lang="en"><seg> </seg></tuv></tu></body></tmx>',
    )
    assert [(c.id, [(t.text, t.lang) for t in c.terms]) for c in concepts] == [("a#1", [("a bold", EN), ("粗体", ZH)])]
    assert [p.message for p in report.skipped] == ["empty segment (en)", "a unit without text"]


# ----------------------------------------------------------------------------------------------------------------- UTX


def test_utx_header_and_statuses() -> None:
    data, _ = write("utx", OFFICE)
    assert data.startswith(b"#UTX 1.11; zh-CN/en; 1970-01-01T00:00:00Z;") and b"\r\n#src\ttgt\t" in data
    [concept], _ = read("utx", data)
    assert concept.id == "un:unodc"
    [old], _ = read(
        "utx",
        "#UTX-S 1.00; en/zh-CN; 2014; \r\n#src\ttgt\tsrc:pos\tterm status\r\nfile\t文件\tproperNoun\tforbidden\r\n",
    )
    assert (old.terms[0].status, old.terms[0].part_of_speech) == (Status.DEPRECATED, PartOfSpeech.PROPER_NOUN)
    with pytest.raises(FormatError, match="line 1: not UTX"):
        read("utx", "a\tb\n")


# ----------------------------------------------------------------------------------------------------------- MultiTerm


def test_multiterm_wants_numbers_and_empty_languages() -> None:
    root = etree.fromstring(write("multiterm", OFFICE, ODD)[0])
    assert [c.text for c in root.iter("concept")] == ["1", "2"]
    assert [(e.get("lang"), e.text) for e in root.iter("language")][:2] == [("ZH-CN", None), ("EN", None)]


def test_multiterm_of_others_in_utf_16() -> None:
    text = (
        '<?xml version="1.0" encoding="UTF-16"?><mtf><conceptGrp><concept>7</concept><transacGrp><transac type="origination">me</transac>'
        '<date>2014-02-07T00:00:00</date></transacGrp><descripGrp><descrip type="Domain">law</descrip></descripGrp><languageGrp>'
        '<language type="English" lang="EN-US"/><termGrp><term>treaty</term><descripGrp><descrip type="Usage">x</descrip></descripGrp>'
        "</termGrp></languageGrp></conceptGrp></mtf>"
    )
    [concept], _ = read("multiterm", text.encode("utf-16"))
    assert (concept.id, concept.subjects, concept.terms[0].lang) == ("7", ("law",), EN)
    assert concept.terms[0].extra == (("Usage", "x"),)
    assert concept.transactions[0].responsible == "me"


# ---------------------------------------------------------------------------------------------------------------- SKOS


def test_skos_has_one_preferred_label_a_language() -> None:
    import json

    graph = json.loads(write("skos", OFFICE)[0])["@graph"]
    assert [label["@value"] for label in graph[1]["prefLabel"]] == [
        "联合国毒品和犯罪问题办公室",
        "United Nations Office on Drugs and Crime",
    ]
    assert len(graph[1]["altLabel"]) == 2


def test_skos_of_others() -> None:
    [concept], _ = read(
        "skos",
        '[{"@id": "http://ex/1", "@type": ["http://www.w3.org/2004/02/skos/core#Concept"], '
        '"http://www.w3.org/2004/02/skos/core#prefLabel": [{"@language": "zh", "@value": "法"}], '
        '"http://www.w3.org/2004/02/skos/core#definition": {"en": "law"}}]',
    )
    assert (concept.id, concept.terms[0].text, concept.definitions) == ("http://ex/1", "法", (Definition("law", EN),))
    with pytest.raises(FormatError, match="Turtle"):
        read("skos", "@prefix skos: <x> .")


# --------------------------------------------------------------------------------------------------------------- XLIFF


def test_the_glossary_module_of_xliff_2() -> None:
    data = (
        '<xliff version="2.0" srcLang="en-us" trgLang="de" xmlns="urn:oasis:names:tc:xliff:document:2.0" '
        'xmlns:gls="urn:oasis:names:tc:xliff:glossary:2.0"><file id="f"><unit id="u"><gls:glossary><gls:glossEntry id="g" ref="#m">'
        '<gls:term source="publicTermbase">TAB key</gls:term><gls:translation id="1" source="own">Tabstopptaste</gls:translation>'
        '<gls:definition source="d">A key.</gls:definition></gls:glossEntry></gls:glossary></unit></file></xliff>'
    )
    [concept], _ = read("xliff", data)
    assert [(t.text, t.lang, t.sources[0].text) for t in concept.terms] == [
        ("TAB key", EN, "publicTermbase"),
        ("Tabstopptaste", "de", "own"),
    ]
    assert concept.definitions == (Definition("A key.", EN, "d"),)


# -------------------------------------------------------------------------------------------------------- written only


def test_deepl_takes_one_sense_and_the_concept_whose_name_it_is_wins() -> None:
    data, report = write("deepl", CTED, BOARD, ODD)
    assert data.decode() == "执行局\tExecutive Board\n# a b c\t<x> & [y] ]]>\n"
    assert report.losses["further senses of one source term"] == 1
    assert write("deepl", BOARD, separator="comma")[0] == "执行局,Executive Board\n".encode()


def test_dsl_cards() -> None:
    data, _ = write("dsl", OFFICE, ODD)
    assert data.startswith(b"\xff\xfe")
    text = data.decode("utf-16")
    assert '#INDEX_LANGUAGE "Chinese"\r\n' in text
    assert (
        "\r\n毒品和犯罪问题办公室\r\n\t[m1][trn]United Nations Office on Drugs and Crime[/trn]; [trn]UNODC[/trn][/m]\r\n"
        in text
    )
    assert r"\# a b c" in text and r"\<x\> & \[y\] \]\]\>" in text


def test_html_is_escaped_and_names_its_languages() -> None:
    text = write("html", OFFICE, ODD)[0].decode()
    assert "&lt;x&gt; &amp; [y] ]]&gt;" in text
    assert '<td lang="zh-CN"><b>联合国毒品和犯罪问题办公室</b>' in text
    assert "旧名" not in text


def test_docx_is_a_package_of_whole_xml() -> None:
    with zipfile.ZipFile(io.BytesIO(write("docx", OFFICE, ODD)[0])) as archive:
        parts = {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}
    texts = ["".join(t.itertext()) for t in parts["word/document.xml"].iter("{*}t")]
    assert "联合国毒品和犯罪问题办公室" in texts and "<x> & [y] ]]>" in texts


def _printed(**options: str) -> tuple[list[str], list[str]]:
    """The first words of the rows of a printed glossary, and the lines of its index."""
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(write("docx", OFFICE, BOARD, **options)[0])) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    rows = ["".join(next(row.iter(f"{w}p")).itertext()) for row in root.iter(f"{w}tr")]
    anchors = {one.get(f"{w}name") for one in root.iter(f"{w}bookmarkStart")}
    links = list(root.iter(f"{w}hyperlink"))
    assert {link.get(f"{w}anchor") for link in links} <= anchors
    return rows[1:], ["".join(link.iterancestors(f"{w}p").__next__().itertext()) for link in links]


def test_docx_is_in_the_order_of_pinyin_or_of_strokes_and_has_an_english_index() -> None:
    office, board = "联合国毒品和犯罪问题办公室", "执行局"
    index = ["Executive Board  执行局", f"United Nations Office on Drugs and Crime  {office}", f"UNODC  {office}"]
    assert _printed() == (["L", office, "Z", board], index)
    assert _printed(order="strokes") == (["6画", board, "12画", office], index)
    assert _printed(order="given") == ([office, board], index)


def test_docx_knows_its_orders() -> None:
    with pytest.raises(FormatError, match="pinyin, strokes, given"):
        _printed(order="alphabet")


def test_jsonl_names_bad_lines_and_refuses_what_is_something_else() -> None:
    good = write("jsonl", BOARD)[0]
    concepts, report = read("jsonl", good + b'{"id": "x"}\nnot json\n[1]\n\n' + good)
    assert len(concepts) == 2
    assert [p.where for p in report.skipped] == ["line 2", "line 3", "line 4"]
    for data in (b"a\nb\n", b'{"schema": "other/1"}\n', "{}".encode("utf-16"), b"\xff\xfe\n"):
        with pytest.raises(FormatError, match=r"^line \d+: "):
            read("jsonl", data)


def test_xliff_without_a_glossary_is_not_an_empty_glossary() -> None:
    with pytest.raises(FormatError, match="no glossary"):
        read("xliff", '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file/></xliff>')
