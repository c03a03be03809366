"""DSL and StarDict: dictionaries that others made, read as glossaries, and cards that we write."""

from __future__ import annotations

import gzip
import io
import struct
from pathlib import Path

import pytest

from termbase import formats
from termbase.errors import FormatError
from termbase.formats.base import Header, Report
from termbase.languages import EN, ZH
from termbase.model import Concept, Definition, Form, Note, Status, Term

BODIES = [
    Concept(
        "un:cted",
        (
            Term("反恐怖主义委员会执行局", ZH, status=Status.PREFERRED),
            Term("执行局", ZH, Form.SHORT),
            Term("Counter-Terrorism Committee Executive Directorate", EN),
            Term("CTED", EN, Form.ACRONYM),
        ),
        subjects=("counter-terrorism", "peace, security"),
        definitions=(Definition("It visits Member States."),),
        notes=(Note("see [1]; ~ and {braces}"),),
    ),
    Concept("un:eb", (Term("执行局", ZH), Term("Executive Board", EN))),
    Concept("x", (Term("{a} [b] (c) ~d @e #f ^g \\h <i>; j", ZH), Term("one; two", EN), Term("\U00020000", EN))),
]


def dsl(text: str, encoding: str = "utf-8") -> tuple[list[Concept], Report]:
    report = Report()
    return list(formats.get("dsl").read(io.BytesIO(text.encode(encoding)), report)), report


def test_the_cards_we_write_come_back_with_their_terms_in_order() -> None:
    stream = io.BytesIO()
    formats.write(stream, "dsl", Header(), BODIES, Report())
    stream.seek(0)
    back = list(formats.read(stream, Report(), name="x.dsl"))
    assert [[(t.lang, t.text) for t in c.terms] for c in back] == [[(t.lang, t.text) for t in c.terms] for c in BODIES]
    assert [c.subjects for c in back] == [c.subjects for c in BODIES]
    assert back[0].definitions == BODIES[0].definitions
    assert back[0].notes == BODIES[0].notes


def test_a_card_with_several_headwords_labels_and_examples() -> None:
    card = (
        '#NAME "Test"\n#INDEX_LANGUAGE "Chinese"\n#CONTENTS_LANGUAGE "English"\n\n'
        "执行局{{unsorted}}\n执行{委员}局\n\t[m1]1) [p]UN[/p] [trn]board; [i]executive[/i] board[/trn][/m]\n"
        "\t[m1][t]zhí xíng jú[/t][/m]\n\t[m2][ex]~的决定[/ex][/m]\n\t[m1][com]since 1990[/com][/m]\n"
    )
    [concept], report = dsl(card)
    assert [(t.text, t.lang) for t in concept.terms] == [
        ("执行局", ZH),
        ("执行委员局", ZH),
        ("board", EN),
        ("executive board", EN),
    ]
    assert concept.subjects == ("UN",)
    assert [n.text for n in concept.notes] == ["执行局的决定", "since 1990"]
    assert not report.skipped


def test_a_card_without_marked_translations_gives_its_first_line() -> None:
    [concept], _ = dsl("大会\n [m1]1. assembly; congress[/m]\n [m1]a large meeting[/m]\n", "utf-16")
    assert [t.text for t in concept.terms] == ["大会", "assembly", "congress"]
    assert [d.text for d in concept.definitions] == ["a large meeting"]


def test_cards_that_say_nothing_are_skipped_and_named() -> None:
    concepts, report = dsl("\tlost line\n空\n\t[m1][/m]\n大会\n\t[trn]assembly[/trn]\n")
    assert [c.id for c in concepts] == ["line-4"]
    assert [(p.where, p.message) for p in report.skipped] == [
        ("line 1", "a line of a card without a headword"),
        ("line 2", "the card 空 has no translation"),
    ]


def test_a_packed_dictionary_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "un.dsl.dz"
    path.write_bytes(gzip.compress("大会\n\t[trn]assembly[/trn]\n".encode("utf-16")))
    assert [t.text for c in formats.read_file(path, Report()) for t in c.terms] == ["大会", "assembly"]
    path.write_bytes(path.read_bytes()[:30])
    with pytest.raises(FormatError, match=r"un\.dsl\.dz, line 1: the packed dictionary is damaged"):
        list(formats.read_file(path, Report()))


