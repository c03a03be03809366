"""The contract of every format: what it says it keeps comes back equal, what it drops is in the losses."""

from __future__ import annotations

import importlib
import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from termbase import formats
from termbase.errors import FormatError
from termbase.formats.base import Format, Header, Keeps, Report
from termbase.formats.pairs import best_first
from termbase.formats.texts import clean
from termbase.languages import EN, ZH
from termbase.model import (
    Change,
    Concept,
    Context,
    CrossReference,
    Definition,
    Evidence,
    Form,
    Kind,
    Link,
    Note,
    PartOfSpeech,
    Source,
    Status,
    Term,
    Transaction,
)

ALL = [formats.get(name) for name in formats.NAMES]
BOTH_WAYS = [room for room in ALL if room.info.reads and room.info.writes]
WRITTEN = [room for room in ALL if room.info.writes]
HEADER = Header(deprecated=True)


def name_of(room: formats.Room) -> str:
    return room.info.name


REALISTIC = [
    Concept(
        "un:unodc",
        (
            Term(
                "联合国毒品和犯罪问题办公室",
                ZH,
                status=Status.PREFERRED,
                part_of_speech=PartOfSpeech.PROPER_NOUN,
                reliability=9,
            ),
            Term(
                "毒品和犯罪问题办公室", ZH, Form.SHORT, reliability=9, contexts=(Context("该办公室", "E/CN.15/2014/4"),)
            ),
            Term("禁毒署", ZH, Form.VARIANT, Status.SUPERSEDED, reliability=7),
            Term("United Nations Office on Drugs and Crime", EN, status=Status.PREFERRED, sources=(Source("ST/SGB"),)),
            Term("UNODC", EN, Form.ACRONYM, id="t-unodc", notes=(Note("without points", "en"),)),
            Term("Office des Nations Unies contre la drogue et le crime", "fr", geographical_usage="Genève"),
        ),
        subjects=("drugs", "crime prevention; treaties"),
        kind=Kind.BODY,
        definitions=(
            Definition("whole concept"),
            Definition("The Office.", "en", "UNTERM"),
            Definition("禁毒机构", ZH),
        ),
        notes=(Note("entity"), Note("另见维也纳", ZH)),
        sources=(Source("official name"),),
        references=(CrossReference("un:cted", "CTED"),),
        links=(Link("https://example.org/unodc", "site"),),
        transactions=(Transaction(Change.ORIGINATION, "2014-02-07", "editor"), Transaction(Change.MODIFICATION)),
        evidence=Evidence(6, 5),
        extra=(("projectSubset", "seed"),),
    ),
    Concept(
        "un:cted",
        (Term("反恐怖主义委员会执行局", ZH), Term("执行局", ZH, Form.GENERIC), Term("CTED", EN, Form.ACRONYM)),
        subjects=("counter-terrorism",),
        parent="un:ctc",
    ),
    Concept(
        "un:board",
        (Term("执行局", ZH), Term("Executive Board", EN, status=Status.PREFERRED)),
        subjects=("development",),
    ),
    Concept("1540", (Term("第1540(2004)号决议", ZH), Term('resolution "1540" (2004)', EN))),
    Concept("un:drc", (Term("刚果（金）", ZH), Term("Democratic Republic of the Congo", EN))),
    Concept("un:gp", (Term("打击洗钱、犯罪收益和资助恐怖主义全球方案", ZH), Term("Global Programme, R&D <x> ]]>", EN))),
    Concept("x:f", (Term("=1+1", ZH), Term("@SUM(1)", EN), Term("-x", EN), Term("'=q", EN), Term("a|b\\c", EN))),
    Concept("x:astral", (Term("\U00020000字", ZH), Term("astral \U0001f600", EN), Term("x [short]", EN))),
    Concept("x:hash", (Term("#号", ZH), Term("# sign", EN))),
]


