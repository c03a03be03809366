"""How fast documents are matched and scanned, as ratios against peers in the same run.

    python bench/scan.py [FILE]

FILE is a Chinese text (default: the example report, ten times over). Every figure is the median of nine runs of CPU time.
"""

from __future__ import annotations

import logging
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from glossary.documents.base import Document, paragraphs
from glossary.scanning import scan_with
from glossary.segment.lexicon import lexicon_of
from glossary.segment.matcher import places
from glossary.segment.words import words
from termbase.base import open_termbase
from termbase.folding import fold

RUNS = 9


def median(action: Callable[[], object]) -> float:
    """Return the median CPU seconds of *action*."""
    action()
    taken = []
    for _ in range(RUNS):
        begin = time.process_time()
        action()
        taken.append(time.process_time() - begin)
    return statistics.median(taken)


def main() -> None:
    """Print the table."""
    if len(sys.argv) > 1:
        text = Path(sys.argv[1]).read_text(encoding="utf-8")
    else:
        text = (Path(__file__).parent.parent / "examples" / "report.md").read_text(encoding="utf-8") * 10
    import jieba

    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    with tempfile.TemporaryDirectory() as folder:
        tokenizer.tmp_dir = folder
        tokenizer.initialize()
    with open_termbase() as base:
        lexicon = lexicon_of(base)
    general = words()
    folded = fold(text)
    document = Document("", text, paragraphs(text))
    jieba_cut = median(lambda: tokenizer.lcut(text))
    raw = median(lambda: lexicon.automaton.find_overlapping(folded.key))
    matching = median(lambda: places(fold(text), text, lexicon, general))
    scanning = median(lambda: scan_with(document, lexicon))
    twice = Document("", text * 2, paragraphs(text * 2))
    doubled = median(lambda: scan_with(twice, lexicon))
    print(f"{len(text):,} characters, {len(lexicon.keys):,} strings")
    print(f"jieba lcut                      {jieba_cut * 1000:8.1f} ms   1.00")
    print(f"automaton alone                 {raw * 1000:8.1f} ms   {raw / jieba_cut:.2f}")
    print(
        f"matching (fold, edges, choice)  {matching * 1000:8.1f} ms   {matching / jieba_cut:.2f}   {matching / raw:.1f} x the automaton"
    )
    print(f"whole scan                      {scanning * 1000:8.1f} ms   {scanning / jieba_cut:.2f}")
    print(f"whole scan of twice the text    {doubled * 1000:8.1f} ms   {doubled / scanning:.2f} x")
    bare = process(["-c", "pass"])
    looked = process(["-m", "glossary", "lookup", "执行局"])
    print(
        f"process: python -c pass {bare * 1000:.0f} ms, glossary lookup 执行局 {looked * 1000:.0f} ms: {looked / bare:.1f} x"
    )


def process(arguments: list[str]) -> float:
    """Return the median wall seconds of a process of this Python."""
    taken = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        subprocess.run([sys.executable, *arguments], capture_output=True)
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
