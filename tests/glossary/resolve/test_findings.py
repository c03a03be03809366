"""What a reviser would flag, by code; and what not."""

from __future__ import annotations

import pytest

from glossary import scan
from termbase.base import Termbase


def flagged(text: str, base: Termbase) -> list[tuple[str, str]]:
    return [(finding.code, finding.text) for finding in scan(text, base).findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("反恐主义委员会与会员国举行了会议。", [("V101", "反恐主义委员会")]),
        (
            "东盟区域论坛举行会议。后来东南亚国家联盟区域论坛又举行会议，东盟区域论坛通过了声明。",
            [("V102", "东南亚国家联盟区域论坛")],
        ),
        ("《反恐区域合作行动计划》已经通过。《区域反恐合作行动计划》有五年。", [("V103", "《区域反恐合作行动计划》")]),
        (
            "伙伴有：大会、乌克兰、国际原子能机构、乌克兰、东盟、伊加特、安全理事会。",
            [("V104", "乌克兰")],
        ),
        ("大会注意到原子能机构的工作。国际原子能机构（原子能机构）提供支助。", [("V105", "原子能机构")]),
        (
            "# 国际原子能机构（原子能机构）\n\n原子能机构提供支助。",
            [("V107", "原子能机构")],
        ),
        (
            "国际原子能机构（原子能机构）提供支助。大会感谢国际原子能机构（原子能机构）。",
            [("V108", "原子能机构")],
        ),
        ("OIE发表了报告。", [("V109", "OIE")]),
        ("大会的任务和安全理事会的任務不同。" + "大会注意到这一点。" * 60, [("V110", "務")]),
    ],
    ids=["misprint", "two names", "other order", "twice in a list", "before it", "heading", "twice", "former", "traditional"],
)  # fmt: skip
def test_a_reviser_would_flag(tiny: Termbase, text: str, expected: list[tuple[str, str]]) -> None:
    assert flagged(text, tiny) == expected


def test_a_short_form_that_is_hardly_used(tiny: Termbase) -> None:
    long = "大会注意到会员国的建议。" * 300
    assert flagged(f"国际原子能机构（原子能机构）提供支助。{long}原子能机构举行了会议。", tiny) == [
        ("V106", "原子能机构")
    ]
    assert flagged(f"国际原子能机构（原子能机构）提供支助。{long}" + "原子能机构举行了会议。" * 3, tiny) == []


@pytest.mark.parametrize(
    "text",
    [
        "联合国毒品和犯罪问题办公室（毒品和犯罪问题办公室）提供支助。毒品和犯罪问题办公室感谢会员国。",
        "预防犯罪与刑事司法委员会开会。预防犯罪和刑事司法委员会通过了决议。",
        "《联合国打击跨国有组织犯罪公约》生效。打击跨国有组织犯罪公约有许多缔约国。",
        "该机构分别访问了乌克兰、刚果（金）和乌克兰的邻国。",
    ],
)
def test_what_is_no_fault(tiny: Termbase, text: str) -> None:
    assert flagged(text, tiny) == []
