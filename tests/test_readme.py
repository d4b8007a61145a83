"""What the README says works: its commands run, its make targets and files exist."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
TEXT = README.read_text(encoding="utf8") if README.exists() else ""
LINES = [line.strip() for block in re.findall(r"^```sh\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE) for line in block.splitlines()]
# "serve" does not end, and capitals or "..." stand for something of the reader's own.
COMMANDS = [line for line in LINES if line.startswith("python -m") and " serve" not in line and not re.search(r"\.\.\.|\b[A-Z]{3,}\b|[<>]", line)]
TARGETS = sorted(set(re.findall(r"\bmake ([a-z]+)", "\n".join([*LINES, *re.findall(r"`([^`]+)`", TEXT)]))))
LINKS = sorted({link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", TEXT) if not re.match(r"https?:|mailto:|#", link)})
ANCHORS = sorted(set(re.findall(r"\]\(#([^)\s]+)\)", TEXT)))

pytestmark = pytest.mark.skipif(not README.exists(), reason="README.md is not written yet")


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which a reader works: the sample articles in it, and a store made of them."""
    folder = tmp_path_factory.mktemp("reader")
    (folder / "data").symlink_to(ROOT / "data")
    done = run("python -m ingest data/articles", folder)
    assert done.returncode == 0, done.stderr
    return folder


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs a line of the README in a folder, so that what it writes stays out of the project."""
    command = [sys.executable, *shlex.split(line, comments=True)[1:]]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LANDSCAPE_STORE": str(folder / "landscape.db")}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_runs(line: str, reader: Path) -> None:
    done = run(line, reader)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("line", [line for line in COMMANDS if " ask " in line])
def test_a_question_has_an_answer(line: str, reader: Path) -> None:
    assert len(run(line, reader).stdout.splitlines()) > 2  # the head, its rule, and a row at least


def test_there_are_commands_to_run() -> None:
    assert len(COMMANDS) >= 3
    assert {"run", "test"} <= set(TARGETS)


@pytest.mark.parametrize("target", TARGETS)
def test_a_make_target_exists(target: str) -> None:
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf8"), re.MULTILINE)


@pytest.mark.parametrize("link", LINKS)
def test_a_link_leads_somewhere(link: str) -> None:
    assert (ROOT / link).exists()


@pytest.mark.parametrize("anchor", ANCHORS)
def test_an_anchor_is_a_heading(anchor: str) -> None:
    headings = [re.sub(r"[^\w\s-]", "", heading).strip().lower().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)]
    assert anchor in headings
