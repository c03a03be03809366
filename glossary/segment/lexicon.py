"""The termbase as the segmenter needs it: every string a document may hold, and what each can mean.

Built from the concepts, kept beside the termbase and rebuilt when the termbase's revision changes.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Iterable
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple

from glossary.segment.automaton import Automaton, build, restore
from glossary.segment.heads import DETERMINERS, HEADS, PLURAL_DETERMINERS, PLURAL_HEADS, Bare, head_of, heads_of
from glossary.segment.words import words
from termbase.base import Termbase
from termbase.keys import scan_keys
from termbase.languages import is_chinese, is_traditional
from termbase.model import Concept, Form, Kind, PartOfSpeech, Term
from termbase.where import prepared

_NOT_MARKED = frozenset({PartOfSpeech.VERB, PartOfSpeech.ADVERB, PartOfSpeech.ADJECTIVE})
_PHRASE = 7  # characters from which a fixed phrase is worth marking; shorter ones only join sentences (在这方面)
_VERBS = frozenset(
    """
    提供 加强 保护 遵守 违反 取得 开展 进行 确保 支助 支持 尊重 侵犯 参加 参与
    履行 落实 采取 制定 建立 选举 相关 有关 适用 停止 应对 利用
    """.split()
)
_NAMED = frozenset({"body", "instrument", "programme", "event"})
_MODIFIERS = frozenset("一切形式 单方面 适用 相关 有关 全面 有效 可信 主要 具体 潜在 现有".split())
_LOOSE = frozenset({"", "event", "document", "group"})
_SET_PHRASE = 4  # times that the development translations had it
_MODIFIED = re.compile("(.+?)(?:其他)?(?:相关|有关).+")
_JOINED = re.compile("以及|和|与|及")
# Words as common as everyday ones that are terms of law, disarmament, development and budgets all the same.
_OF_ART = frozenset(
    "批准 平民 美元 主权 领土 采购 生效 任期 腐败 宪法 侵略 占领 封锁 太空 卫星 导弹 指标 贫困 诉讼 渔业 奴隶 内战".split()
)
_GENERAL = "general"  # the subject field of words that all United Nations documents use
_ORDINARY = 10.6  # -ln of the share of running words
_VERSION = 8  # of the layout below: raise it when the layout or the making changes


class Role(IntEnum):
    """What a string is to a concept."""

    FULL = 0
    VARIANT = 1
    SHORT = 2
    COMPOSED = 3  # made by rule: 环境署执行主任 from 联合国环境规划署执行主任
    FORMER = 4
    ENGLISH = 5
    GENERIC = 6  # 执行局: only where the text says so


class Entry(NamedTuple):
    """What the segmenter knows of a concept."""

    id: str
    zh: str
    en: str
    acronym: str
    english: tuple[str, ...]  # every accepted form, the preferred one first
    subject: str
    kind: str
    parent: str
    reliability: int


class Sense(NamedTuple):
    """A concept that a string can mean: its number among the entries, and the string's role."""

    entry: int
    role: int


class Pointer(NamedTuple):
    """A string that points back to something named before: 该处, 这些文书, 委员会."""

    determiner: str  # empty for a bare head noun
    head: str
    plural: bool


# What make() gives: keys, senses, pointers, entries, names by head noun.
Parts = tuple[
    list[str],
    list[tuple[tuple[int, int], ...]],
    dict[int, tuple[str, str, bool]],
    list[Entry],
    dict[str, list[int]],
]


