"""What an incoming concept means for the stored one."""

from dataclasses import replace

import pytest

from termbase.keys import search_key
from termbase.merge import Verdict, counterpart, plan
from termbase.model import (
    Concept,
    Context,
    CrossReference,
    Definition,
    Evidence,
    Form,
    Kind,
    Note,
    PartOfSpeech,
    Source,
    Status,
    Term,
)

GA = Concept(
    "un:ga",
    (
        Term("大会", "zh-Hans", status=Status.PREFERRED, reliability=9),
        Term("联大", "zh-Hans", Form.SHORT),
        Term("General Assembly", "en", status=Status.PREFERRED, part_of_speech=PartOfSpeech.PROPER_NOUN),
        Term("GA", "en", Form.ACRONYM),
    ),
    subjects=("un-organs",),
    kind=Kind.BODY,
    parent="un:un",
    definitions=(Definition("the main deliberative organ", "en"),),
    notes=(Note("第九条", "zh-Hans"),),
    evidence=Evidence(10, 9),
)


def concept(concept_id, zh, en, **fields):
    terms = [Term(text, "zh-Hans") for text in zh.split("|") if text] + [
        Term(text, "en") for text in en.split("|") if text
    ]
    return Concept(concept_id, tuple(terms), **fields)


def planned(incoming, *stored):
    def under_key(key):
        return [c for c in stored if any(search_key(t.text) == key for t in c.terms)]

    return plan(incoming, {c.id: c for c in stored}.get, under_key)


def test_a_concept_nobody_knows_is_new():
    incoming = concept("c1", "新机构", "New Body")
    assert planned(incoming, GA) == replace(planned(incoming), verdict=Verdict.NEW, concept=incoming)


@pytest.mark.parametrize("incoming", [GA, concept("c1", "大会", "General Assembly"), concept("un:ga", "联大", "")])
def test_what_says_nothing_more_is_the_same(incoming):
    one = planned(incoming, GA)
    assert (one.verdict, one.concept) == (Verdict.SAME, GA)


def test_a_sparse_file_clears_nothing():
    one = planned(concept("c1", "大会", "General Assembly|the Assembly"), GA)
    assert one.verdict is Verdict.UPDATE
    assert one.reasons == ("adds the Assembly",)
    assert one.concept == replace(GA, terms=(*GA.terms, Term("the Assembly", "en")))


def test_folded_forms_are_the_same_name_but_written_ones_are_kept():
    one = planned(concept("c1", "大會", "GENERAL ASSEMBLY"), GA)
    assert one.verdict is Verdict.UPDATE
    assert {t.text for t in one.concept.terms} == {"大会", "联大", "General Assembly", "GA", "大會", "GENERAL ASSEMBLY"}


def test_every_field_is_added_to():
    more = concept(
        "c1", "大会", "General Assembly",
        subjects=("law",), kind=Kind.EVENT, parent="un:other", definitions=(Definition("x", "en"),), notes=(Note("y", "en"),),
        sources=(Source("z"),), references=(CrossReference("un:sc"),), evidence=Evidence(20, 1), extra=(("a", "b"),),
    )  # fmt: skip
    merged = planned(more, GA).concept
    assert merged == replace(
        GA,
        subjects=("un-organs", "law"),
        definitions=(*GA.definitions, *more.definitions),
        notes=(*GA.notes, *more.notes),
        sources=more.sources,
        references=more.references,
        evidence=Evidence(20, 1),
        extra=more.extra,
    )  # kind and parent: what is there stays


def test_a_term_takes_what_it_lacks_and_keeps_what_it_has():
    said = Term(
        "General Assembly", "en", part_of_speech=PartOfSpeech.NOUN, reliability=3, contexts=(Context("The GA met."),)
    )
    one = planned(Concept("un:ga", (said,)), GA)
    assert one.reasons == ("adds to General Assembly",)
    term = one.concept.en[0]
    assert (term.part_of_speech, term.reliability, term.status) == (PartOfSpeech.PROPER_NOUN, 3, Status.PREFERRED)
    assert term.contexts == said.contexts


def test_a_second_preferred_name_is_admitted():
    one = planned(Concept("un:ga", (GA.terms[0], Term("UNGA", "en", status=Status.PREFERRED))), GA)
    assert one.concept.terms[-1] == Term("UNGA", "en", status=Status.ADMITTED)


def test_a_term_that_the_file_calls_deprecated_is():
    one = planned(Concept("un:ga", (Term("联大", "zh-Hans", Form.SHORT, Status.DEPRECATED),)), GA)
    assert one.verdict is Verdict.UPDATE
    assert one.concept.terms[1].status is Status.DEPRECATED


def test_one_name_with_another_english_is_a_conflict_that_changes_nothing():
    incoming = concept("c1", "大会", "Conference")
    one = planned(incoming, GA)
    assert (one.verdict, one.concept, one.incoming) == (Verdict.CONFLICT, GA, incoming)
    assert one.reasons == ("大会 is General Assembly here (un:ga), and Conference in the file",)


def test_a_shared_short_form_is_no_conflict():
    board = Concept(
        "un:board", (Term("儿基会执行局", "zh-Hans"), Term("执行局", "zh-Hans", Form.GENERIC), Term("Board", "en"))
    )
    other = Concept(
        "c1", (Term("开发署执行局", "zh-Hans"), Term("执行局", "zh-Hans", Form.GENERIC), Term("UNDP Board", "en"))
    )
    assert planned(other, board).verdict is Verdict.NEW


def test_an_id_with_a_namespace_that_means_something_else_is_a_conflict():
    one = planned(concept("un:ga", "安全理事会", "Security Council"), GA)
    assert one.verdict is Verdict.CONFLICT
    assert one.reasons == ("un:ga is another concept here (大会, not 安全理事会)",)


def test_an_id_of_the_files_own_numbering_gives_way():
    stored = [concept("c1", "甲", "A"), concept("c1~2", "乙", "B")]
    one = planned(concept("c1", "丙", "C"), *stored)
    assert (one.verdict, one.concept.id) == (Verdict.NEW, "c1~3")
    again = planned(concept("c1", "丙", "C"), *stored, one.concept)
    assert (again.verdict, again.concept.id) == (Verdict.SAME, "c1~3")


def test_counterparts_are_found_by_id_or_by_both_names():
    def found(incoming):
        return counterpart(incoming, {GA.id: GA}.get, lambda key: [GA] if key in {"大会", "联大"} else [])

    assert found(concept("un:ga", "联大", "x")) is GA
    assert found(concept("c1", "联大", "GA")) is GA
    assert found(concept("c1", "联大", "Conference")) is None
    assert found(concept("un:ga", "安理会", "Security Council")) is None
