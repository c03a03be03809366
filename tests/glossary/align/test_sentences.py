"""Which sentences of two versions belong together."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.align.sentences import Bead, Sentence, align, joined, sentences, terms_of
from glossary.documents.base import Document, paragraphs
from glossary.scanning import scan

ZH = """一. 导言

1. 本报告根据大会第72/194号决议编写。报告介绍联合国毒品和犯罪问题办公室2018年开展的工作。

2. 该办公室在14个国家举办了讲习班。东道国承担了会场费用。乌克兰派出了检察官。

3. 反恐怖主义委员会执行局参加了其中三次讲习班；国际原子能机构提供了教材。
"""
EN = """I. Introduction

1. The present report was prepared pursuant to General Assembly resolution 72/194. It describes the work of the United Nations \
Office on Drugs and Crime in 2018.

2. The Office held workshops in 14 countries. Ukraine sent prosecutors.

3. The Counter-Terrorism Committee Executive Directorate took part in three of them, while Mr. Vale of the International Atomic \
Energy Agency supplied teaching material.
"""


def document(text):
    return Document("", text, paragraphs(text))


def test_a_sentence_without_counterpart_stays_alone(tiny):
    zh, en = sentences(document(ZH), chinese=True), sentences(document(EN), chinese=False)
    beads = align(zh, en, terms_of(scan(ZH, tiny)))
    pairs = [
        ("".join(s.text for s in zh[b.zh : b.zh_end]), " ".join(s.text for s in en[b.en : b.en_end])) for b in beads
    ]
    assert ("一. 导言", "I. Introduction") in pairs
    assert ("东道国承担了会场费用。", "") in pairs
    assert ("乌克兰派出了检察官。", "Ukraine sent prosecutors.") in pairs
    assert pairs[-1][0] == "3. 反恐怖主义委员会执行局参加了其中三次讲习班；国际原子能机构提供了教材。"
    made = joined("report", zh, en, beads)
    assert made.blocks[-1].where == "¶ 3"
    assert made.translations[-1].startswith("3. The Counter-Terrorism Committee Executive Directorate")
    assert "东道国" not in made.text


def test_abbreviations_symbols_and_figures_end_no_sentence():
    text = "Mr. Vale (see A/72/1, para. 14) spoke of $1.5 billion. He thanked the U.N. Secretariat."
    assert [one.text for one in sentences(document(text), chinese=False)] == [
        "Mr. Vale (see A/72/1, para. 14) spoke of $1.5 billion.",
        "He thanked the U.N. Secretariat.",
    ]
    text = "增长率为2.5%。“我们欢迎这一决定。”委员会通过了E/CN.15/2014/4号文件。"
    assert len(sentences(document(text), chinese=True)) == 3


def test_blanks_of_the_layout_are_no_part_of_a_chinese_sentence():
    found = sentences(document("委员会设立了\n秘书处。第 1540 号决议"), chinese=True)
    assert [one.text for one in found] == ["委员会设立了秘书处。", "第 1540 号决议"]


_SIDE = st.lists(
    st.builds(
        Sentence,
        st.text("会员国 2018年Report (UNODC)", min_size=1, max_size=12),
        opens=st.booleans(),
        number=st.sampled_from([0, 0, 0, 1, 2, 3]),
        size=st.floats(1, 200),
    ),
    max_size=12,
)


@given(_SIDE, _SIDE)
@settings(max_examples=60, deadline=None)
def test_every_sentence_stands_once_and_in_order(zh, en):
    beads = align(zh, en)
    assert all(bead.zh <= bead.zh_end and bead.en <= bead.en_end and bead[0::2] != bead[1::2] for bead in beads)
    chain = [Bead(0, 0, 0, 0), *beads, Bead(len(zh), len(zh), len(en), len(en))]
    assert all((one.zh_end, one.en_end) == (other.zh, other.en) for one, other in pairwise(chain))


def test_a_long_version_beside_a_short_one_is_covered():
    zh = [Sentence("会员国通过了决议。", size=36.0)] * 300
    beads = align(zh, [Sentence("Member States adopted it.", size=25.0)] * 3)
    assert [bead.zh for bead in beads] == sorted(bead.zh for bead in beads)
    assert (beads[-1].zh_end, beads[-1].en_end) == (300, 3)
