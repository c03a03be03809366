"""The house as a whole: generated pages are fresh, the README shows what happens, the shipped data is sound."""

import contextlib
import importlib.util
import io
import re
from pathlib import Path

import pytest

from glossary.cli import main
from termbase import shipped
from termbase.validate import Severity, validate

ROOT = Path(__file__).parent.parent


def _pages():
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.PAGES


@pytest.mark.parametrize("name", ["cli.md", "formats.md", "codes.md"])
def test_generated_pages_are_fresh(name):
    page = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert page == _pages()[name](), "run python docs/generate.py"


def _examples():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(r"```text\n\$ glossary ([^\n]+)\n(.*?)```", text, re.DOTALL)


@pytest.mark.parametrize(("words", "shown"), _examples())
def test_the_readme_shows_what_happens(words, shown, monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    assert main(words.split()) == 0
    assert capsys.readouterr().out.startswith(shown)


def test_links_of_the_readme_and_the_docs_lead_somewhere():
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_shipped_termbase_has_no_error():
    concepts = list(shipped.concepts())
    assert len(concepts) >= 8000
    assert len({concept.id for concept in concepts}) == len(concepts)
    errors = [f"{f.code} {f.concept}: {f.message}" for f in validate(concepts) if f.severity is Severity.ERROR]
    assert errors == []


def test_help_of_every_task_has_examples():
    from glossary.cli import TASKS

    for task in TASKS:
        shown = io.StringIO()
        with contextlib.redirect_stdout(shown), contextlib.suppress(SystemExit):
            main([task, "--help"])
        assert f"glossary {task} " in shown.getvalue().split("examples:")[1]
