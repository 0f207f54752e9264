"""The console script is the program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pages import ROOT

SCRIPT = Path(sys.executable).parent / "dechaff"


def _run(*command: object) -> tuple[int, bytes, bytes]:
    words = [str(word) for word in command]
    run = subprocess.run(words, check=False, capture_output=True, cwd=ROOT)
    return run.returncode, run.stdout, run.stderr


def test_the_script_does_what_the_program_does(program: str, tmp_path: Path) -> None:
    binary = tmp_path / "binary.txt"
    binary.write_bytes(b"\x00\x01" * 100)
    runs: list[list[object]] = [
        ["clean", "seeds", "--progress", "never"],
        ["clean", "seeds", binary, "--to", "jsonl", "--progress", "never"],
        ["explain", next((ROOT / "seeds").glob("*.txt")), "--to", "jsonl"],
        ["clean", "nowhere", "--progress", "never"],
        ["clean", "--lean", "much"],
        ["--version"],
        ["completions", "bash"],
    ]
    for arguments in runs:
        assert _run(SCRIPT, *arguments) == _run(program, *arguments)
        assert _run(sys.executable, "-m", "dechaff", *arguments) == _run(program, *arguments)


def test_a_closed_pipe_is_no_failure() -> None:
    command = f"set -o pipefail; {SCRIPT} clean seeds seeds --progress never | head -n 1"
    run = subprocess.run(["bash", "-c", command], check=False, capture_output=True, cwd=ROOT)
    assert (run.returncode, run.stderr) == (0, b"")
