"""How quick and how good is lookup? One command, one table; ratios in one run, because only ratios travel.

    python bench/lookup.py                 10k and 100k terms
    python bench/lookup.py 10k 100k 1M     all three sizes (1M takes some minutes to build)
    python bench/lookup.py 1M --rebuild    build again what is kept from the last run

Compared are a bare ``python -c pass`` (the start of a process), rapidfuzz ``ratio`` over all terms (brute force, the
judge of what should be found), and tantivy where it is installed. Termbases are kept in the system's temporary folder.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from made_base import TERMS_EACH, concepts

from termbase.folding import _pairs
from termbase.keys import grams, search_key
from termbase.pinyin import initials, pinyin, syllables
from termbase.search.finding import find
from termbase.store import sqlite as store_module
from termbase.store.sqlite import open_store

SIZES = {"10k": 10_000, "100k": 100_000, "1M": 1_000_000}
EACH = 60  # queries of a kind
FOLDER = Path(tempfile.gettempdir()) / "un-glossary-bench"
_ANY = "*"  # thousands of names hold two characters: right is then what holds them
_COMMON = "的一是了我不人在他有这上们来到时大地为子中你说生国年着就那和要她出也得里后自以会"


# -- queries, each with the concept it means


def _wrong(text: str, chance: random.Random, errors: int, letters: str) -> str:
    made = list(text)
    for _ in range(errors):
        at = chance.randrange(len(made))
        what = chance.random()
        if what < 0.5:
            made[at] = chance.choice(letters)
        elif what < 0.75 and len(made) > 3:
            del made[at]
        else:
            made.insert(at, chance.choice(letters))
    return "".join(made)


def _swapped(text: str, chance: random.Random) -> str:
    places = [at for at in range(len(text) - 1) if text[at] != text[at + 1]]
    at = chance.choice(places)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _cut(text: str, chance: random.Random) -> str:
    """Return *text* without two or three characters that stand together."""
    long = min(chance.choice((2, 3)), len(text) // 3)
    at = chance.randrange(1, len(text) - long)
    return text[:at] + text[at + long :]


def queries(names: Sequence[tuple[str, str, str, str]], seed: int = 11) -> dict[str, list[tuple[str, str]]]:
    """Return for every kind of query (query, id of the concept meant); *names* are (id, zh, short, en)."""
    chance = random.Random(seed)
    simplified, traditional = _pairs()[1], _pairs()[0]
    hant = {s: t for t, s in zip(traditional, simplified, strict=True) if "\u4e00" <= t <= "\u9fff" and t != s}
    some: Callable[[], list[tuple[str, str, str, str]]] = lambda: chance.sample(list(names), EACH)  # noqa: E731
    latin = "abcdefghijklmnopqrstuvwxyz"
    return {
        "exact": [(zh, i) for i, zh, _, _ in some()],
        "1 error": [(_wrong(zh, chance, 1, _COMMON), i) for i, zh, _, _ in some()],
        "2 errors": [(_wrong(zh, chance, 2, _COMMON), i) for i, zh, _, _ in some() if len(zh) > 6],
        "swapped": [(_swapped(zh, chance), i) for i, zh, _, _ in some()],
        "parts missing": [(_cut(zh, chance), i) for i, zh, _, _ in some() if len(zh) > 6],
        "short form": [(short, i) for i, _, short, _ in some()],
        "two characters": [(short[:2], _ANY) for _, _, short, _ in some()],
        "traditional": [("".join(hant.get(c, c) for c in zh), i) for i, zh, _, _ in some()],
        "pinyin": [(" ".join(syllables(zh)), i) for i, zh, _, _ in some()],
        "pinyin typo": [(_wrong(pinyin(zh), chance, 1, latin), i) for i, zh, _, _ in some()],
        "initials": [(initials(zh), i) for i, zh, _, _ in some()],
        "English": [(en.lower(), i) for i, _, _, en in some()],
        "English typo": [(_wrong(en, chance, 1, latin), i) for i, _, _, en in some()],
        "English 2 typos": [(_wrong(en, chance, 2, latin), i) for i, _, _, en in some()],
    }


# -- measuring


def _ms(seconds: float) -> str:
    return f"{seconds * 1e3:,.2f}"


def build(terms: int, path: Path) -> dict[str, float]:
    """Fill a termbase of that size and return the seconds it took."""
    path.unlink(missing_ok=True)
    spent = 0.0
    add_keys: Callable[..., None] = vars(store_module)["add_keys"]

    def timed(*args: object) -> None:
        nonlocal spent
        begin = time.perf_counter()
        add_keys(*args)
        spent += time.perf_counter() - begin

    vars(store_module)["add_keys"] = timed
    begin = time.perf_counter()
    with open_store(path, create=True) as store:
        store.fill(concepts(terms))
    vars(store_module)["add_keys"] = add_keys
    return {"all": time.perf_counter() - begin, "index": spent}


def warm(path: Path) -> None:
    """Answer the queries on standard input and print, as JSON, hits and times of each kind and the memory used."""
    asked = json.load(sys.stdin)
    answers: dict[str, object] = {}
    with open_store(path) as store:
        index = store.index
        find(index, "一二三四五六七")
        find(index, "abcdefgh")
        find(index, "abcdefgh ijk")
        for kind, pairs in asked.items():
            times, right = [], 0
            for query, wanted in pairs:
                begin = time.perf_counter()
                found = find(index, query, limit=10)
                times.append(time.perf_counter() - begin)
                cards = index.cards([hit.concept for hit in found])
                if wanted == _ANY:
                    right += bool(found) and search_key(query) in found[0].key
                else:
                    right += any(cards[hit.concept].id == wanted for hit in found)
            answers[kind] = [right / len(pairs), times]
    print(json.dumps({"answers": answers, "memory": _memory()}))


def _memory() -> float:
    """Return the most memory that this process has held, in megabytes."""
    status = Path("/proc/self/status")
    if status.exists():  # resource would count what the parent held before this program took its place
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1e3
    try:
        import resource
    except ImportError:
        return float("nan")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most / 1e3


def brute(path: Path, asked: dict[str, list[tuple[str, str]]]) -> dict[str, tuple[float, list[float]]]:
    """Return what rapidfuzz finds and how long it takes, over all keys, or all pinyin or initials where those are typed."""
    from rapidfuzz import process
    from rapidfuzz.fuzz import ratio

    from termbase.pinyin import typed

    answers = {}
    with open_store(path) as store:
        rows = store._db.execute(
            "SELECT k.text, k.sounds, k.initials, c.id FROM key k JOIN term t ON t.key = k.text JOIN concept c ON c.number = t.concept"
        ).fetchall()
    columns = {
        "text": ([r[0] for r in rows], [r[3] for r in rows]),
        "sounds": ([r[1] for r in rows if r[1]], [r[3] for r in rows if r[1]]),
        "initials": ([r[2] for r in rows if r[2]], [r[3] for r in rows if r[2]]),
    }
    for kind, pairs in asked.items():
        column = "sounds" if kind.startswith("pinyin") else "initials" if kind == "initials" else "text"
        keys, ids = columns[column]
        times, right = [], 0
        some = pairs[:: 1 if len(keys) < 300_000 else 3]
        for query, wanted in some:
            key = search_key(query) if column == "text" else typed(query)
            begin = time.perf_counter()
            best = process.extract(key, keys, scorer=ratio, limit=10)
            times.append(time.perf_counter() - begin)
            right += wanted in {ids[at] for _, _, at in best} or (wanted == _ANY and key in best[0][0])
        answers[kind] = (right / len(some), times)
    return answers


def tantivy_times(path: Path, asked: dict[str, list[tuple[str, str]]]) -> dict[str, tuple[float, list[float]]] | None:
    """Return what tantivy finds for the kinds that are typed as the term is written, by the same pieces of the keys."""
    try:
        import tantivy
    except ImportError:
        return None
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("grams", stored=False, tokenizer_name="whitespace")
    schema.add_text_field("id", stored=True, tokenizer_name="raw")
    index = tantivy.Index(schema.build())
    writer = index.writer(100_000_000)
    begin = time.perf_counter()
    with open_store(path) as store:
        for key, concept in store._db.execute("SELECT t.key, c.id FROM term t JOIN concept c ON c.number = t.concept"):
            writer.add_document(tantivy.Document(grams=[" ".join(sorted(grams(key)))], id=[concept]))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    print(f"  tantivy has built its index in {time.perf_counter() - begin:.1f} s")
    searcher = index.searcher()
    answers = {}
    for kind, pairs in asked.items():
        if kind.startswith("pinyin") or kind == "initials":
            continue
        times, right = [], 0
        for query, wanted in pairs:
            begin = time.perf_counter()
            parts = [
                (tantivy.Occur.Should, tantivy.Query.term_query(index.schema, "grams", gram))
                for gram in grams(search_key(query))
            ]
            found = searcher.search(tantivy.Query.boolean_query(parts), 10).hits
            ids = {searcher.doc(address)["id"][0] for _, address in found}
            times.append(time.perf_counter() - begin)
            right += wanted in ids or wanted == _ANY
        answers[kind] = (right / len(pairs), times)
    return answers


def processes(path: Path, exact: str, fuzzy: str, english: str) -> None:
    """Print how long whole processes take, against a bare one."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["GLOSSARY_TERMBASE"] = str(path)
    environment.setdefault("PYTHONPYCACHEPREFIX", str(FOLDER / "bytecode"))  # as an installed program has its bytecode
    command = [
        sys.executable,
        "-c",
        "import sys; from glossary.cli import main; sys.exit(main(sys.argv[1:]))",
        "lookup",
    ]
    kinds = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "exact": [*command, exact],
        "fuzzy": [*command, fuzzy],
        "English typo": [*command, english],
    }
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    for turn in range(23):
        for kind, words in kinds.items():
            begin = time.perf_counter()
            subprocess.run(words, env=environment, stdout=subprocess.DEVNULL, check=False)
            if turn > 1:
                times[kind].append(time.perf_counter() - begin)
    bare = statistics.median(times["python -c pass"])
    shown = [f"{kind} {statistics.median(some) / bare:.2f}" for kind, some in times.items()]
    print(f"  a whole process, in bare ones of {_ms(bare)} ms: {', '.join(shown[1:])}   (at most 3, 6, 6)")