def project(concept: Concept, keeps: frozenset[Keeps]) -> dict[str, object]:
    """What is left of *concept* under the promises *keeps*, in the order a reader gives it back."""
    languages = concept.languages if Keeps.LANGUAGES in keeps else tuple(x for x in (ZH, EN) if x in concept.languages)
    terms = {lang: best_first(concept.in_language(lang)) for lang in languages}
    per_term: dict[Keeps, Callable[[Term], object]] = {
        Keeps.FORMS: lambda t: t.form,
        Keeps.STATUSES: lambda t: t.status,
        Keeps.PARTS_OF_SPEECH: lambda t: t.part_of_speech,
        Keeps.RELIABILITY: lambda t: t.reliability,
        Keeps.GEOGRAPHY: lambda t: t.geographical_usage,
        Keeps.CONTEXTS: lambda t: t.contexts,
        Keeps.TERM_NOTES: lambda t: t.notes,
        Keeps.TERM_SOURCES: lambda t: t.sources,
        Keeps.TERM_IDS: lambda t: t.id,
    }
    per_concept: dict[Keeps, Callable[[Concept], object]] = {
        Keeps.IDS: lambda c: c.id,
        Keeps.SUBJECTS: lambda c: c.subjects,
        Keeps.KINDS: lambda c: c.kind,
        Keeps.PARENTS: lambda c: c.parent,
        # A format that says definitions language by language brings them back so.
        Keeps.DEFINITIONS: lambda c: sorted((d.lang, d.text, d.source) for d in c.definitions),
        Keeps.NOTES: lambda c: c.notes,
        Keeps.SOURCES: lambda c: c.sources,
        Keeps.REFERENCES: lambda c: c.references,
        Keeps.LINKS: lambda c: c.links,
        Keeps.TRANSACTIONS: lambda c: c.transactions,
        Keeps.EVIDENCE: lambda c: c.evidence,
        Keeps.EXTRA: lambda c: c.extra,
    }
    found: dict[str, object] = {}
    if Keeps.TERMS in keeps:
        found["terms"] = {lang: [t.text for t in group] for lang, group in terms.items()}
        for keep, value in per_term.items():
            if keep in keeps:
                found[keep] = {lang: [value(t) for t in group] for lang, group in terms.items()}
    for keep, value_of in per_concept.items():
        if keep in keeps:
            found[keep] = value_of(concept)
    return found


def round_trip(room: formats.Room, concepts: list[Concept]) -> tuple[list[Concept], Report]:
    stream, report = io.BytesIO(), Report()
    room.write(stream, HEADER, concepts, report)
    stream.seek(0)
    return list(room.read(stream, Report())), report


def has(concept: Concept, keep: Keeps) -> bool:
    """Whether *concept* has a value of the sort *keep*."""
    empty = replace(concept, id="-", terms=tuple(Term(t.text, t.lang) for t in concept.terms))
    bare = Concept("-", empty.terms)
    everything = frozenset(Keeps)
    if keep in (Keeps.IDS, Keeps.TERMS, Keeps.LANGUAGES):
        return False
    if keep is Keeps.EXTRA:
        return bool(concept.extra) or any(t.extra for t in concept.terms)
    return project(concept, everything)[keep] != project(bare, everything)[keep]


@pytest.mark.parametrize("room", BOTH_WAYS, ids=name_of)
def test_what_a_format_keeps_comes_back_equal(room: formats.Room) -> None:
    back, _ = round_trip(room, REALISTIC)
    if Keeps.IDS in room.info.keeps:
        assert [c.id for c in back] == [c.id for c in REALISTIC]
    if Keeps.IDS in room.info.keeps or Keeps.TERMS in room.info.keeps:
        for before, after in zip(REALISTIC, back, strict=True):
            assert project(after, room.info.keeps) == project(before, room.info.keeps)


@pytest.mark.parametrize("room", WRITTEN, ids=name_of)
def test_what_a_format_drops_is_counted(room: formats.Room) -> None:
    report = Report()
    room.write(io.BytesIO(), HEADER, REALISTIC, report)
    for keep in Keeps:
        if keep not in room.info.keeps and any(has(concept, keep) for concept in REALISTIC):
            told = any(what == keep or what.endswith(f" of {keep}") for what in map(str, report.losses))
            assert told, f"{room.info.name} drops {keep} silently"


@pytest.mark.parametrize("room", WRITTEN, ids=name_of)
def test_equal_input_gives_equal_bytes(room: formats.Room) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    room.write(first, HEADER, REALISTIC, Report())
    room.write(second, HEADER, iter(REALISTIC), Report())
    assert first.getvalue() == second.getvalue()


@pytest.mark.parametrize("room", [r for r in WRITTEN if r.info.name != "jsonl"], ids=name_of)
def test_deprecated_terms_are_left_out_unless_asked_for(room: formats.Room) -> None:
    stream, report = io.BytesIO(), Report()
    room.write(stream, Header(), REALISTIC, report)
    assert "禁毒署".encode() not in stream.getvalue()
    assert any(str(what).startswith("deprecated terms") for what in report.losses)


