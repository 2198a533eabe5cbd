#!/usr/bin/python3
"""tests/program/docs.py PHOTOMAP: runs the examples of docs/for-*.md, in their order, as a reader would.

A block is fenced with ```sh, ```python or ```r. It must end well and print something or leave a file; a block ```text after it is
what it prints. The server of the examples is one of the sample essays, on a port of its own.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVER = "http://127.0.0.1:8080"
RUNS = {"sh": ["bash", "-euo", "pipefail", "-c"], "python": ["/usr/bin/python3", "-c"], "r": ["Rscript", "-e"]}
BLOCK = re.compile(r"^```(sh|python|r|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples(page: Path):
    """Language, code and what it prints, or None where the page does not say."""
    blocks = BLOCK.findall(page.read_text())
    for number, (language, code) in enumerate(blocks):
        if language == "text":
            continue
        is_told = number + 1 < len(blocks) and blocks[number + 1][0] == "text"
        yield language, code, blocks[number + 1][1] if is_told else None


def problem_of(language: str, code: str, printed: str | None, folder: Path, environment: dict) -> str | None:
    before = set(folder.iterdir())
    ran = subprocess.run([*RUNS[language], code], cwd=folder, env=environment, capture_output=True, text=True, timeout=120)
    if ran.returncode != 0:
        return f"exit code {ran.returncode}\n{ran.stdout}{ran.stderr}"
    if printed is not None and ran.stdout.strip() != printed.strip():
        return f"prints\n{ran.stdout}"
    if not ran.stdout.strip() and set(folder.iterdir()) == before:
        return "prints nothing and leaves no file"
    return None


def main() -> None:
    photomap = Path(sys.argv[1]).resolve()
    passed = failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        essays = ROOT / "data/essays/digisilk.txt"
        subprocess.run([photomap, "import", essays, "--db", folder / "photos.db"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        server = subprocess.Popen([photomap, "serve", "--db", folder / "photos.db", "--port", "0"], stdout=subprocess.PIPE, text=True)
        try:
            address = server.stdout.readline().strip().rstrip("/")
            environment = {**os.environ, "PATH": f"{photomap.parent}:{os.environ['PATH']}"}
            for page in sorted((ROOT / "docs").glob("for-*.md")):
                for language, code, printed in examples(page):
                    problem = problem_of(language, code.replace(SERVER, address), printed, folder, environment)
                    passed, failed = passed + (problem is None), failed + (problem is not None)
                    if problem is not None:
                        print(f"FAILED: {page.name}:\n{code}{problem}")
        finally:
            server.terminate()
            server.wait()
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0 or passed == 0)


if __name__ == "__main__":
    main()
