"""SKOS as Turtle: the whole syntax, not only what we write."""

from __future__ import annotations

import io

import pytest

from termbase import formats
from termbase.errors import FormatError
from termbase.formats.base import Header, Report
from termbase.languages import EN, ZH
from termbase.model import Concept, CrossReference, Definition, Link, Status, Term

HEAD = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"


def read(text: str) -> list[Concept]:
    return list(formats.read(io.BytesIO(text.encode()), Report(), name="x.ttl"))


def test_every_way_of_writing_is_understood() -> None:
    text = (
        "PREFIX sk: <http://www.w3.org/2004/02/skos/core#>\n@base <http://ex.org/v/> .\n"
        "@prefix : <http://ex.org/v#> . # a remark with a . in it\n"
        '<a> a sk:Concept ; sk:prefLabel "执行局"@zh-CN , \'Board\'@EN ;; sk:altLabel """said "so"\nhere"""@en ;\n'
        '  sk:hiddenLabel "\\u6267\\U00020000 \\"x\\""@zh ; sk:notation "A-1"^^<http://ex.org/code> ;\n'
        '  sk:definition [ <http://www.w3.org/1999/02/22-rdf-syntax-ns#value> "An organ."@en ] ;\n'
        "  sk:related :b , <c> ; sk:broader <http://ex.org/v/top> ; sk:exactMatch <http://ex.org/%61> ;\n"
        "  :size 12 , -1.5e3 , true ; :list ( 1 <x> [ :y ( ) ] ) .\n"
        '_:n1 a sk:Concept ; sk:prefLabel "no address"@en .\n'
        '[] a sk:Concept ; sk:prefLabel "brackets"@en .\n[ a sk:Concept ; sk:prefLabel "alone"@en ] .\n'
    )
    first, *others = read(text)
    assert (first.id, first.parent) == ("A-1", "http://ex.org/v/top")
    assert [(t.text, t.lang, t.status) for t in first.terms] == [
        ("执行局", ZH, Status.PREFERRED),
        ("Board", EN, Status.PREFERRED),
        ('said "so" here', EN, Status.ADMITTED),
        ('执\U00020000 "x"', ZH, Status.DEPRECATED),
    ]
    assert first.definitions == (Definition("An organ.", EN),)
    assert first.references == (CrossReference("http://ex.org/v#b"), CrossReference("http://ex.org/v/c"))
    assert first.links == (Link("http://ex.org/%61"),)
    assert [c.terms[0].text for c in others] == ["no address", "brackets", "alone"]


def test_ids_of_any_characters_come_back_also_where_others_point_at_them() -> None:
    odd = 'c <1>"%41\\ü 号'.replace(" ", "_")
    made = [
        Concept(odd, (Term("执行局", ZH), Term("Board", EN))),
        Concept("b", (Term("局", ZH), Term("x", EN)), parent=odd, references=(CrossReference(odd),)),
    ]
    stream = io.BytesIO()
    formats.write(stream, "turtle", Header(), made, Report())
    back = read(stream.getvalue().decode())
    assert [c.id for c in back] == [odd, "b"]
    assert (back[1].parent, back[1].references) == (odd, (CrossReference(odd),))


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("<a> a ex:Concept .", 2),
        ("\n<a> a skos:Concept", 3),
        ('<a> skos:prefLabel "open .\n', 2),
        ('<a> skos:prefLabel "x"@en "y" .', 2),
        ('"x" a skos:Concept .', 2),
        ("<a> <b> [ <c> <d> .", 2),
        ("@prefix x .", 2),
        ("[" * 5000, 2),
        ("<a> <b> " + "(" * 5000, 2),
    ],
)
def test_what_is_not_turtle_is_refused_with_its_line(body: str, line: int) -> None:
    with pytest.raises(FormatError, match=rf"^line {line}: not Turtle: ") as caught:
        read(HEAD + body)
    assert "\n" not in str(caught.value)
