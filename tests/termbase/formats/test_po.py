"""PO: its layout for Weblate and gettext, and the traps of polib."""

from __future__ import annotations

import io

import pytest

from termbase.errors import FormatError
from termbase.formats import po
from termbase.formats.base import Header, Report
from termbase.languages import EN, ZH
from termbase.model import Concept, Form, Note, Status, Term

CTED = Concept(
    "un:cted",
    (
        Term("反恐怖主义委员会执行局", ZH),
        Term("执行局", ZH, Form.GENERIC),
        Term("Directorate", EN),
        Term("CTED", EN, Form.ACRONYM),
    ),
    subjects=("counter-terrorism",),
)
BOARD = Concept("un:board", (Term("执行局", ZH), Term("Executive Board", EN)), subjects=("development",))
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: zh_CN\\n"\n\n'


def write(*concepts: Concept, **fields: object) -> tuple[str, Report]:
    stream, report = io.BytesIO(), Report()
    po.write(stream, Header(**fields), concepts, report)  # type: ignore[arg-type]
    return stream.getvalue().decode(), report


def read(data: bytes | str) -> tuple[list[Concept], Report]:
    report = Report()
    return list(po.read(io.BytesIO(data.encode() if isinstance(data, str) else data), report)), report


def test_a_short_form_is_answered_by_a_short_form() -> None:
    text, _ = write(CTED)
    assert 'msgid "反恐怖主义委员会执行局"\nmsgstr "Directorate"' in text
    assert 'msgid "执行局"\nmsgstr "CTED"' in text


def test_only_homographs_get_a_context() -> None:
    text, _ = write(CTED, BOARD)
    assert text.count("msgctxt") == 2
    assert 'msgctxt "development"\nmsgid "执行局"\nmsgstr "Executive Board"' in text


def test_two_senses_in_one_subject_still_differ() -> None:
    same = [Concept(f"c{n}", (Term("局", ZH), Term(f"Board {n}", EN)), subjects=("s",)) for n in range(3)]
    text, _ = write(*same)
    assert text.count('msgctxt "s"') == 1
    assert 'msgctxt "c1"' in text and 'msgctxt "c2"' in text
    assert len(read(text)[0]) == 3


def test_a_status_is_said_in_flag_and_comment() -> None:
    old = Concept("c", (Term("旧", ZH, status=Status.SUPERSEDED), Term("old", EN)))
    text, _ = write(old, deprecated=True)
    assert "#. status: superseded\n" in text and "#, forbidden\n" in text


def test_options() -> None:
    assert write(CTED, options=(("forms", "first"),))[0].count("msgid") == 2
    assert 'msgstr "Directorate"' not in write(CTED, options=(("template", "yes"),))[0]
    assert "Language: en\\n" in write(CTED)[0]
    assert "Language: zh_Hans\\n" in write(CTED, source=EN, target=ZH, tags=())[0]


def test_a_foreign_file_is_one_concept_an_entry() -> None:
    concepts, report = read(
        HEADER
        + '#. a sense\n# remark\nmsgctxt "verb"\nmsgid "file"\nmsgstr "文件"\n\n#, fuzzy\nmsgid "b"\nmsgstr "乙"\n\n'
        'msgid "c"\nmsgstr ""\n\n#~ msgid "gone"\n#~ msgstr "走"\n'
    )
    assert [[(t.text, t.lang) for t in c.terms] for c in concepts] == [
        [("file", EN), ("文件", ZH)],
        [("b", EN), ("乙", ZH)],
        [("c", EN)],
    ]
    assert concepts[0].subjects == ("verb",)
    assert concepts[0].notes == (Note("a sense"), Note("remark"))
    assert concepts[1].terms[1].extra == (("fuzzy", "yes"),)
    assert "obsolete" in report.skipped[0].message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HEADER + 'msgid "a"\nmsgstr "b\n', 7),  # polib reads an unterminated string as an empty one
        (HEADER + 'msgid "a"b"\nmsgstr "c"\n', 6),
        (HEADER + 'msgid "a"\nmsgstr\n"b" c\n', 8),
        ("", 1),
        ("no/such/file.po", 1),  # polib would take a text for a path
    ],
)
def test_a_broken_file_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(FormatError, match=rf"^line {line}: ") as caught:
        read(text)
    assert "\n" not in str(caught.value)


def test_the_flag_lines_of_gettext_0_23_are_no_obstacle() -> None:
    [concept], _ = read(HEADER + '#= sticky-flag\nmsgid "a"\nmsgstr "甲"\n')
    assert concept.terms[1].text == "甲"


@pytest.mark.parametrize("codec", ["gb18030", "big5", "utf-16"])
def test_encodings(codec: str) -> None:
    body = 'msgid "a"\nmsgstr "聯合國大會的主要委員會"\n'
    declared = "GB18030" if codec == "gb18030" else "UTF-8"
    [concept], report = read((HEADER.replace("UTF-8", declared) + body).encode(codec))
    assert concept.terms[1].text == "聯合國大會的主要委員會"
    assert bool(report.warnings) is (codec != "gb18030")


def test_line_separators_and_quotes_survive() -> None:
    odd = Concept("c", (Term('a "b"\\n\u2028\u0085c\td\ne', ZH), Term("x", EN)))
    assert read(write(odd)[0])[0] == [odd]