class Lexicon:
    """The strings, their senses and the automaton that finds them."""

    def __init__(
        self,
        keys: list[str],
        senses: list[tuple[tuple[int, int], ...]],
        pointers: dict[int, tuple[str, str, bool]],
        entries: list[tuple[object, ...]],
        names: dict[str, list[int]],
        automaton: Automaton,
    ) -> None:
        self._names = names
        self._by_head: dict[str, tuple[list[str], list[int]]] = {}
        self.keys = keys
        self._senses = senses
        self._made: dict[int, tuple[Sense, ...]] = {}
        self.pointers = {number: Pointer(*pointer) for number, pointer in pointers.items()}
        self.entries = [Entry(*entry) for entry in entries]  # type: ignore[arg-type]
        self.automaton = automaton
        self._number = {key: number for number, key in enumerate(keys)}
        self.by_id = {entry.id: number for number, entry in enumerate(self.entries)}

    def senses(self, number: int) -> tuple[Sense, ...]:
        """Return what the string of that number can mean, likeliest first."""
        made = self._made.get(number)
        if made is None:
            made = self._made[number] = tuple(Sense(*pair) for pair in self._senses[number])
        return made

    def senses_of(self, key: str) -> tuple[Sense, ...]:
        """Return what the folded string *key* can mean."""
        number = self._number.get(key)
        return () if number is None else self.senses(number)

    def names_ending_in(self, head: str) -> tuple[list[str], list[int]]:
        """Return the full names of bodies, treaties ... whose head noun is *head*, and the numbers of those keys."""
        made = self._by_head.get(head)
        if made is None:
            numbers = self._names.get(head, [])
            made = self._by_head[head] = ([self.keys[number] for number in numbers], numbers)
        return made

    def __contains__(self, key: str) -> bool:
        return key in self._number


def lexicon_of(base: Termbase) -> Lexicon:
    """Return the lexicon of *base*, from a file of the same content: the one beside it, or the one the package brings along."""
    mark = f"{_VERSION} {base.content} {base.revision}\n".encode()
    beside = base.path.with_name(base.path.name + ".lexicon")
    for path in (beside, Path(prepared() + ".lexicon")):
        kept = _read(path, mark)
        if kept is not None:
            return kept
    keys, senses, pointers, entries, names = make(base.concepts())
    automaton, blob = build(keys)
    rows = [tuple(entry) for entry in entries]
    part = beside.with_name(beside.name + ".part")
    try:
        part.write_bytes(mark + marshal.dumps(("\n".join(keys), senses, pointers, rows, names, blob)))
        part.replace(beside)
    except OSError:
        part.unlink(missing_ok=True)  # not kept, so made again next time
    return Lexicon(keys, senses, pointers, rows, names, automaton)


def _read(path: Path, mark: bytes) -> Lexicon | None:
    try:
        with path.open("rb") as stream:
            if stream.readline() != mark:
                return None
            text, senses, pointers, rows, names, blob = marshal.loads(stream.read())  # noqa: S302 - a file only we write
        keys = text.split("\n")
        return Lexicon(keys, senses, pointers, rows, names, restore(blob, keys))
    except (OSError, ValueError, EOFError, TypeError):
        return None


def entry_of(concept: Concept) -> Entry | None:
    """Return *concept* as an entry, or None where it lacks one of the two languages."""
    zh, en = concept.preferred("zh"), concept.preferred("en")
    if zh is None or en is None:
        return None
    current = [t for t in concept.en if t.is_current]
    acronym = next((t.text for t in current if t.form is Form.ACRONYM), "")
    english = dict.fromkeys([en.text, *(t.text for t in current), *(t.text for t in concept.en)])
    for term in current:
        if term.part_of_speech in (PartOfSpeech.VERB, PartOfSpeech.PHRASE, PartOfSpeech.ADVERB):
            english.update(dict.fromkeys(_inflected(term.text)))
    return Entry(
        concept.id,
        zh.text,
        en.text,
        acronym,
        tuple(english),
        concept.subjects[0] if concept.subjects else "",
        concept.kind.value,
        concept.parent,
        zh.reliability or 5,
    )


