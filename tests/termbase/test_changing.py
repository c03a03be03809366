"""What a transaction changes, by the thousand or one by one, judged by a plain dictionary."""

import json
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termbase.base import open_termbase
from termbase.errors import StoreError
from termbase.keys import search_key
from termbase.model import Concept, Term
from termbase.records import to_record
from termbase.search.finding import find
from termbase.store import sqlite as sqlite_store
from termbase.store.sqlite import open_store

_AT = "2026-11-24T10:00:00Z"
_NAMES = ("禁毒署", "禁毒司", "人居署", "人居司", "Drug Office", "Habitat")
_IDS = ("a", "b", "c", "d", "e")
_CONCEPTS = st.builds(
    lambda name, texts: Concept(name, tuple(Term(t, "en" if t.isascii() else "zh-Hans") for t in texts)),
    st.sampled_from(_IDS),
    st.lists(st.sampled_from(_NAMES), min_size=1, max_size=3, unique=True),
)
_STEPS = st.lists(
    st.tuples(st.just("put"), _CONCEPTS)
    | st.tuples(st.just("remove"), st.sampled_from(_IDS))
    | st.tuples(st.just("expect"), st.lists(_CONCEPTS, max_size=3)),
    max_size=14,
)


def _text(concept):
    return json.dumps(to_record(concept), ensure_ascii=False, separators=(",", ":")) if concept else None


def _with_key(there, key):
    return [concept.id for concept in there.values() if any(search_key(t.text) == key for t in concept.terms)]


@settings(max_examples=150, deadline=None)
@given(st.lists(_STEPS, min_size=1, max_size=3))
def test_a_transaction_knows_and_leaves_what_a_dictionary_would(tmp_path_factory, transactions):
    there: dict[str, Concept] = {}  # in the order of entry, as the termbase has it
    changes = []  # of the history: (id, before, after)
    path = tmp_path_factory.mktemp("base") / "some.sqlite"
    with pytest.MonkeyPatch.context() as patch, open_store(path, create=True) as store:
        patch.setattr(sqlite_store, "_BATCH", 3)
        for steps in transactions:
            with store.changing(at=_AT) as changing:
                for step, what in steps:
                    if step == "put":
                        changes.append((what.id, _text(there.get(what.id)), _text(what)))
                        there[what.id] = what
                        changing.put(what)
                    elif step == "remove":
                        if what in there:
                            changes.append((what, _text(there.pop(what)), None))
                        changing.remove(what)
                    else:
                        changing.expect(what)
                    for key in map(search_key, _NAMES):
                        assert [c.id for c in changing.under_key(key)] == _with_key(there, key)
                    assert {name: changing.concept(name) for name in _IDS} == {n: there.get(n) for n in _IDS}
        assert list(store.concepts()) == list(there.values())
        for name in _NAMES:
            key = search_key(name)
            assert [c.id for c, _ in store.under_key(key)] == _with_key(there, key)
            assert {hit.key for hit in find(store.index, name, how="substring")} == (
                {key} if _with_key(there, key) else set()
            )
        assert {search_key(t.text) for c in there.values() for t in c.terms} <= set(store.index.all_keys())
        assert [(row[1], *row[5:]) for row in reversed(store.history())] == changes
        indexes = store._db.execute("SELECT count(*) FROM sqlite_master WHERE sql LIKE 'CREATE INDEX%'").fetchone()
        assert indexes == (6,)  # none is left out


def _concepts(prefix, count):
    digits = "零一二三四五六七八九"
    for number in range(count):
        name = "".join(digits[int(digit)] for digit in str(number))
        yield Concept(
            f"{prefix}{number}",
            (Term(f"{prefix}第{name}委员会", "zh-Hans"), Term(f"{prefix} Committee {number}", "en")),
        )


