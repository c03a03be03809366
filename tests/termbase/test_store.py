import sqlite3
import threading

import pytest

from termbase.base import open_termbase
from termbase.errors import StoreError
from termbase.model import Concept, Term
from termbase.store.sqlite import open_store

_AT = "2026-11-24T10:00:00Z"


def concept_named(concept_id, zh, en):
    return Concept(concept_id, (Term(zh, "zh-Hans"), Term(en, "en")))


def test_a_concept_comes_back_whole(tiny):
    concept = tiny.concept("un:cted")
    assert [t.text for t in concept.zh] == ["反恐怖主义委员会执行局", "反恐执行局", "执行局"]
    assert concept.parent == "un:ctc"


def test_terms_are_found_by_their_folded_key(tiny):
    found = tiny.store.under_key("刚果金")
    assert [concept.id for concept, _ in found] == ["un:drc"]


def test_a_change_raises_the_revision_and_is_kept_in_the_history(own_tiny):
    store = own_tiny.store
    before = store.revision
    assert (
        store.apply([concept_named("un:new", "新机构", "New Body")], at=_AT, by="reviser", reason="test") == before + 1
    )
    revision, concept_id, at, by, why, old, new = store.history("un:new")[0]
    assert (revision, concept_id, at, by, why, old) == (before + 1, "un:new", _AT, "reviser", "test", None)
    assert "新机构" in new


def test_removing_a_concept_removes_its_keys(own_tiny):
    own_tiny.store.apply([], ["un:igad"], at=_AT)
    assert own_tiny.concept("un:igad") is None
    assert own_tiny.store.under_key("伊加特") == []


def test_a_failing_write_changes_nothing(own_tiny):
    def concepts():
        yield concept_named("un:a", "甲机构", "Body A")
        raise RuntimeError("the disk went away")

    before = own_tiny.revision
    with pytest.raises(RuntimeError):
        own_tiny.store.apply(concepts(), at=_AT)
    assert own_tiny.revision == before
    assert own_tiny.concept("un:a") is None


def test_readers_see_the_last_whole_state_while_another_writes(own_tiny):
    with open_termbase(own_tiny.path) as writer:
        writer.store._db.execute("BEGIN IMMEDIATE")
        writer.store._db.execute("DELETE FROM concept")
        assert own_tiny.concept("un:cted") is not None
        writer.store._db.execute("ROLLBACK")


def test_a_locked_termbase_says_so(own_tiny, monkeypatch):
    monkeypatch.setattr("termbase.store.sqlite._WAIT_SECONDS", 0.05)
    holder = sqlite3.connect(own_tiny.path, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    try:
        with open_termbase(own_tiny.path) as second, pytest.raises(StoreError, match="another program is writing"):
            second.store.apply([concept_named("un:b", "乙机构", "Body B")], at=_AT)
    finally:
        holder.execute("ROLLBACK")
        holder.close()


def test_what_is_no_termbase_is_refused(tmp_path):
    text = tmp_path / "notes.txt"
    text.write_text("这不是数据库", encoding="utf-8")
    with pytest.raises(StoreError, match="not a termbase"):
        open_store(text)
    other = tmp_path / "other.sqlite"
    db = sqlite3.connect(other)
    db.execute("CREATE TABLE t (x)")
    db.commit()
    db.close()
    with pytest.raises(StoreError, match="not a termbase"):
        open_store(other)
    with pytest.raises(StoreError, match="there is no such termbase"):
        open_store(tmp_path / "missing.sqlite")
    with pytest.raises(StoreError, match="folder"):
        open_store(tmp_path)


def test_a_truncated_termbase_is_refused_or_said_to_be_damaged(own_tiny, tmp_path):
    data = own_tiny.path.read_bytes()
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(data[: len(data) // 3])
    with pytest.raises(StoreError, match="damaged"), open_store(broken) as store:
        list(store.concepts())


def test_a_later_schema_is_refused(own_tiny):
    own_tiny.store._db.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")
    own_tiny.close()
    with pytest.raises(StoreError, match="later version"):
        open_store(own_tiny.path)


def test_a_backup_is_a_termbase(own_tiny, tmp_path):
    own_tiny.store.backup(tmp_path / "copy.sqlite")
    with open_termbase(tmp_path / "copy.sqlite") as copy:
        assert len(copy) == len(own_tiny)


def test_two_threads_can_read_with_their_own_connections(tiny_file):
    seen = []

    def count():
        with open_termbase(tiny_file) as base:
            seen.append(len(base))

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(seen)) == 1


def test_two_programs_that_fill_one_termbase_fill_it_once(tmp_path):
    path = tmp_path / "own.sqlite"
    with open_store(path, create=True) as one, open_store(path) as other:
        one.refill(lambda: [Concept("a", (Term("甲机构", "zh-Hans"),))], shipped="1", content="these data")
        other.refill(lambda: pytest.fail("asked again"), shipped="1", content="these data")
        assert other.count() == 1
        one.refill(lambda: [Concept("b", (Term("乙机构", "zh-Hans"),))], shipped="2", content="other data")
        assert [concept.id for concept in other.concepts()] == ["b"]
        assert other.under_key("甲机构") == []


def test_what_another_program_changed_is_not_filled_over(tmp_path):
    path = tmp_path / "own.sqlite"
    with open_store(path, create=True) as one, open_store(path) as other:
        one.refill(lambda: [Concept("a", (Term("甲机构", "zh-Hans"),))], shipped="1", content="these data")
        other.apply([Concept("mine", (Term("我的机构", "zh-Hans"),))], at="2026-01-01T00:00:00Z")
        with pytest.raises(StoreError, match="changed by another program"):
            one.refill(list, shipped="2", content="other data")
        assert one.count() == 2
