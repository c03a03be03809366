"""How many concepts come back with their English after they were taken out of the termbase, and how sentences are paired.

    python bench/align.py FILE [--seed N] [--remove N]

FILE is a table of sentence pairs (TSV). N concepts (default: 300) are drawn among those whose Chinese name occurs in FILE at
least twice; a termbase without them harvests FILE. Then 200 pairs of neighbouring rows at a time are made into two documents,
with paragraphs of 3 to 6 sentences; of the sentences, some are struck out on one side; and the two are aligned.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from pathlib import Path

from glossary import commands
from glossary.align.english import keys_of, phrase_key
from glossary.align.sentences import Sentence, align, sentences, terms_of
from glossary.align.terms import Status
from glossary.documents import Document, paragraphs, read_document
from glossary.scanning import scan
from termbase import shipped
from termbase.base import Termbase, open_termbase
from termbase.folding import key_of
from termbase.keys import scan_keys, search_key
from termbase.model import Concept

CUTS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9)
SHARES = (0.03, 0.1)  # of the sentences struck out on either side
SIZE = 200


def main() -> None:
    """Print what came back, and how many pairs are right."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--remove", type=int, default=300)
    args = parser.parse_args()
    document = read_document(args.file)
    terms(document, args.seed, args.remove)
    with open_termbase() as base:
        for share in SHARES:
            beads(document, base, args.seed, share)


def terms(document: Document, seed: int, remove: int) -> None:
    """Print how many of the concepts that were taken out come back with an English of theirs."""
    text = key_of(document.text)
    concepts = list(shipped.concepts())
    pool = [concept for concept in concepts if text.count(_name(concept)) >= 2]
    drawn = random.Random(seed).sample(pool, min(remove, len(pool)))
    gone = {concept.id for concept in drawn}
    rest = [concept for concept in concepts if concept.id not in gone]
    still = {search_key(term.text) for concept in rest for term in concept.zh}
    wanted: dict[str, tuple[str, set[tuple[str, ...]]]] = {}
    for concept in drawn:
        for term in concept.zh:
            if search_key(term.text) not in still:
                known = wanted.setdefault(search_key(term.text), (concept.id, set()))
                known[1].update(keys_of(one.text for one in concept.en))
    with tempfile.TemporaryDirectory() as folder, open_termbase(Path(folder) / "rest.sqlite", create=True) as base:
        base.fill(rest)
        found = [one for one in commands.term_pairs(document, base) if one.status is Status.NEW]
    print(f"{len(drawn)} concepts taken out, {len({one for one, _ in wanted.values()})} with a name no other has")
    print("score  new pairs  of a removed term  right  precision  concepts back")
    for cut in CUTS:
        some = [one for one in found if one.score >= cut]
        met = [one for one in some if search_key(one.zh) in wanted]
        right = [one for one in met if phrase_key(one.en) in wanted[search_key(one.zh)][1]]
        back = {wanted[search_key(one.zh)][0] for one in right}
        share = len(right) / max(1, len(met))
        print(f"{cut:>5} {len(some):>10} {len(met):>18} {len(right):>6} {share:>10.3f} {len(back):>14}")


def _name(concept: Concept) -> str:
    term = concept.preferred("zh")
    return scan_keys(term)[0] if term else "\n"


def beads(document: Document, base: Termbase, seed: int, share: float) -> None:
    """Print how many of the sentence pairs that were found are right, and how many of those there are were found."""
    rows = [
        (document.text[block.start : block.end], english)
        for block, english in zip(document.blocks, document.translations, strict=True)
        if english
    ]
    made = right = there = back = 0
    for begin in range(0, len(rows) - SIZE + 1, SIZE):
        one = _aligned(rows[begin : begin + SIZE], base, random.Random(seed + begin), share)
        made, right, there, back = (a + b for a, b in zip((made, right, there, back), one, strict=True))
    print(
        f"{share:.0%} struck out on either side: precision {right / made:.3f}, recall {back / there:.3f} ({there} rows)"
    )


def _aligned(
    rows: list[tuple[str, str]], base: Termbase, chance: random.Random, share: float
) -> tuple[int, int, int, int]:
    """Return pairs made, right ones, rows that both sides have, and those of them that came back with nothing else."""
    sides: tuple[list[str], list[str]] = ([], [])
    kept: list[tuple[bool, bool]] = []
    size = 0
    for zh, en in rows:
        struck = chance.random()
        keeps = (struck >= share, not share <= struck < 2 * share)
        # A heading, or a part of a sentence, has a paragraph of its own, as in the documents the rows are from.
        ends = zh.rstrip()[-1:] in "。！？；" and en.rstrip()[-1:] in ".!?;"
        begins = size == 0 or not ends
        size = 0 if not ends else (size or chance.randint(3, 6)) - 1
        for side, text, keep in zip(sides, (zh, en), keeps, strict=True):
            side.append(("\n\n" if begins else " ") + (text if keep else ""))
        kept.append(keeps)
    ours, theirs = (_document("".join(side)) for side in sides)
    zh, en = sentences(ours, chinese=True), sentences(theirs, chinese=False)
    of_zh = _owners(zh, [(n, row[0]) for n, (row, keeps) in enumerate(zip(rows, kept, strict=True)) if keeps[0]])
    of_en = _owners(en, [(n, row[1]) for n, (row, keeps) in enumerate(zip(rows, kept, strict=True)) if keeps[1]])
    made = right = 0
    good: set[int] = set()
    bad: set[int] = set()
    for bead in align(zh, en, terms_of(scan(ours, base))):
        if bead.zh == bead.zh_end or bead.en == bead.en_end:
            continue
        made += 1
        left = set().union(*of_zh[bead.zh : bead.zh_end])
        other = set().union(*of_en[bead.en : bead.en_end])
        right += left == other
        (good if left == other else bad).update(left | other)
    there = {number for number, keeps in enumerate(kept) if all(keeps)}
    return made, right, len(there), len(there & good - bad)


def _document(text: str) -> Document:
    return Document("", text, paragraphs(text))


def _owners(some: list[Sentence], rows: list[tuple[int, str]]) -> list[set[int]]:
    """Return the rows that each sentence comes from."""
    owner = [number for number, text in rows for _ in re.sub(r"\s", "", text)]
    found = []
    at = 0
    for one in some:
        size = len(re.sub(r"\s", "", one.text))
        found.append(set(owner[at : at + size]))
        at += size
    return found


if __name__ == "__main__":
    main()
