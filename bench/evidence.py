"""How often real translations confirm each shipped concept: writes termbase/data/evidence.tsv.

    python bench/evidence.py PAIRS.tsv [PAIRS.tsv ...]

Each line of PAIRS.tsv is Chinese TAB English (further columns before or after are left alone with --columns ZH EN, counted
from 1). A concept is *seen* where the segmenter, knowing every string of the termbase, chooses one of its names; it is
*confirmed* where the English side says one of its English names. Only the counts are kept, no text.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from glossary.segment.automaton import build
from glossary.segment.lexicon import Lexicon, Role, make
from glossary.segment.matcher import places
from glossary.segment.words import words as general
from termbase import shipped
from termbase.folding import fold
from termbase.search.english import singular, spelt, words

PASSAGE = 100  # lines


def plain(text: str) -> str:
    """Return *text* as words in one number and spelling, blanks around each."""
    return f" {' '.join(singular(spelt(word.removesuffix(chr(39) + 's'))) for word in words(text))} "


def main() -> None:
    """Count, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", nargs="+", type=Path)
    parser.add_argument("--columns", nargs=2, type=int, default=(1, 2), metavar=("ZH", "EN"))
    args = parser.parse_args()
    keys, senses, pointers, entries, names = make(shipped.concepts(), everything=True)
    automaton, _ = build(keys)
    lexicon = Lexicon(keys, senses, pointers, [tuple(entry) for entry in entries], names, automaton)
    forms = [[plain(form) for form in entry.english] for entry in entries]
    seen: Counter[int] = Counter()
    confirmed: Counter[int] = Counter()
    for file in args.pairs:
        counted: set[int] = set()
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines()):
            if number % PASSAGE == 0:
                counted.clear()
            cells = line.split("\t")
            if len(cells) < max(args.columns):
                continue
            zh, en = cells[args.columns[0] - 1], plain(cells[args.columns[1] - 1])
            for place in places(fold(zh), zh, lexicon, general()):
                meant = [sense.entry for sense in lexicon.senses(place.number) if sense.role != Role.GENERIC]
                said = [n for n in meant if any(form in en for form in forms[n])]
                new = set(said or meant) - counted
                counted |= new
                seen.update(new)
                confirmed.update(new & set(said))
    rows = sorted((entries[n].id.removeprefix(shipped.NAMESPACE), seen[n], confirmed[n]) for n in seen)
    target = Path(shipped.__file__).with_name("data") / "evidence.tsv"
    target.write_text(
        "id\tseen\tconfirmed\n" + "".join(f"{name}\t{s}\t{c}\n" for name, s, c in rows), encoding="utf-8", newline="\n"
    )
    print(
        f"{len(rows)} concepts seen, {sum(seen.values())} times; confirmed {sum(confirmed.values()) / sum(seen.values()):.1%}"
    )


if __name__ == "__main__":
    main()
