"""A small termbase of real concepts, built once; every test gets its own user folders."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from termbase.base import Termbase, open_termbase
from termbase.model import Concept
from termbase.shipped import COLUMNS, concept_of
from termbase.store.sqlite import open_store

# id, zh, en, and other columns by name: a slice of the United Nations system that has every phenomenon in it.
_ROWS = [
    {"id": "un", "zh": "联合国", "en": "United Nations", "acronym": "UN", "kind": "body"},
    {"id": "ga", "zh": "大会", "en": "General Assembly", "zh_short": "联大", "kind": "body", "parent": "un"},
    {"id": "sc", "zh": "安全理事会", "en": "Security Council", "zh_short": "安理会", "kind": "body", "parent": "un"},
    {"id": "ecosoc", "zh": "经济及社会理事会", "en": "Economic and Social Council", "zh_short": "经社理事会", "acronym": "ECOSOC",
     "kind": "body", "parent": "un"},
    {"id": "ctc", "zh": "反恐怖主义委员会", "en": "Counter-Terrorism Committee", "zh_short": "反恐委员会", "acronym": "CTC",
     "kind": "body", "parent": "sc"},
    {"id": "cted", "zh": "反恐怖主义委员会执行局", "en": "Counter-Terrorism Committee Executive Directorate",
     "zh_short": "反恐执行局", "zh_generic": "执行局", "acronym": "CTED", "kind": "body", "parent": "ctc"},
    {"id": "unodc", "zh": "联合国毒品和犯罪问题办公室", "en": "United Nations Office on Drugs and Crime",
     "zh_short": "毒品和犯罪问题办公室|毒罪办", "acronym": "UNODC", "kind": "body"},
    {"id": "tpb", "zh": "预防恐怖主义处", "en": "Terrorism Prevention Branch", "acronym": "TPB", "kind": "body", "parent": "unodc"},
    {"id": "ccpcj", "zh": "预防犯罪和刑事司法委员会", "en": "Commission on Crime Prevention and Criminal Justice",
     "acronym": "CCPCJ", "kind": "body", "parent": "ecosoc"},
    {"id": "unicef", "zh": "联合国儿童基金会", "en": "United Nations Children's Fund", "zh_short": "儿基会", "acronym": "UNICEF",
     "kind": "body"},
    {"id": "unicef-board", "zh": "联合国儿童基金会执行局", "en": "Executive Board of the United Nations Children's Fund",
     "zh_generic": "执行局", "en_short": "UNICEF Executive Board", "kind": "body", "parent": "unicef"},
    {"id": "iaea", "zh": "国际原子能机构", "en": "International Atomic Energy Agency", "zh_short": "原子能机构", "acronym": "IAEA",
     "kind": "body"},
    {"id": "asean", "zh": "东南亚国家联盟", "en": "Association of Southeast Asian Nations", "zh_short": "东盟", "acronym": "ASEAN",
     "kind": "body"},
    {"id": "arf", "zh": "东盟区域论坛", "en": "ASEAN Regional Forum", "zh_variant": "东南亚国家联盟区域论坛", "kind": "body",
     "parent": "asean"},
    {"id": "igad", "zh": "政府间发展管理局", "en": "Intergovernmental Authority on Development", "zh_short": "伊加特",
     "acronym": "IGAD", "kind": "body"},
    {"id": "icsant", "zh": "制止核恐怖主义行为国际公约",
     "en": "International Convention for the Suppression of Acts of Nuclear Terrorism", "acronym": "ICSANT", "kind": "instrument"},
    {"id": "untoc", "zh": "联合国打击跨国有组织犯罪公约", "en": "United Nations Convention against Transnational Organized Crime",
     "zh_short": "有组织犯罪公约", "acronym": "UNTOC", "kind": "instrument"},
    {"id": "strategy", "zh": "联合国全球反恐战略", "en": "United Nations Global Counter-Terrorism Strategy", "kind": "instrument"},
    {"id": "gpml", "zh": "打击洗钱、犯罪收益和资助恐怖主义全球方案",
     "en": "Global Programme against Money-Laundering, Proceeds of Crime and the Financing of Terrorism", "acronym": "GPML",
     "kind": "programme", "parent": "unodc"},
    {"id": "drc", "zh": "刚果民主共和国", "en": "Democratic Republic of the Congo", "zh_short": "刚果（金）", "kind": "place"},
    {"id": "ukraine", "zh": "乌克兰", "en": "Ukraine", "kind": "place"},
    {"id": "mission", "zh": "常驻联合国代表团", "en": "permanent mission to the United Nations", "kind": "body"},
    {"id": "chair", "zh": "主席", "en": "Chair", "en_variant": "President|Chairperson", "kind": "post"},
    {"id": "member-state", "zh": "会员国", "en": "Member State"},
    {"id": "subregion", "zh": "次区域", "en": "subregion"},
    {"id": "regional-cooperation", "zh": "区域合作", "en": "regional cooperation"},
    {"id": "ct", "zh": "反恐", "en": "counter-terrorism"},
    {"id": "terrorism", "zh": "恐怖主义", "en": "terrorism"},
    {"id": "support", "zh": "支助", "en": "support", "en_variant": "to support"},
    {"id": "international-law", "zh": "国际法", "en": "international law"},
    {"id": "instruments", "zh": "国际法律文书", "en": "international legal instrument"},
    {"id": "mandate", "zh": "任务授权", "en": "mandate"},
    {"id": "task", "zh": "任务", "en": "task"},
    {"id": "recall", "zh": "回顾", "en": "to recall", "pos": "verb"},
    {"id": "recommendation", "zh": "建议", "en": "recommendation"},
    {"id": "wco", "zh": "世界动物卫生组织", "en": "World Organisation for Animal Health", "acronym": "WOAH", "former": "OIE",
     "kind": "body"},
    {"id": "task-force", "zh": "工作队", "en": "task force", "kind": "body"},
    {"id": "ctitf", "zh": "反恐执行工作队", "en": "Counter-Terrorism Implementation Task Force", "acronym": "CTITF", "kind": "body"},
    {"id": "working-group", "zh": "工作组", "en": "working group", "kind": "body"},
    {"id": "special-committee", "zh": "特别委员会", "en": "Special Committee", "kind": "body"},
    {"id": "knowledge-hub", "zh": "知识中心", "en": "knowledge hub"},
    {"id": "ageing-conference", "zh": "老龄问题部长级会议", "en": "Ministerial Conference on Ageing", "kind": "event"},
    {"id": "healthy-ageing", "zh": "健康老龄十年", "en": "Decade of Healthy Ageing", "kind": "event"},
    {"id": "discharge-prison", "zh": "释放出狱", "en": "release"},
    {"id": "global-programme", "zh": "全球方案", "en": "global programme"},
]  # fmt: skip


def row(**cells: str) -> Concept:
    """Return the concept of one row of a subject file."""
    full = dict.fromkeys(COLUMNS, "") | {"reliability": "9", "source": "official"} | cells
    return concept_of(full, "test")


TINY = [row(**cells) for cells in _ROWS]


@pytest.fixture(scope="session", autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes the user's data folder."""
    patch = pytest.MonkeyPatch()
    home = tmp_path_factory.mktemp("home")
    patch.setenv("XDG_DATA_HOME", str(home))
    patch.setenv("LOCALAPPDATA", str(home))
    patch.setenv("HOME", str(home))
    patch.delenv("GLOSSARY_TERMBASE", raising=False)
    patch.setenv("NO_COLOR", "1")
    yield
    patch.undo()


@pytest.fixture(scope="session")
def tiny_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the small termbase; copy it before writing."""
    path = tmp_path_factory.mktemp("tiny") / "tiny.sqlite"
    with open_store(path, create=True) as store:
        store.fill(TINY)
    return path


@pytest.fixture(scope="session")
def tiny(tiny_file: Path) -> Iterator[Termbase]:
    """The small termbase, for reading."""
    with open_termbase(tiny_file) as base:
        yield base


@pytest.fixture
def own_tiny(tiny_file: Path, tmp_path: Path) -> Iterator[Termbase]:
    """A small termbase of the test's own, for writing."""
    path = tmp_path / "own.sqlite"
    shutil.copy(tiny_file, path)
    with open_termbase(path) as base:
        yield base


@pytest.fixture
def worded(tmp_path: Path) -> Iterator[Termbase]:
    """The small termbase with a few terms more that tell what words mean, as a large one does."""
    words = {"设备": "equipment", "中心": "centre", "联盟": "alliance"}
    with open_termbase(tmp_path / "worded.sqlite", create=True) as base:
        base.fill([*TINY, *(row(id=en.replace(" ", "-"), zh=zh, en=en) for zh, en in words.items())])
        yield base
