"""How fast TBX is written, read and imported, as ratios against translate-toolkit and against the pure reading.

    python bench/formats.py [CONCEPTS]

CONCEPTS is 100,000 unless said. Every figure is the median CPU time of ROUNDS processes of its own, the sides taking turns; what is
not measured (starting, making the concepts) is done before the clock starts. translate-toolkit (GPL) is measured where it is
installed, and is no part of this program.
"""

from __future__ import annotations

import importlib.util
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from termbase.model import Concept

sys.path.insert(0, str(Path(__file__).resolve().parent))

ROUNDS = 3
_ZH, _EN = "zh-CN", "en"


# -- one side of one comparison: prepares, then returns what is to be timed


def write(path: Path, count: int) -> Callable[[], object]:
    """A bare pair a concept: what the toolkit can write too."""
    from termbase.model import Concept, Term

    return _writing(
        path, [Concept(c.id, tuple(Term(t.text, t.lang) for t in (c.zh[0], c.en[0]))) for c in _made(count)]
    )


def write_all(path: Path, count: int) -> Callable[[], object]:
    """All four terms of every concept, with form, status, subject, kind and reliability."""
    return _writing(path, _made(count))


def _writing(path: Path, made: list[Concept]) -> Callable[[], object]:
    from termbase.formats import tbx
    from termbase.formats.base import Header, Report

    def action() -> None:
        with path.open("wb") as stream:
            tbx.write(stream, Header(), made, Report())

    return action


def peer_write(path: Path, count: int) -> Callable[[], object]:
    """The toolkit's units, one source and one target each."""
    pairs = [(concept.zh[0].text, concept.en[0].text) for concept in _made(count)]
    from translate.storage import tbx

    def action() -> None:
        store = tbx.tbxfile()
        store.setsourcelanguage(_ZH)
        store.settargetlanguage(_EN)
        for zh, en in pairs:
            unit = store.UnitClass("")
            store.addunit(unit)
            unit.source, unit.target = zh, en
        with path.open("wb") as stream:
            store.serialize(stream)

    return action


def read(path: Path, count: int) -> Callable[[], object]:
    """Every concept with all it has."""
    from termbase.formats import read_file, tbx  # noqa: F401 - so that it is there when the clock starts
    from termbase.formats.base import Report

    return lambda: _expect(count, sum(1 for _ in read_file(path, Report())))


def peer_parse(path: Path, count: int) -> Callable[[], object]:
    """The toolkit's units, not yet asked for anything."""
    from translate.storage import tbx

    def action() -> object:
        store = tbx.tbxfile()
        store.setsourcelanguage(_ZH)
        store.settargetlanguage(_EN)
        store.parse(path.read_bytes())
        _expect(count, len(store.units))
        return store

    return action


def peer_read(path: Path, count: int) -> Callable[[], object]:
    """The toolkit's units, and the first source and target term of each."""
    parse = peer_parse(path, count)
    return lambda: _expect(count, sum(bool(unit.source and unit.target) for unit in parse().units))  # type: ignore[attr-defined]


def take_in(path: Path, count: int) -> Callable[[], object]:
    """``glossary import`` into an empty termbase."""
    from glossary import commands
    from termbase.base import open_termbase
    from termbase.formats import read_file
    from termbase.formats.base import Report

    def action() -> None:
        with tempfile.TemporaryDirectory() as folder, open_termbase(Path(folder) / "new.sqlite", create=True) as base:
            outcome = commands.import_file(read_file(path, Report()), base, lambda plan: None, reason="bench")
            _expect(count, outcome.counts.total())

    return action


SIDES = {side.__name__: side for side in (write, write_all, peer_write, read, peer_parse, peer_read, take_in)}


def _made(count: int) -> list[Concept]:
    from made_base import TERMS_EACH, concepts

    return list(concepts(count * TERMS_EACH))


def _expect(count: int, found: int) -> None:
    if found != count:
        raise SystemExit(f"{found} concepts instead of {count}")


# -- measuring


def timed(side: str, path: Path, count: int) -> tuple[float, float]:
    """Return the CPU seconds and the peak megabytes of one process that does *side*."""
    run = subprocess.run(
        [sys.executable, __file__, "--side", side, str(path), str(count)], capture_output=True, text=True, check=False
    )
    if run.returncode:
        raise SystemExit(run.stderr)
    seconds, megabytes = run.stdout.split()[-2:]
    return float(seconds), float(megabytes)


def one(side: str, path: Path, count: int) -> None:
    """Do *side* once and print what it took."""
    action = SIDES[side](path, count)
    begin = time.process_time()
    kept = action()
    taken = time.process_time() - begin
    del kept
    print(taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def compare(sides: dict[str, Path], count: int) -> dict[str, tuple[float, float]]:
    """Return (median seconds, most megabytes) of the *sides*, measured in turns."""
    found: dict[str, list[tuple[float, float]]] = {side: [] for side in sides}
    for _ in range(ROUNDS):
        for side, path in sides.items():
            found[side].append(timed(side, path, count))
    return {
        side: (statistics.median(seconds for seconds, _ in some), max(megabytes for _, megabytes in some))
        for side, some in found.items()
    }


def main(words: list[str]) -> None:
    """Measure and print."""
    if words[:1] == ["--side"]:
        one(words[1], Path(words[2]), int(words[3]))
        return
    count = int(words[0]) if words else 100_000
    peer = importlib.util.find_spec("translate") is not None
    with tempfile.TemporaryDirectory() as folder:
        pairs, full, theirs = (Path(folder) / name for name in ("pairs.tbx", "full.tbx", "theirs.tbx"))
        written = compare({"write": pairs, "write_all": full} | ({"peer_write": theirs} if peer else {}), count)
        print(f"TBX of {count:,} concepts" + ("" if peer else "; translate-toolkit is not installed"))
        line("written, a pair a concept", written["write"])
        line("written, four terms a concept", written["write_all"])
        if peer:
            line("  translate-toolkit, a pair", written["peer_write"], written["write"], "at least 5")
        for name, path in (("a pair", pairs), ("four terms", full)):
            others = {"peer_read": path, "peer_parse": path} if peer else {}
            found = compare({"read": path, **others, "take_in": path}, count)
            line(f"read, {name} a concept, {path.stat().st_size / 1e6:,.0f} MB", found["read"])
            if peer:
                line("  translate-toolkit, the first pair", found["peer_read"], found["read"], "at least 1")
                line("  translate-toolkit, not looked at", found["peer_parse"], found["read"], "no promise")
            line("  imported into an empty termbase", found["take_in"], found["read"], "at most 3")


def line(what: str, found: tuple[float, float], against: tuple[float, float] | None = None, wanted: str = "") -> None:
    """Print one figure, as a ratio where there is something to compare it with."""
    ratio = f"{found[0] / against[0]:6.2f} times ({wanted})" if against else ""
    print(f"  {what:<40} {found[0]:7.2f} s {found[1]:7,.0f} MB {ratio}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