@pytest.mark.parametrize("room", [r for r in ALL if r.info.reads], ids=name_of)
@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00", b"\x00" * 50, b"\x89PNG\r\n\x1a\n\x00\x00", b"{" * 5000, b"<a>" * 300]
)
def test_rubbish_is_refused_in_one_line_or_read_as_nothing(room: formats.Room, data: bytes) -> None:
    try:
        assert list(room.read(io.BytesIO(data), Report())) == []
    except FormatError as error:
        assert "\n" not in str(error)


def test_a_format_is_called_what_the_registry_calls_it() -> None:
    for name in formats.NAMES:
        info: Format = formats.get(name).info
        assert info.name == name
        assert info.suffixes == formats._ROOMS[name][1]
        assert importlib.import_module(f"termbase.formats.{formats._ROOMS[name][0]}").INFO is info


# ------------------------------------------------------------------------------------------------ generated concepts

LETTERS = st.characters(exclude_categories=["Cc", "Cs", "Cn", "Cf", "Zs", "Zl", "Zp"])
TEXT = (
    st.text(st.one_of(LETTERS, st.sampled_from(" |\\\"'[]#=&<>;,:执行局（）")), min_size=1, max_size=12)
    .map(clean)
    .filter(bool)
)
IDENT = st.text(LETTERS, min_size=1, max_size=8).map(clean).filter(lambda t: t and " " not in t)
LANG = st.sampled_from(["", ZH, EN])


@st.composite
def terms(draw: st.DrawFn, lang: str) -> tuple[Term, ...]:
    texts = draw(st.lists(TEXT, min_size=1, max_size=3, unique=True))
    return tuple(
        Term(
            text,
            lang,
            draw(st.sampled_from(Form)),
            draw(st.sampled_from(Status)),
            draw(st.sampled_from([None, *PartOfSpeech])),
            draw(st.one_of(st.none(), st.integers(1, 10))),
            draw(st.one_of(st.just(""), TEXT)),
            tuple(Context(t, s) for t, s in draw(st.lists(st.tuples(TEXT, st.one_of(st.just(""), TEXT)), max_size=1))),
            tuple(Note(t, x) for t, x in draw(st.lists(st.tuples(TEXT, LANG), max_size=1))),
            tuple(map(Source, draw(st.lists(TEXT, max_size=1)))),
        )
        for text in texts
    )


@st.composite
def concepts(draw: st.DrawFn) -> list[Concept]:
    found = []
    for concept_id in draw(st.lists(IDENT, min_size=1, max_size=3, unique=True)):
        fr = draw(st.one_of(st.just(()), terms("fr")))
        found.append(
            Concept(
                concept_id,
                (*draw(terms(ZH)), *draw(terms(EN)), *fr),
                tuple(draw(st.lists(TEXT, max_size=2, unique=True))),
                draw(st.sampled_from(Kind)),
                draw(st.one_of(st.just(""), IDENT)),
                tuple(
                    {(t, x): Definition(t, x) for t, x in draw(st.lists(st.tuples(TEXT, LANG), max_size=2))}.values()
                ),
                tuple(dict.fromkeys(Note(t, x) for t, x in draw(st.lists(st.tuples(TEXT, LANG), max_size=2)))),
                tuple(map(Source, draw(st.lists(TEXT, max_size=2, unique=True)))),
                evidence=draw(st.one_of(st.none(), st.builds(Evidence, st.integers(0, 99), st.integers(0, 99)))),
            )
        )
    return found


@pytest.mark.parametrize("room", [r for r in BOTH_WAYS if Keeps.IDS in r.info.keeps], ids=name_of)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=concepts())
def test_generated_concepts_come_back(room: formats.Room, made: list[Concept]) -> None:
    back, _ = round_trip(room, made)
    assert [c.id for c in back] == [c.id for c in made]
    for before, after in zip(made, back, strict=True):
        assert project(after, room.info.keeps) == project(before, room.info.keeps)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(min_size=1).filter(lambda t: bool(t) and t == t.strip()), min_size=1, max_size=4))
def test_jsonl_loses_nothing_whatever_the_characters(texts: list[str]) -> None:
    made = [Concept(f"c{n}", (Term(t, ZH),), notes=(Note(t),), extra=((t, t),)) for n, t in enumerate(texts)]
    assert round_trip(formats.get("jsonl"), made)[0] == made
