"""Every code finds what it says, and nothing in a sound termbase."""

from dataclasses import replace

import pytest

from termbase.model import Concept, Form, Note, Status, Term
from termbase.validate import CODES, Severity, validate


def concept(concept_id="x:1", zh="新机构", en="New Body", *more, **fields):
    terms = [Term(zh, "zh-Hans")] if zh else []
    terms += [Term(en, "en")] if en else []
    return Concept(concept_id, (*terms, *more), **fields)


def codes(*concepts):
    return [finding.code for finding in validate(concepts)]


def test_a_sound_concept_has_no_finding():
    assert codes(concept()) == []


@pytest.mark.parametrize(
    ("code", "concepts"),
    [
        ("B101", [concept(en="")]),
        ("B101", [concept(zh="")]),
        ("B102", [concept(), concept("x:2", en="Other Body")]),
        ("B103", [concept(subjects=("a",)), concept("x:2", en="New body", subjects=("b",))]),
        ("B104", [concept("x:1", "新机构", "New Body", Term("New Body", "en", Form.VARIANT))]),
        ("B105", [concept(parent="x:gone")]),
        ("B201", [concept(zh="新机构(临时)")]),
        ("B201", [concept(zh="规划,执行")]),
        ("B202", [concept(zh="新機构")]),
        ("B203", [concept(en="training programs")]),
        ("B203", [concept(en="health center")]),
        ("B204", [concept("x:1", "新机构", "New Body", Term("XYZ", "en", Form.ACRONYM))]),
        ("B205", [concept(en="the new body")]),
        ("B206", [concept(en="New  Body")]),
    ],
)
def test_each_code_finds_its_fault(code, concepts):
    assert codes(*concepts) == [code]
    assert code in CODES


@pytest.mark.parametrize(
    "sound",
    [
        concept(zh="第1540(2004)号决议"),
        concept(zh="《联合国海洋法公约》"),
        concept(zh="刚果（金）"),
        concept(en="World Trade Center"),
        concept(en="Organisation for Economic Co-operation and Development"),
        concept("x:1", "新机构", "New Body", Term("NB", "en", Form.ACRONYM)),
        concept("x:1", "新机构", "New Body", Term("the old program", "en", status=Status.SUPERSEDED)),
        concept("x:1", "新机构", "New Body", Term("新機構", "zh-Hant")),
    ],
)
def test_what_is_right_though_it_looks_odd_is_let_pass(sound):
    assert codes(sound) == []


def test_homographs_with_a_note_that_tells_them_apart_are_sound():
    other = concept("x:2", en="Other Body")
    assert codes(concept(), replace(other, notes=(Note("of the other house", "en"),))) == []


def test_a_parent_that_comes_later_is_there():
    assert codes(concept(parent="x:2"), concept("x:2", "上级机构", "Parent Body")) == []


def test_a_finding_names_the_concept_and_says_how_much_it_matters():
    finding = next(validate([concept(en="")]))
    assert finding.as_record() == {
        "code": "B101",
        "severity": "error",
        "concept": "x:1",
        "message": "it has no English term",
    }
    assert next(validate([concept(en="the body")])).severity is Severity.WARNING