def make(concepts: Iterable[Concept], *, everything: bool = False) -> Parts:
    """Return keys, senses, pointers, entries and names by head noun for *concepts*.

    With *everything*, also the strings that a scan leaves to their parts or does not mark.
    """
    entries: list[Entry] = []
    found: dict[str, dict[int, int]] = {}
    kept: list[Concept] = []
    for concept in concepts:
        entry = entry_of(concept)
        if entry is not None:
            entries.append(entry)
            kept.append(concept)
    # A pair that recurs is a set phrase: 人权和基本自由.
    often = [concept.evidence is not None and concept.evidence.seen >= _SET_PHRASE for concept in kept]
    numbers = {entry.id: number for number, entry in enumerate(entries)}

    def add(key: str, number: int, role: Role) -> None:
        if len(key) > 1 and not (key[0] == "各" and key[1:] in found):
            roles = found.setdefault(key, {})
            roles[number] = min(roles.get(number, 99), int(role))

    for number, concept in enumerate(kept):
        for term in concept.terms:
            role = _role(term)
            if role is not None:
                for key in scan_keys(term):
                    add(key, number, role)
    for number, concept in enumerate(kept):
        parent = numbers.get(concept.parent)
        if parent is not None:
            for key in _composed(concept, kept[parent]):
                if key not in found:
                    add(key, number, Role.COMPOSED)
        if concept.kind in (Kind.BODY, Kind.POST):
            for term in concept.zh:
                key = scan_keys(term)[0]
                bare = key.removeprefix("联合国")
                if bare != key and len(bare) >= 5 and bare not in found:
                    add(bare, number, Role.COMPOSED)
        if concept.kind not in (Kind.TERM, Kind.PLACE, Kind.GROUP):
            # The head noun a thing is called by (委员会) is a generic form of it, listed or not.
            for head in heads_of(entries[number].zh):
                if head.bare is Bare.NAME and head.zh in found:
                    add(head.zh, number, Role.GENERIC)

    if not everything:
        for key in _unmarked(found, entries, often):
            del found[key]

    pointers: dict[str, tuple[str, str, bool]] = {}
    for head in HEADS.values():
        if head.bare is Bare.NAME:
            pointers[head.zh] = ("", head.zh, False)
        elif head.bare is Bare.MARKED:
            pointers[f"《{head.zh}》"] = ("", head.zh, False)
        for determiner in DETERMINERS:
            pointers[determiner + head.zh] = (determiner, head.zh, False)
        for determiner in PLURAL_DETERMINERS if head.zh in PLURAL_HEADS else ():
            pointers[determiner + head.zh] = (determiner, head.zh, True)
    keys = sorted({*found, *pointers})
    senses = [
        tuple(sorted(found.get(key, {}).items(), key=lambda s: (s[1], -entries[s[0]].reliability, s[0])))
        for key in keys
    ]
    at = {key: number for number, key in enumerate(keys)}
    names: dict[str, list[int]] = {}
    for key, roles in found.items():
        named, best = min(roles.items(), key=lambda pair: pair[1])
        ending = head_of(key) if best <= Role.VARIANT and entries[named].kind in _NAMED and len(key) > 5 else None
        if ending:
            names.setdefault(ending.zh, []).append(at[key])
    return keys, senses, {at[key]: pointer for key, pointer in pointers.items()}, entries, names


def _unmarked(found: dict[str, dict[int, int]], entries: list[Entry], often: list[bool]) -> list[str]:
    """Return the strings that a scan does not mark: free phrases around terms, pairs of terms, everyday words."""
    known = {key: {entries[n].kind for n in roles} for key, roles in found.items()}
    free = {key for key, roles in found.items() if all(not entries[n].kind for n in roles) and _free(key, known)}
    # 修正《宪章》: the title is what to mark
    free.update(key for key in found if "《" in key and (key.count("《") > 1 or known[key] <= _LOOSE))
    free.update(key for key in found if _ordinary(key, found[key], entries))
    left = {key: roles for key, roles in found.items() if key not in free}
    free.update(
        key for key, roles in left.items() if _pair(key, left) and not any(entries[n].kind or often[n] for n in roles)
    )
    return list(free)


def _free(key: str, known: dict[str, set[str]]) -> bool:
    """Whether a key is a free phrase around a term, so that the term is what to mark; *known* gives each key's kinds.

    A verb and its object (提供|技术援助), a noun that a term owns (解决争端|的手段), a country and an ordinary noun
    (以色列|平民), 相关 between a body and a noun (联合国相关决议).
    """
    left, of, right = key.partition("的")
    if of and (left in known or left in _VERBS or (left in HEADS and HEADS[left].bare is Bare.NAME)):
        return True
    if of and left in _MODIFIERS and right in known:
        return True
    if len(key) > 3 and key[:2] in _VERBS and key[2:] in known:
        return True
    modified = _MODIFIED.match(key)
    if modified and "body" in known.get(modified[1], ()):
        return True
    return any("place" in known.get(key[:size], ()) and key[size:] in known for size in range(2, len(key) - 1))


