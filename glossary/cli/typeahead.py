"""The screen of ``glossary lookup`` without a query: it finds while you type.

:class:`Screen` is what happens, without a terminal; :func:`application` shows it with prompt_toolkit.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from glossary.cli.common import tell
from glossary.cli.terminal import cut, pad, width
from glossary.errors import GlossaryError
from termbase.base import Termbase, data_folder, open_termbase
from termbase.errors import TermbaseError
from termbase.model import Concept
from termbase.search.finding import Found, find, near
from termbase.store.reading import Card

if TYPE_CHECKING:
    from collections.abc import Callable

    from prompt_toolkit import Application
    from prompt_toolkit.formatted_text import StyleAndTextTuples
    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyPressEvent
    from prompt_toolkit.output import Output

_MOST = 50
_REMEMBERED = 300
_KEYS = "Enter copy  Tab details  ^T direction  ^P ^N history  ^Y Chinese  Esc  ^C leave"
Line = list[tuple[str, str]]  # (style, text) pieces


class Direction(Enum):
    """Which terms are searched, and what Enter copies: (language, what is shown)."""

    BOTH = ("", "Chinese and English; Enter copies the English")
    ZH_EN = ("zh", "Chinese to English")
    EN_ZH = ("en", "English to Chinese; Enter copies the Chinese")


class History:
    """The queries whose answers were copied, latest last, kept in a file between runs."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self.queries = path.read_text(encoding="utf-8").splitlines()[-_REMEMBERED:]
        except (OSError, UnicodeDecodeError):
            self.queries = []
        self._at = len(self.queries)

    def add(self, query: str) -> None:
        """Remember *query*; a file that cannot be written is no reason to stop."""
        self.queries = [*(q for q in self.queries if q != query), query][-_REMEMBERED:]
        self._at = len(self.queries)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text("\n".join(self.queries) + "\n", encoding="utf-8")
        except OSError:
            pass

    def step(self, by: int) -> str:
        """Return the query *by* steps later (negative: earlier), an empty one after the latest."""
        self._at = max(0, min(len(self.queries), self._at + by))
        return self.queries[self._at] if self._at < len(self.queries) else ""