# ------------------------------------------------------------------------------------------------------------ StarDict


def stardict(
    folder: Path,
    entries: list[tuple[str, bytes]],
    *,
    sequence: str = "m",
    wide: bool = False,
    packed: bool = False,
    synonyms: tuple[tuple[str, int], ...] = (),
) -> Path:
    index, said = b"", b""
    for word, data in entries:
        index += word.encode() + b"\0" + struct.pack(">QI" if wide else ">II", len(said), len(data))
        said += data
    about = (
        f"StarDict's dict ifo file\nversion=3.0.0\nbookname=UN\nwordcount={len(entries)}\nidxfilesize={len(index)}\n"
    )
    about += f"sametypesequence={sequence}\n" if sequence else ""
    about += "idxoffsetbits=64\n" if wide else ""
    path = folder / "un.ifo"
    path.write_text(about, encoding="utf-8")
    path.with_suffix(".idx").write_bytes(index)
    path.with_suffix(".dict.dz" if packed else ".dict").write_bytes(gzip.compress(said) if packed else said)
    if synonyms:
        data = b"".join(word.encode() + b"\0" + struct.pack(">I", number) for word, number in synonyms)
        path.with_suffix(".syn").write_bytes(data)
    return path


def terms(path: Path) -> list[list[str]]:
    return [[term.text for term in concept.terms] for concept in formats.read_file(path, Report())]


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("packed", [False, True])
def test_words_synonyms_and_what_is_said_of_them(tmp_path: Path, wide: bool, packed: bool) -> None:
    path = stardict(
        tmp_path,
        [
            ("反恐怖主义委员会执行局", b"CTED; Executive Directorate\nvisits States"),
            ("大会", b"General Assembly"),
        ],
        wide=wide,
        packed=packed,
        synonyms=(("执行局", 0), ("联大", 1), ("lost", 9)),
    )
    report = Report()
    first, second = formats.read_file(path, report)
    assert [(t.text, t.lang) for t in first.terms] == [
        ("反恐怖主义委员会执行局", ZH),
        ("执行局", ZH),
        ("CTED", EN),
        ("Executive Directorate", EN),
    ]
    assert first.notes == (Note("visits States"),)
    assert [t.text for t in second.terms] == ["大会", "联大", "General Assembly"]
    assert [p.message for p in report.skipped] == ["lost stands for no word"]


def test_marked_up_fields_and_sequences_of_several(tmp_path: Path) -> None:
    html = stardict(
        tmp_path, [("大会", b"<k>word</k><p><b>General&nbsp;Assembly</b></p>the <i>organ</i>")], sequence="h"
    )
    assert terms(html) == [["大会", "General Assembly"]]
    sounds_first = stardict(tmp_path, [("大会", b"da hui\0Assembly")], sequence="tm")
    assert terms(sounds_first) == [["大会", "Assembly"]]
    typed = stardict(tmp_path, [("大会", b"ydahui\0W" + struct.pack(">I", 2) + b"xxmAssembly\0")], sequence="")
    assert terms(typed) == [["大会", "Assembly"]]


def test_what_is_missing_or_damaged_is_told_in_one_line(tmp_path: Path) -> None:
    path = stardict(tmp_path, [("大会", b"Assembly")])
    index = path.with_suffix(".idx").read_bytes()
    path.with_suffix(".idx").write_bytes(index[:-2])
    with pytest.raises(FormatError, match="ends in the middle of a word"):
        terms(path)
    path.with_suffix(".idx").write_bytes(index)
    path.with_suffix(".dict").write_bytes(b"Ass")
    report = Report()
    assert list(formats.read_file(path, report)) == []
    assert "outside the .dict file" in report.skipped[0].message
    path.with_suffix(".dict").unlink()
    with pytest.raises(FormatError, match=r"un\.dict is missing beside un\.ifo"):
        terms(path)
    with pytest.raises(FormatError, match=r"name its \.ifo file"):
        list(formats.get("stardict").read(io.BytesIO(path.read_bytes()), Report()))