def _pair(key: str, found: dict[str, dict[int, int]]) -> bool:
    """Whether a key is two terms and a joining word (证人和受害者): each is a mention of its own."""
    parts = _JOINED.split(key)
    if len(parts) != 2 or len(key) <= 5 or parts[0] not in found or parts[1] not in found:
        return False
    second = HEADS.get(parts[1])
    return second is None or second.bare is not Bare.MARKED  # 国际公约和议定书: both are international


def _ordinary(key: str, senses: dict[int, int], entries: list[Entry]) -> bool:
    """Whether a term is of the general vocabulary (优先事项), a bare head noun (文书) or a two-character word of everyday Chinese (报告).

    Such terms are looked up, but not marked in texts.

    Of such words at least as common as 1 in 40,000 running words, annotators of UN texts mark hardly any as terms; of the
    rarer ones (难民, 斡旋) nearly all.
    """
    if any(entries[number].kind for number in senses):
        return False
    if all(entries[number].subject == _GENERAL for number in senses):
        return True
    if len(key) != 2 or key in _OF_ART:
        return False
    head = HEADS.get(key)
    if head and head.bare is not Bare.NAME:
        return True
    cost = words().cost(key)
    return cost is not None and cost < _ORDINARY


def _role(term: Term) -> Role | None:
    if is_chinese(term.lang):
        if term.part_of_speech in _NOT_MARKED or (
            term.part_of_speech is PartOfSpeech.PHRASE and len(term.text) < _PHRASE
        ):
            return None  # 回顾, 在这方面: looked up, not marked at every place of a text
        if is_traditional(term.lang) and term.form is Form.GENERIC:
            return None
        if not term.is_current:
            return Role.FORMER
        if term.form is Form.GENERIC:
            return Role.GENERIC
        if term.form in (Form.SHORT, Form.ACRONYM, Form.ABBREVIATION):
            return Role.SHORT
        return Role.FULL if term.form is Form.FULL else Role.VARIANT
    # Latin script inside Chinese text: acronyms and names, never ordinary English words.
    if term.form is Form.ACRONYM or (
        term.text[:1].isupper() and term.form is Form.FULL and term.part_of_speech is PartOfSpeech.PROPER_NOUN
    ):
        return Role.ENGLISH
    if not term.is_current and term.text.isupper():
        return Role.FORMER
    return None


def _composed(concept: Concept, parent: Concept) -> list[str]:
    """Return the names of *concept* with a short form of its parent in place of the parent's full name."""
    full = [scan_keys(t)[0] for t in parent.zh if t.form in (Form.FULL, Form.VARIANT)]
    short = [scan_keys(t)[0] for t in parent.zh if t.form is Form.SHORT]
    made = []
    for term in concept.zh:
        if term.form not in (Form.FULL, Form.VARIANT):
            continue
        key = scan_keys(term)[0]
        rest = next((key.removeprefix(name) for name in full if key.startswith(name) and key != name), "")
        if rest:
            made += [name + rest for name in (*short, *full)]
        elif len(key) < 8:
            made += [name + key for name in (*full, *short)]
    for term in concept.zh:
        if term.form is Form.GENERIC:
            made += [name + scan_keys(term)[0] for name in (*full, *short)]
    return made


def _inflected(verb: str) -> tuple[str, ...]:
    """Return the regular inflections of an English verb (phrase): considers, considered, considering."""
    first, _, rest = verb.partition(" ")
    if not first.isalpha():
        return ()
    if first.endswith("e"):
        forms = (first + "s", first + "d", first[:-1] + "ing")
    elif first.endswith("y") and first[-2:-1] not in "aeiou":
        forms = (first[:-1] + "ies", first[:-1] + "ied", first + "ing")
    elif first.endswith(("s", "sh", "ch", "x", "z")):
        forms = (first + "es", first + "ed", first + "ing")
    else:
        forms = (first + "s", first + "ed", first + "ing")
    return tuple(f"{form} {rest}".strip() for form in forms)
