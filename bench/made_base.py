"""Makes termbases of any size out of the words of the shipped one: names of bodies, treaties and meetings that could be.

The same size and seed give the same termbase, so figures can be compared.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from termbase import shipped
from termbase.keys import grams
from termbase.model import Concept, Form, Kind, Status, Term

_ORGANS = [
    ("委员会", "Committee"), ("小组委员会", "Subcommittee"), ("工作组", "Working Group"), ("办公室", "Office"), ("基金", "Fund"),
    ("执行局", "Executive Board"), ("秘书处", "Secretariat"), ("研究所", "Institute"), ("中心", "Centre"), ("论坛", "Forum"),
    ("公约", "Convention"), ("议定书", "Protocol"), ("宣言", "Declaration"), ("行动计划", "Plan of Action"), ("方案", "Programme"),
    ("战略", "Strategy"), ("会议", "Conference"), ("特派团", "Mission"), ("专家组", "Group of Experts"), ("伙伴关系", "Partnership"),
    ("理事会", "Council"), ("司", "Division"), ("处", "Branch"), ("股", "Unit"), ("法庭", "Tribunal"), ("联盟", "Alliance"),
    ("协定", "Agreement"), ("准则", "Guidelines"), ("倡议", "Initiative"), ("网络", "Network"),
]  # fmt: skip
_REACH = [
    ("联合国", "United Nations"),
    ("国际", "International"),
    ("全球", "Global"),
    ("区域", "Regional"),
    ("", ""),
    ("", ""),
    ("", ""),
]
TERMS_EACH = 4


def _words() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return topics and places of the shipped termbase as (Chinese, English)."""
    topics, places = [], []
    for concept in shipped.concepts():
        zh, en = concept.zh[0].text, concept.en[0].text
        if not all("\u4e00" <= c <= "\u9fff" for c in zh):
            continue
        if concept.kind is Kind.PLACE and len(zh) <= 6:
            places.append((zh, en))
        elif concept.kind is Kind.TERM and 2 <= len(zh) <= 5 and len(en.split()) <= 3 and len(grams(zh)) > 2:
            topics.append((zh, en))
    return topics, places


def concepts(terms: int, seed: int = 7) -> Iterator[Concept]:
    """Yield about *terms* / 4 concepts, each with a full name and a short form in Chinese and a name and an acronym in English."""
    topics, places = _words()
    chance = random.Random(seed)
    seen: set[str] = set()
    number = 0
    while number < terms // TERMS_EACH:
        reach, topic, other, organ = (
            chance.choice(_REACH),
            chance.choice(topics),
            chance.choice(topics),
            chance.choice(_ORGANS),
        )
        place = chance.choice(places) if chance.random() < 0.3 else ("", "")
        two = chance.random() < 0.6
        zh = (
            reach[0]
            + place[0]
            + topic[0]
            + (("和" + other[0]) if two else "")
            + ("问题" if chance.random() < 0.3 else "")
            + organ[0]
        )
        if zh in seen:
            continue
        seen.add(zh)
        en = " ".join(
            filter(
                None,
                (
                    reach[1],
                    organ[1],
                    "on",
                    topic[1],
                    "and " + other[1] if two else "",
                    "in " + place[1] if place[1] else "",
                ),
            )
        )
        short = place[0][:2] + topic[0][:1] + topic[0][-1:] + (other[0][:1] if two else "") + organ[0]
        acronym = "".join(
            word[0] for word in en.split() if word[0].isalpha() and word not in ("on", "and", "in")
        ).upper()
        number += 1
        yield Concept(
            f"made:{number}",
            (
                Term(zh, "zh-Hans", Form.FULL, Status.PREFERRED, None, 7),
                Term(short, "zh-Hans", Form.SHORT, Status.ADMITTED, None, 7),
                Term(en, "en", Form.FULL, Status.PREFERRED, None, 7),
                Term(f"{acronym}-{number % 97}", "en", Form.ACRONYM, Status.ADMITTED, None, 7),
            ),
            subjects=("made",),
            kind=Kind.BODY,
        )
