"""Head nouns: the word a body, instrument or programme is called by once it has been named (该处, 委员会, 《公约》).

Each head has the English it can stand for, commonest first, and what its bare use in a text means:

* ``NAME``  bare, it normally means one named thing of the document (委员会, 执行局, 秘书处);
* ``MARKED`` it does so between book-title marks (《公约》, 《战略》), or after 该 and its like;
* ``THAT``  only after 该 and its like (该项目, 该活动).
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple


class Bare(IntEnum):
    """What a head noun standing alone means."""

    NAME = 0
    MARKED = 1
    THAT = 2


class Head(NamedTuple):
    """A head noun with its renderings."""

    zh: str
    en: tuple[str, ...]
    bare: Bare


_TABLE = """
执行委员会 Executive Committee|Executive Board|0
委员会 Committee|Commission|Board|0
执行局 Executive Board|Executive Directorate|0
执行理事会 Executive Council|Governing Board|0
理事会 Council|Governing Council|Board|0
大会 General Assembly|Conference|General Conference|Assembly|0
主席团 Bureau|0
秘书处 Secretariat|0
缔约方会议 Conference of the Parties|Meeting of the Parties|0
缔约国会议 Meeting of States Parties|Conference of the States Parties|0
缔约方大会 Conference of the Parties|0
审议大会 Review Conference|0
世界大会 World Conference|World Assembly|0
首脑会议 Summit|0
峰会 Summit|0
论坛 Forum|0
会议 Conference|Meeting|2
法院 Court|2
法庭 Tribunal|Court|0
管理局 Authority|0
专员办事处 Office of the High Commissioner|0
人权高专办 Office of the High Commissioner|0
办事处 Office|0
办公室 Office|2
处 Branch|Division|Office|Section|2
司 Division|Office|2
厅 Office|Department|2
部 Department|Ministry|2
科 Section|Branch|2
股 Unit|2
署 Programme|Agency|Office|2
局 Bureau|Directorate|Agency|Office|2
中心 Centre|Center|Hub|2
研究所 Institute|0
学院 Institute|College|Academy|2
大学 University|2
银行 Bank|2
基金会 Foundation|2
基金 Fund|2
信托基金 Trust Fund|0
协会 Association|2
联合会 Federation|2
联盟 Union|League|Alliance|Coalition|0
共同体 Community|0
集团 Group|0
组织 Organization|2
机构 Agency|institution|body|2
机制 Mechanism|2
特派团 Mission|0
稳定团 Mission|0
援助团 Mission|0
支助团 Mission|0
部队 Force|2
工作队 Task Force|0
国家工作队 country team|0
工作组 Working Group|0
专家组 Group of Experts|Panel of Experts|Expert Group|0
专家小组 Panel of Experts|Panel|Group of Experts|0
高级别小组 High-level Panel|0
监察组 Monitoring Group|Monitoring Team|0
监测组 Monitoring Team|Monitoring Group|0
小组委员会 Subcommittee|Subcommission|0
小组 Group|Panel|Team|Subcommittee|2
组 Group|Unit|Team|2
队 Team|2
代表团 delegation|2
特别报告员 Special Rapporteur|0
独立专家 Independent Expert|0
执行主任 Executive Director|0
总干事 Director General|Director-General|0
高级专员 High Commissioner|0
特别代表 Special Representative|0
特使 Special Envoy|0
协调员 Coordinator|2
主任 Director|2
检察官 Prosecutor|2
公约 Convention|1
条约 Treaty|1
协定 Agreement|1
协议 Agreement|2
议定书 Protocol|1
任择议定书 Optional Protocol|1
宪章 Charter|1
规约 Statute|1
章程 Constitution|Charter|Statute|1
宪法 Constitution|1
盟约 Covenant|1
契约 Compact|1
宣言 Declaration|1
政治宣言 Political Declaration|1
行动纲领 Programme of Action|1
行动纲要 Platform for Action|1
行动计划 Plan of Action|Action Plan|1
执行计划 Plan of Implementation|1
纲领 Programme|1
纲要 Platform|Outline|1
议程 Agenda|1
行动议程 Agenda for Action|Action Agenda|1
战略 Strategy|1
框架 Framework|1
方案 Programme|1
工作方案 programme of work|1
计划 Plan|Programme|1
倡议 Initiative|1
准则 Guidelines|Code|1
指南 Guide|Guidelines|1
导则 Guidelines|1
守则 Code of Conduct|Code|1
行为守则 Code of Conduct|1
原则 Principles|1
规则 Rules|1
议事规则 rules of procedure|1
规章 Regulations|1
条例 Regulations|Ordinance|1
细则 Rules|1
示范法 Model Law|1
手册 Handbook|Manual|1
修正案 Amendment|1
备忘录 Memorandum|1
文书 instrument|1
法 law|Act|2
法案 bill|Act|2
决议 resolution|2
决议草案 draft resolution|2
决定 decision|2
报告 report|2
项目 project|2
工具 tool|2
培训工具 training tool|2
单元 module|2
课程 course|curriculum|2
门户 portal|2
中央局 bureau|2
次级方案 subprogramme|2
平台 platform|2
网络 Network|2
伙伴关系 Partnership|1
运动 Movement|Campaign|2
进程 process|2
奖 Prize|Award|2
十年 Decade|1
国际年 International Year|2
届会 session|2
缔约国 State party|2
缔约方 Party|2
成员国 member State|2
目标 Goal|objective|2
"""


def _parse() -> dict[str, Head]:
    heads = {}
    for line in _TABLE.strip().split("\n"):
        zh, rest = line.split(" ", 1)
        *english, bare = rest.split("|")
        heads[zh] = Head(zh, tuple(english), Bare(int(bare)))
    return heads


HEADS = _parse()
_LONGEST = max(map(len, HEADS))

# Words that point back. The plural ones want several things or one thing of several parts.
DETERMINERS = (
    "该",
    "本",
    "这一",
    "这项",
    "此项",
    "此",
    "这个",
    "这一个",
    "该项",
    "该个",
    "本次",
    "这次",
    "此次",
    "本届",
    "上述",
    "前述",
)
PLURAL_HEADS = frozenset(
    """
文书 公约 条约 议定书 目标 委员会 决议
""".split()
)
PLURAL_DETERMINERS = ("这些", "此类", "这类", "各该", "上述各", "两", "这两个", "这两项")


def head_of(name: str) -> Head | None:
    """Return the longest head noun that *name* ends with, or None."""
    for length in range(min(_LONGEST, len(name)), 0, -1):
        head = HEADS.get(name[-length:])
        if head:
            return head
    return None


def heads_of(name: str) -> tuple[Head, ...]:
    """Return every head noun that *name* ends with, longest first."""
    found = (HEADS.get(name[-length:]) for length in range(min(_LONGEST, len(name)), 0, -1))
    return tuple(head for head in found if head)
