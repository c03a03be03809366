"""Foreign place names with one character wrong, missing or too many."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossary import scan
from glossary.resolve.misspelt import Names, names_of
from glossary.segment.lexicon import lexicon_of
from termbase.base import Termbase, open_termbase
from termbase.model import Concept, Kind, Status, Term
from termbase.store.sqlite import open_store

REAL = {"卡萨布兰卡": "Casablanca", "第比利斯": "Tbilisi", "克里米亚": "Crimea", "摩洛哥": "Morocco"}
# Names of nowhere, so that the characters are those of many transliterations.
MADE = {
    "".join(some): f"Nowhere {n}"
    for n, some in enumerate(permutations("桑利斯比", 4))
    if some[0] in "桑利" and some[1:] != tuple("比利斯")
}
PLACES = (
    REAL | MADE | {f"卡萨布{c}": f"Elsewhere {c}" for c in "桑利斯"} | {f"兰第{c}卡": f"Beyond {c}" for c in "桑利斯比"}
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Termbase:
    path = tmp_path_factory.mktemp("world") / "world.sqlite"
    with open_store(path, create=True) as store:
        store.fill(
            Concept(en, (Term(zh, "zh-Hans", status=Status.PREFERRED), Term(en, "en", status=Status.PREFERRED)), kind=Kind.PLACE)
            for zh, en in PLACES.items()
        )  # fmt: skip
    return open_termbase(path)


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("讲习班在摩洛哥卡桑布兰卡举行。", "卡桑布兰卡", "卡萨布兰卡"),
        ("20日和21日在比利斯举行。", "比利斯", "第比利斯"),
        ("20日和21日在第比利利斯举行。", "第比利利斯", "第比利斯"),
        ("20日和21日在第比利斯举行。", "第比利", None),
        ("与阿卜杜拉·第比利桑先生会谈。", "第比利桑", None),
    ],
)
def test_a_misprinted_place_is_named_and_flagged(world: Termbase, text: str, wrong: str, right: str | None) -> None:
    result = scan(text, world)
    found = [(m.full, m.en) for m in result.mentions if m.text == wrong]
    assert found == ([(right, PLACES[right])] if right else [])
    assert [(f.code, f.expected) for f in result.findings] == ([("V101", right)] if right else [])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text("卡萨布兰比利斯第桑", min_size=3, max_size=6))
def test_what_is_meant_is_the_one_name_that_is_one_character_away(world: Termbase, run: str) -> None:
    names = names_of(lexicon_of(world))
    near = [name for name in names.known if name != run and one_apart(name, run)]
    if run not in names.known:
        assert names.meant_by(run) == (near[0] if len(near) == 1 else None)


def one_apart(name: str, run: str) -> bool:
    """Whether one character changed, added or lost makes *run* of *name*: plainly, and slowly."""
    if len(name) == len(run):
        return sum(a != b for a, b in zip(name, run, strict=True)) == 1
    longer, shorter = (name, run) if len(name) > len(run) else (run, name)
    return len(longer) == len(shorter) + 1 and any(longer[:n] + longer[n + 1 :] == shorter for n in range(len(longer)))


def test_without_place_names_nothing_is_looked_for(tiny: Termbase) -> None:
    assert Names(lexicon_of(tiny)).run is None