def measure(size: str, rebuild: bool) -> None:
    """Build, ask, compare and print for one size."""
    terms = SIZES[size]
    path = FOLDER / f"{size}.sqlite"
    print(f"\n{size}: {terms:,} terms")
    if rebuild or not path.exists():
        took = build(terms, path)
        print(
            f"  filled in {took['all']:.1f} s ({terms / took['all']:,.0f} terms/s), of which the index {took['index']:.1f} s"
            f" ({terms / took['index']:,.0f} terms/s; at least 30,000), {path.stat().st_size / 1e6:,.0f} MB"
        )
    chance = random.Random(3)
    names = []
    with open_store(path) as store:
        for number in chance.sample(range(1, terms // TERMS_EACH + 1), min(2000, terms // TERMS_EACH)):
            card = store.index.cards([number])[number]
            names.append((card.id, card.zh[0], card.zh[1], card.en[0]))
    asked = queries(names)
    run = subprocess.run(
        [sys.executable, __file__, "--warm", str(path)],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    ours = json.loads(run.stdout)
    theirs = brute(path, asked)
    tantivy = tantivy_times(path, asked)
    print(f"  {'kind':<16} {'hit@10':>7} {'brute':>6}  {'p50 ms':>8} {'p95 ms':>8}  {'brute ms':>9} {'p50 as 1/n':>10} {'p95 as 1/n':>10}"
          + ("   tantivy hit@10, ms" if tantivy else ""))  # fmt: skip
    every: list[float] = []
    every_brute: list[float] = []
    right = right_brute = 0.0
    for kind, (share, times) in ours["answers"].items():
        every += times
        every_brute += theirs[kind][1]
        right += share
        right_brute += theirs[kind][0]
        print(_line(kind, share, theirs[kind][0], times, theirs[kind][1], (tantivy or {}).get(kind)))
    count = len(ours["answers"])
    print(_line("all", right / count, right_brute / count, every, every_brute, None))
    print(f"  memory of the process that answers: {ours['memory']:.0f} MB   (under 200)")
    processes(path, asked["exact"][0][0], asked["1 error"][1][0], asked["English typo"][0][0])


def _line(
    kind: str,
    share: float,
    other: float,
    times: list[float],
    brute_times: list[float],
    tantivy: tuple[float, list[float]] | None,
) -> str:
    p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    whole = statistics.median(brute_times)
    line = f"  {kind:<16} {share:>7.2f} {other:>6.2f}  {_ms(p50):>8} {_ms(p95):>8}  {_ms(whole):>9} {whole / p50:>10.0f} {whole / p95:>10.0f}"
    return line + (f"   {tantivy[0]:.2f} {_ms(statistics.median(tantivy[1])):>6}" if tantivy else "")


def main(words: list[str]) -> None:
    """Measure the sizes that the command line names."""
    if words[:1] == ["--warm"]:
        warm(Path(words[1]))
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    for size in [word for word in words if word in SIZES] or ["10k", "100k"]:
        measure(size, "--rebuild" in words)


if __name__ == "__main__":
    main(sys.argv[1:])
