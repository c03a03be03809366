import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from termbase.errors import ConceptError
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
from termbase.records import from_record, to_record, written

_TEXT = st.text(min_size=1, max_size=20).map(str.strip).filter(bool)
_FREE = st.text(max_size=20)
_TERMS = st.builds(
    Term,
    text=_TEXT,
    lang=st.sampled_from(["zh-Hans", "zh-Hant", "en", "fr"]),
    form=st.sampled_from(Form),
    status=st.sampled_from(Status),
    part_of_speech=st.none() | st.sampled_from(PartOfSpeech),
    reliability=st.none() | st.integers(1, 10),
    geographical_usage=_FREE,
    contexts=st.lists(st.builds(Context, _FREE, _FREE), max_size=2).map(tuple),
    notes=st.lists(st.builds(Note, _FREE, _FREE), max_size=2).map(tuple),
    sources=st.lists(st.builds(Source, _FREE), max_size=2).map(tuple),
    id=_FREE,
    extra=st.lists(st.tuples(_FREE, _FREE), max_size=2).map(tuple),
)
CONCEPTS = st.builds(
    Concept,
    id=_TEXT,
    terms=st.lists(_TERMS, min_size=1, max_size=4).map(tuple),
    subjects=st.lists(_FREE, max_size=2).map(tuple),
    kind=st.sampled_from(Kind),
    parent=_FREE,
    definitions=st.lists(st.builds(Definition, _FREE, _FREE, _FREE), max_size=2).map(tuple),
    notes=st.lists(st.builds(Note, _FREE, _FREE), max_size=2).map(tuple),
    sources=st.lists(st.builds(Source, _FREE), max_size=2).map(tuple),
    references=st.lists(st.builds(CrossReference, _FREE, _FREE), max_size=2).map(tuple),
    links=st.lists(st.builds(Link, _FREE, _FREE), max_size=2).map(tuple),
    transactions=st.lists(st.builds(Transaction, st.sampled_from(Change), _FREE, _FREE), max_size=2).map(tuple),
    evidence=st.none() | st.builds(Evidence, st.integers(0, 9), st.integers(0, 9)),
    extra=st.lists(st.tuples(_FREE, _FREE), max_size=2).map(tuple),
)


@given(CONCEPTS)
def test_a_record_holds_the_whole_concept(concept):
    assert from_record(json.loads(json.dumps(to_record(concept)))) == concept


@given(CONCEPTS)
def test_a_record_is_written_as_json_writes_it(concept):
    assert written(concept) == json.dumps(to_record(concept), ensure_ascii=False, separators=(",", ":"))


def test_what_is_no_record_is_refused_with_the_reason():
    with pytest.raises(ConceptError, match="terms"):
        from_record({"id": "un:x"})
