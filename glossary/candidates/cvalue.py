"""C-value: how much a string of words is a term of its own, not a piece of longer ones.

Katerina Frantzi, Sophia Ananiadou, Hideki Mima: Automatic recognition of multi-word terms: the C-value/NC-value method.
International Journal on Digital Libraries 3 (2000), 115-130.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log2


def c_values(counts: Mapping[str, int], words: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """Return the C-value of every candidate, given how often each stands in the text and what words it is made of.

    ``log2(words + 1) * (count - mean count of the longer candidates that contain it)``. The paper has ``log2(words)``, which
    leaves nothing of single words; they are terms here too (Barrón-Cedeño and others 2009 add one for the same reason).

    >>> counts = {"核安保": 5, "核安保峰会": 3, "核安保基金": 1}
    >>> words = {"核安保": ["核", "安保"], "核安保峰会": ["核", "安保", "峰会"], "核安保基金": ["核", "安保", "基金"]}
    >>> {text: round(value, 2) for text, value in c_values(counts, words).items()}
    {'核安保': 4.75, '核安保峰会': 6.0, '核安保基金': 2.0}
    """
    totals = dict.fromkeys(counts, 0)
    containing = dict.fromkeys(counts, 0)
    for text, count in counts.items():
        for inner in _nested(words[text]):
            if inner in totals:
                totals[inner] += count
                containing[inner] += 1
    return {
        text: log2(len(words[text]) + 1) * (count - (totals[text] / containing[text] if containing[text] else 0.0))
        for text, count in counts.items()
    }


def pieces(counts: Mapping[str, int], words: Mapping[str, Sequence[str]]) -> set[str]:
    """Return the candidates that stand nowhere but inside one longer candidate.

    >>> sorted(pieces({"安保峰会": 3, "核安保峰会": 3, "核安保": 5}, {"安保峰会": ["安保", "峰会"],
    ...     "核安保峰会": ["核", "安保", "峰会"], "核安保": ["核", "安保"]}))
    ['安保峰会']
    """
    return {inner for text, count in counts.items() for inner in _nested(words[text]) if counts.get(inner) == count}


def _nested(words: Sequence[str]) -> set[str]:
    """Return the shorter strings of neighbouring words in *words*."""
    size = len(words)
    return {
        "".join(words[begin:end]) for begin in range(size) for end in range(begin + 1, size + 1) if end - begin < size
    }
