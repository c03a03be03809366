import base64

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from glossary.cli import clipboard, typeahead
from glossary.cli.terminal import width
from glossary.cli.typeahead import Direction, History, Screen


class _Terminal(DummyOutput):
    def __init__(self, columns=80, rows=24):
        self.raw = []
        self.size = Size(rows=rows, columns=columns)

    def get_size(self):
        return self.size

    def write_raw(self, data):
        self.raw.append(data)


@pytest.fixture
def screen(tiny, tmp_path):
    return Screen(tiny, History(tmp_path / "history.txt"))


@pytest.fixture(autouse=True)
def _far_away(monkeypatch):
    """No test may write on the clipboard of who runs it: as over ssh, without tmux."""
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def press(screen, keys, **size):
    terminal = _Terminal(**size)
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=terminal):
        pipe.send_text(keys + "\x03")
        typeahead.application(screen, pipe, terminal).run()
    return terminal


def shown(screen, columns=80, rows=24):
    return ["".join(text for _, text in line) for line in screen.lines(columns, rows - 1)]


def copied(terminal):
    return [base64.b64decode(raw[7:-1]).decode() for raw in terminal.raw if raw.startswith("\x1b]52;c;")]


def test_typing_finds_and_enter_copies_the_english(screen):
    terminal = press(screen, "zhixingju\r")
    assert screen.query == "zhixingju"
    assert copied(terminal) == ["Counter-Terrorism Committee Executive Directorate"]
    assert screen.message == "sent to your terminal's clipboard: Counter-Terrorism Committee Executive Directorate"


def test_arrows_choose_another_concept(screen):
    terminal = press(screen, "执行局\x1b[B\r")
    assert copied(terminal) == ["Executive Board of the United Nations Children's Fund"]
    assert press(screen, "\x1b[A\r") is not None
    assert screen.at == 0


def test_tab_shows_all_about_the_concept_and_takes_it_away_again(screen):
    press(screen, "CTED\t")
    lines = shown(screen)
    assert any("反恐执行局" in line and "short" in line for line in lines)
    assert any(line.startswith("part of     反恐怖主义委员会 / Counter-Terrorism Committee") for line in lines)
    screen.toggle_details()
    assert any(line.startswith("> 反恐怖主义委员会执行局") for line in shown(screen))


def test_the_direction_turns_and_with_it_what_is_searched_and_copied(screen):
    press(screen, "\x14\x14Ukraine")
    assert screen.direction is Direction.EN_ZH
    assert screen.to_copy() == "乌克兰"
    screen.type("乌克兰")
    assert screen.found == [] or screen.guessed
    screen.turn()
    assert screen.direction is Direction.BOTH
    assert screen.to_copy() == "Ukraine"
    assert screen.to_copy(other=True) == "乌克兰"


def test_queries_whose_answer_was_copied_come_back(screen, tiny, tmp_path):
    press(screen, "毒罪办\r")
    press(screen, "安理会\r")
    again = Screen(tiny, History(tmp_path / "history.txt"))
    press(again, "\x10\x10")
    assert again.query == "毒罪办"
    press(again, "\x10\x0e")
    assert again.query in ("安理会", "毒罪办")


def test_a_history_that_cannot_be_read_or_written_is_no_obstacle(tiny, tmp_path):
    (tmp_path / "history.txt").mkdir()
    history = History(tmp_path / "history.txt")
    history.add("执行局")
    assert history.step(-1) == "执行局"


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 10), (200, 60), (20, 6)])
def test_every_line_fits_the_window(screen, columns, rows):
    for query in ("执行局", "反恐", "联合国打击跨国有组织犯罪公约", "Ukrzzz", ""):
        screen.type(query)
        for details in (False, True):
            if details:
                screen.toggle_details()
            lines = shown(screen, columns, rows)
            assert len(lines) <= max(rows, 7) - 1 or rows < 8
            assert all(width(line) <= columns for line in lines), query


def test_nothing_found_shows_the_nearest(screen):
    screen.type("Ukrzzz")
    assert screen.guessed
    assert any("乌克兰" in line for line in shown(screen))
    assert "nothing found; nearest" in shown(screen)[0]


def test_escape_clears_and_then_leaves(screen):
    terminal = _Terminal()
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=terminal):
        app = typeahead.application(screen, pipe, terminal)
        pipe.send_text("执行局")
        pipe.send_bytes(b"\x1b")
        pipe.send_bytes(b"\x1b")
        pipe.send_text("\x03")
        app.run()
    assert screen.query == ""


def test_a_broken_expression_is_told_below(screen):
    screen.type("/(/")
    assert "not a regular expression" in shown(screen)[-1]


def test_the_platform_has_its_own_program_but_not_over_ssh():
    assert clipboard.programs({}, "darwin") == [["pbcopy"]]
    assert clipboard.programs({"DISPLAY": ":0"}, "linux")[0] == ["xclip", "-selection", "clipboard"]
    assert clipboard.programs({"WAYLAND_DISPLAY": "wayland-0"}, "linux") == [["wl-copy"]]
    assert clipboard.programs({"SSH_TTY": "/dev/pts/1", "DISPLAY": ":0"}, "linux") == []


def test_a_terminal_without_a_clipboard_says_so():
    sent = []
    assert "has no clipboard" in clipboard.copy("联合国", sent.append, {"TERM": "linux"})
    assert sent == []


def test_a_program_that_fails_gives_way_to_the_terminal(monkeypatch):
    monkeypatch.setattr(clipboard, "programs", lambda *_: [["false"], ["no-such-program"]])
    sent = []
    assert clipboard.copy("联合国", sent.append, {"TERM": "xterm"}).startswith("sent to your terminal's clipboard")
    assert sent == [clipboard.osc52("联合国")]