@pytest.mark.parametrize("count", [3, 300])  # fewer keys than are there, and more: then the index is made anew
def test_what_came_in_is_found_in_every_way_beside_what_was_there(own_tiny, count):
    with open_termbase(own_tiny.path) as other:
        before = other.lookup("反恐怖注义委员会", how="fuzzy")[0].concept.id
        own_tiny.store.apply(_concepts("海洋", count), at=_AT)
        for base in (own_tiny, other):
            assert base.lookup("海洋第二委员会")[0].concept.id == "海洋2"
            assert base.lookup("海洋第二", how="prefix")[0].concept.id == "海洋2"
            assert base.lookup("haiyangdierweiyuanhui", how="pinyin")[0].concept.id == "海洋2"
            assert base.lookup("海样第二委员会", how="fuzzy")[0].concept.id == "海洋2"
            assert base.lookup("洋第二", how="substring")[0].concept.id == "海洋2"
            assert base.lookup("反恐怖注义委员会", how="fuzzy")[0].concept.id == before


def test_a_reader_sees_nothing_of_an_import_until_it_is_whole(tmp_path):
    path = tmp_path / "new.sqlite"
    with open_store(path, create=True) as store, open_store(path) as reader:
        assert reader.under_key("海洋第一委员会") == []
        with store.changing(at=_AT) as changing:
            for concept in _concepts("海洋", 1200):
                changing.put(concept)
            assert reader.count() == 0
            assert reader.under_key("海洋第一委员会") == []
        assert reader.count() == 1200
        assert [concept.id for concept, _ in reader.under_key("海洋第一委员会")] == ["海洋1"]


def test_an_import_that_fails_leaves_an_empty_termbase_as_it_was(tmp_path):
    def failing():
        yield from _concepts("海洋", 1200)
        raise RuntimeError("the disk went away")

    with open_store(tmp_path / "new.sqlite", create=True) as store:
        before = store._db.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        with pytest.raises(RuntimeError):
            store.apply(failing(), at=_AT)
        assert (store.count(), store.revision, store.history()) == (0, 0, [])
        assert store._db.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall() == before
        store.apply(_concepts("海洋", 3), at=_AT)
        assert store.index.keys_with_prefix("海洋第", 9) == ["海洋第一委员会", "海洋第二委员会", "海洋第零委员会"]


_SECOND_CHANGE = """
DROP TABLE change;
CREATE TABLE change (number INTEGER PRIMARY KEY, revision INTEGER NOT NULL, id TEXT NOT NULL, before TEXT, after TEXT,
    made_at TEXT NOT NULL, made_by TEXT NOT NULL, reason TEXT NOT NULL);
CREATE INDEX change_of_concept ON change (id);
CREATE INDEX change_of_revision ON change (revision);
UPDATE meta SET value = '2' WHERE name = 'schema';
"""


def test_the_history_of_the_second_schema_is_kept_whole(own_tiny):
    one, two = (Concept("un:new", (Term(text, "zh-Hans"),)) for text in ("新机构", "新组织"))
    store = own_tiny.store
    for changed in ([one], [two]):
        store.apply(changed, at=_AT, by="J. Reviser", reason="test")
    store.apply([], ["un:new", "un:igad"], at=_AT)
    store.apply([one], at=_AT)
    history, revisions = store.history(), store.revisions()
    db = sqlite3.connect(own_tiny.path)
    db.executescript(_SECOND_CHANGE)
    for number, (revision, name, at, by, reason, before, after) in enumerate(reversed(history), 1):
        db.execute(
            "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (number, revision, name, before, after, at, by, reason),
        )
    db.commit()
    db.close()
    with open_termbase(own_tiny.path) as base:
        assert (base.store.history(), base.store.revisions()) == (history, revisions)
        assert base.store.changed_after(revisions[1][0]) == {"un:new": revisions[0][0]}
        assert base.lookup("xinjigou")[0].concept.id == "un:new"


def test_two_new_concepts_of_one_id_are_one(tmp_path):
    one, two = (Concept("x", (Term(text, "zh-Hans"),)) for text in ("新机构", "新组织"))
    with open_store(tmp_path / "new.sqlite", create=True) as store:
        with pytest.raises(StoreError, match="the same id"):
            store.fill([one, two])
        store.apply([one, two], at=_AT)
        assert list(store.concepts()) == [two]
