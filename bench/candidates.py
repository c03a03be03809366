"""How many concepts come back as candidates after they were taken out of the termbase.

    python bench/candidates.py FILE [--seed N] [--remove N]

FILE is a Chinese text or a table of sentence pairs. N concepts (default: 300) are drawn, first among those whose Chinese
name occurs in FILE at least twice, then among all; a termbase without them reads FILE, and the table says how many of them
are among the first candidates: by all measures together, and by fewer.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Callable
from math import log
from pathlib import Path

from glossary import commands
from glossary.candidates.gleaning import glean
from glossary.candidates.ranking import Ranked
from glossary.documents import Document, read_document
from glossary.scanning import scan
from termbase import shipped
from termbase.base import open_termbase
from termbase.folding import key_of
from termbase.keys import scan_keys, search_key
from termbase.model import Concept

CUTS = (50, 100, 200, 500, 1000)
WAYS: dict[str, tuple[bool, Callable[[Ranked], float]]] = {
    # name -> (with names by 《》 and head noun, key of the order)
    "frequency": (False, lambda one: one.count),
    "C-value": (False, lambda one: one.measures.c_value),
    "C-value, contrast with general Chinese": (
        False,
        lambda one: log(1 + one.measures.c_value) + one.measures.contrast / 4,
    ),
    "C-value, neighbours (NC-value)": (False, lambda one: log(1 + one.measures.c_value) + one.measures.neighbours / 2),
    "C-value, words of terms": (False, lambda one: log(1 + one.measures.c_value) + one.measures.words / 2),
    "all of these": (False, lambda one: one.measures.score),
    "all of these, and names": (True, lambda one: one.measures.score),
}


def main() -> None:
    """Print a table for either draw."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--remove", type=int, default=300)
    args = parser.parse_args()
    document = read_document(args.file)
    text = key_of(document.text)
    concepts = list(shipped.concepts())
    occurring = [concept for concept in concepts if text.count(_name(concept)) >= 2]
    for said, pool in (("that occur twice", occurring), ("of the termbase", concepts)):
        drawn = random.Random(args.seed).sample(pool, min(args.remove, len(pool)))
        print(f"\n{len(drawn)} of the {len(pool):,} concepts {said}, seed {args.seed}")
        report(document, text, concepts, drawn)


def report(document: Document, text: str, concepts: list[Concept], drawn: list[Concept]) -> None:
    """Print how many of the concepts *drawn* come back."""
    gone = {concept.id for concept in drawn}
    rest = [concept for concept in concepts if concept.id not in gone]
    still = {search_key(term.text) for concept in rest for term in concept.zh}
    wanted = [{search_key(term.text) for term in concept.zh} - still for concept in drawn]
    with tempfile.TemporaryDirectory() as folder, open_termbase(Path(folder) / "rest.sqlite", create=True) as base:
        base.fill(rest)
        _, found = commands.new_terms([glean(document, scan(document, base))], base)
    print(
        f"  {sum(_name(concept) in text for concept in drawn)} stand in the text; {sum(map(bool, wanted))} have a name"
    )
    print(f"  that no other concept has; {_back(found, wanted)} are candidates at all, of {len(found):,}")
    print("  among the first" + "".join(f"{cut:>7,}" for cut in CUTS))
    for way, (names, key) in WAYS.items():
        kept = [one for one in found if names or not _marked(one)]
        kept.sort(key=lambda one: (-key(one), one.text))
        print("  " + "".join(f"{_back(kept[:cut], wanted):>7}" for cut in CUTS).rjust(50) + f"   {way}")


def _name(concept: Concept) -> str:
    term = concept.preferred("zh")
    return scan_keys(term)[0] if term else "\n"


def _marked(one: Ranked) -> bool:
    """Whether it is there only because the text marks it as a name."""
    return one.measures.name > 0 and one.measures.words == one.measures.contrast == 0


def _back(found: list[Ranked], wanted: list[set[str]]) -> int:
    keys = {search_key(text) for one in found for text in (one.text, *one.shorts)}
    return sum(not keys.isdisjoint(names) for names in wanted)


if __name__ == "__main__":
    main()
