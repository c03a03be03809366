"""Putting a text on the clipboard: by the platform's own program, by tmux, or through the terminal (OSC 52, over ssh too)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable, Mapping

_WAIT = 2.0  # seconds that a clipboard program may take


def osc52(text: str) -> str:
    """Return the characters that ask a terminal to put *text* on its clipboard."""
    return f"\x1b]52;c;{b64encode(text.encode()).decode()}\x07"


def programs(environment: Mapping[str, str], platform: str) -> list[list[str]]:
    """Return the programs that may reach the user's clipboard, likeliest first; over ssh none of this machine does."""
    if environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"):
        return []
    if platform == "win32":
        return [["clip"]]
    if platform == "darwin":
        return [["pbcopy"]]
    found = []
    if environment.get("WAYLAND_DISPLAY"):
        found.append(["wl-copy"])
    if environment.get("DISPLAY"):
        found += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
    if environment.get("WSL_DISTRO_NAME"):
        found.append(["clip.exe"])
    if "com.termux" in environment.get("PREFIX", ""):
        found.append(["termux-clipboard-set"])
    return found


def copy(text: str, write_raw: Callable[[str], None], environment: Mapping[str, str] | None = None) -> str:
    """Copy *text* and return a sentence on what happened; *write_raw* sends characters to the terminal as they are."""
    environment = os.environ if environment is None else environment
    for program in programs(environment, sys.platform):
        if _run(program, text):
            return f"copied ({program[0]}): {text}"
    if environment.get("TMUX") and _run(["tmux", "load-buffer", "-w", "-"], text):
        return f"copied to tmux, and to your terminal if it lets tmux: {text}"
    if environment.get("TERM", "") in ("", "dumb", "linux"):
        return f"this terminal has no clipboard; here it is to select: {text}"
    write_raw(osc52(text))
    return f"sent to your terminal's clipboard: {text}"


def _run(program: list[str], text: str) -> bool:
    path = shutil.which(program[0])
    if path is None:
        return False
    data = text.encode("utf-16-le" if program[0].startswith("clip") else "utf-8")
    try:
        # xclip stays behind to serve the clipboard, so its output must not be waited for.
        done = subprocess.run(  # noqa: S603 - a program of the list above, no shell
            [path, *program[1:]],
            input=data,
            timeout=_WAIT,
            check=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0