class Screen:
    """What is typed, found and chosen."""

    def __init__(self, base: Termbase, history: History, *, lang: str = "", subject: str = "") -> None:
        self.base = base
        self.history = history
        self.subject = subject
        self.direction = next(d for d in Direction if d.value[0] == lang)
        self.query = ""
        self.found: list[Found] = []
        self.cards: dict[int, Card] = {}
        self.at = 0
        self.guessed = False  # nothing was found, and these are the least unlike
        self.details: list[str] = []
        self.top = 0  # first line of the details that is shown
        self.message = ""

    def type(self, query: str) -> None:
        """Take what now stands in the input line."""
        self.query = query.strip()
        self.at = self.top = 0
        self.details = []
        self.message = ""
        self.guessed = False
        self.found = []
        lang = self.direction.value[0]
        try:
            with self.base.store.asking() as index:
                if self.query:
                    self.found = find(index, self.query, limit=_MOST, lang=lang, subject=self.subject)
                    if not self.found and len(self.query) > 1:
                        self.found = near(index, self.query, limit=8, lang=lang)
                        self.guessed = bool(self.found)
                self.cards = index.cards({hit.concept for hit in self.found})
        except TermbaseError as error:
            self.found = []
            self.message = str(error)

    @property
    def chosen(self) -> Card | None:
        """The concept the arrow stands at."""
        return self.cards[self.found[self.at].concept] if self.found else None

    def move(self, by: int) -> None:
        """Go down (negative: up) in the list, or in the details."""
        if self.details:
            self.top = max(0, min(len(self.details) - 1, self.top + by))
        elif self.found:
            self.at = max(0, min(len(self.found) - 1, self.at + by))

    def turn(self) -> None:
        """Go on to the next direction."""
        every = list(Direction)
        self.direction = every[(every.index(self.direction) + 1) % len(every)]
        self.type(self.query)

    def toggle_details(self) -> None:
        """Show all about the chosen concept, or the list again."""
        self.top = 0
        card = self.chosen
        concept = self.base.concept(card.id) if card and not self.details else None
        self.details = page(concept, self.base) if concept else []

    def to_copy(self, other: bool = False) -> str:
        """Return what Enter copies (with *other*, what it does not), and remember the query."""
        card = self.chosen
        if card is None:
            return ""
        self.history.add(self.query)
        chinese = (self.direction is Direction.EN_ZH) is not other
        names = card.zh if chinese else card.en
        return names[0] if names else ""

    def lines(self, columns: int, rows: int) -> list[Line]:
        """Return what stands under the input line, in that many columns and rows."""
        body = max(3, rows - 4)
        shown = self._details(columns, body) if self.details else self._list(columns, body)
        shown += [[("", "")]] * (body - len(shown))
        count = (
            f"{len(self.found)}{'+' if len(self.found) == _MOST else ''} found"
            if self.found and not self.guessed
            else ""
        )
        if self.guessed:
            count = "nothing found; nearest"
        elif self.query and not self.found:
            count = "nothing found"
        head = f"{self.direction.value[1]}{f', {self.subject}' if self.subject else ''}"
        ruler = cut(f"── {head} {f'── {count} ' if count else ''}", columns)
        return [
            [("class:ruler", ruler + "─" * (columns - width(ruler)))],
            *shown,
            [("class:why", cut(self._why(), columns))],
            [("class:message", cut(self.message, columns))] if self.message else [("class:keys", cut(_KEYS, columns))],
        ]

    def _list(self, columns: int, body: int) -> list[Line]:
        first = max(0, min(self.at - body // 2, len(self.found) - body))
        some = self.found[first : first + body]
        left = min(max((width(self._zh(hit)) for hit in some), default=0), columns * 2 // 5)
        lines: list[Line] = []
        for place, hit in enumerate(some, first):
            card = self.cards[hit.concept]
            english = card.en[0] if card.en else "-"
            acronym = f" ({card.acronym})" if card.acronym and card.acronym != english else ""
            row = f"{pad(cut(self._zh(hit), left), left)}  {cut(english + acronym, columns - left - 4)}"
            chosen = place == self.at
            lines.append([("class:chosen" if chosen else "", pad(("> " if chosen else "  ") + row, columns))])
        return lines

    def _zh(self, hit: Found) -> str:
        zh = self.cards[hit.concept].zh
        return zh[0] if zh else "-"

    def _details(self, columns: int, body: int) -> list[Line]:
        return [[("", cut(line, columns))] for line in self.details[self.top : self.top + body]]

    def _why(self) -> str:
        if not self.found:
            return ""
        hit = self.found[self.at]
        field = self.cards[hit.concept].subject
        return f"{hit.matched}: {hit.why} [{hit.how}{f', {field}' if field else ''}]"


def page(concept: Concept, base: Termbase) -> list[str]:
    """Return all that a translator wants to see of *concept*, line by line."""
    lines = [
        concept.id
        + (f"  {concept.kind.value}" if concept.kind else "")
        + (f"  {', '.join(concept.subjects)}" if concept.subjects else "")
    ]
    for terms in (concept.zh, concept.en):
        lines.append("")
        for term in terms:
            facts = [] if term.form.value == "full" else [term.form.value]
            facts += [] if term.is_current else ["no longer used"]
            lines.append(f"  {term.text}{f'  ({chr(44).join(facts)})' if facts else ''}")
    lines.append("")
    parent = base.concept(concept.parent) if concept.parent else None
    if parent:
        lines.append("part of     " + " / ".join(t.text for t in (parent.preferred("zh"), parent.preferred("en")) if t))
    lines += [f"definition  {definition.text}" for definition in concept.definitions]
    lines += [f"note        {note.text}" for note in concept.notes]
    best = max((term.reliability or 0 for term in concept.terms), default=0)
    if best:
        lines.append(f"reliability {best} of 10")
    lines += [f"source      {source.text}" for source in concept.sources]
    if concept.evidence:
        lines.append(f"evidence    {concept.evidence.confirmed} of {concept.evidence.seen} real translations say so")
    return lines


def run(termbase: str = "", *, lang: str = "", subject: str = "") -> int:
    """Open the screen and return the exit code."""
    try:
        import prompt_toolkit  # noqa: F401
    except ImportError as error:
        raise GlossaryError(
            "the screen needs prompt_toolkit (pip install prompt_toolkit); or give a query: glossary lookup 执行局"
        ) from error
    with open_termbase(termbase or None, say=tell) as base:
        screen = Screen(base, History(data_folder() / "history.txt"), lang=lang, subject=subject)
        application(screen).run()
    return 0


def application(screen: Screen, source: Input | None = None, sink: Output | None = None) -> Application[None]:
    """Return *screen* as an application of prompt_toolkit, on this terminal or on *source* and *sink*."""
    from prompt_toolkit import Application
    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.data_structures import Point
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.layout import HSplit, Layout, VSplit, Window
    from prompt_toolkit.layout.controls import BufferControl, FormattedTextControl
    from prompt_toolkit.styles import Style

    from glossary.cli.clipboard import copy

    line = Buffer(multiline=False, on_text_changed=lambda buffer: screen.type(buffer.text))

    def leave(event: KeyPressEvent) -> None:
        event.app.exit()

    def back(event: KeyPressEvent) -> None:
        if screen.details:
            screen.toggle_details()
        elif line.text:
            line.reset()
            screen.type("")
        else:
            event.app.exit()

    def move(by: int) -> Callable[[KeyPressEvent], None]:
        return lambda event: screen.move(by)

    def recall(by: int) -> Callable[[KeyPressEvent], None]:
        def handler(event: KeyPressEvent) -> None:
            line.text = screen.history.step(by)
            line.cursor_position = len(line.text)

        return handler

    def put(other: bool) -> Callable[[KeyPressEvent], None]:
        def handler(event: KeyPressEvent) -> None:
            text = screen.to_copy(other)
            if text:
                screen.message = copy(text, raw)

        return handler

    def raw(characters: str) -> None:
        app.output.write_raw(characters)
        app.output.flush()

    keys = KeyBindings()
    for name, handler in {
        "c-c": leave,
        "c-q": leave,
        "up": move(-1),
        "down": move(1),
        "pageup": move(-10),
        "pagedown": move(10),
        "tab": lambda event: screen.toggle_details(),
        "c-t": lambda event: screen.turn(),
        "enter": put(other=False),
        "c-y": put(other=True),
        "c-p": recall(-1),
        "c-n": recall(1),
    }.items():
        keys.add(name)(handler)
    keys.add("escape", eager=True)(back)

    def below() -> StyleAndTextTuples:
        size = app.output.get_size()
        pieces: StyleAndTextTuples = []
        for number, shown in enumerate(screen.lines(size.columns, size.rows - 1)):
            pieces += [("", "\n"), *shown] if number else shown
        return pieces

    prompt = "Look up: "
    top = VSplit(
        [
            Window(FormattedTextControl([("class:prompt", prompt)]), width=len(prompt)),
            Window(BufferControl(line), height=1),
        ]
    )
    results = Window(
        FormattedTextControl(below, show_cursor=False, get_cursor_position=lambda: Point(0, 0)), wrap_lines=False
    )
    style = Style.from_dict(
        {
            "prompt": "bold",
            "chosen": "reverse",
            "ruler": "fg:ansibrightblack",
            "why": "italic",
            "keys": "fg:ansibrightblack",
            "message": "bold",
        }
    )
    app: Application[None] = Application(
        Layout(HSplit([top, results]), focused_element=line),
        key_bindings=keys,
        style=style,
        full_screen=True,
        input=source,
        output=sink,
    )
    app.ttimeoutlen = 0.05  # Escape alone is a key of ours
    return app
