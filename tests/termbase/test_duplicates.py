"""Concepts that are likely one and the same."""

from termbase.duplicates import duplicates
from termbase.model import Concept, Form, Term


def concept(concept_id, zh, en, *more):
    return Concept(concept_id, (Term(zh, "zh-Hans"), Term(en, "en"), *more))


def found(*concepts):
    return [(one.first.id, one.second.id, one.why) for one in duplicates(concepts)]


def test_the_same_names_in_both_languages():
    assert found(concept("a", "小农", "smallholder"), concept("b", "小農", "Smallholder")) == [
        ("a", "b", "the same Chinese and English")
    ]


def test_one_name_the_same_and_the_other_nearly():
    assert found(
        concept("a", "政府间发展管理局", "IGAD authority"), concept("b", "政府间发展局", "IGAD authority")
    ) == [("a", "b", "the same English, nearly the same Chinese")]


def test_homographs_generic_names_and_acronyms_are_no_duplicates():
    generic = Term("执行局", "zh-Hans", Form.GENERIC)
    acronym = Term("CD", "en", Form.ACRONYM)
    assert found(concept("a", "大会", "General Assembly"), concept("b", "大会", "Conference")) == []
    assert (
        found(
            concept("a", "儿基会执行局", "UNICEF Executive Board", generic, acronym),
            concept("b", "粮食署执行局", "WFP Executive Board", generic, acronym),
        )
        == []
    )
