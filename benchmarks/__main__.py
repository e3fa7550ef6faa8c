"""Runs one benchmark, or all: `python -m benchmarks [NAME [OPTIONS]] [--json FILE]`.

A benchmark is a module of this folder with a `SUMMARY`, `add_arguments(parser)` and `run(arguments)`, which prints a
table and returns it. Where all are run, each gets a process of its own, so that none measures what another left.
"""

import argparse
import importlib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
VERDICTS = ("within the limit", "within the limits", "passes")
"""What a benchmark calls its own judgement."""


def summaries() -> dict[str, str]:
    """The benchmarks by name, with what each measures. None is loaded."""
    found = {
        file.stem: re.search(r'^SUMMARY = "(.+)"$', file.read_text(encoding="utf-8"), re.MULTILINE)
        for file in sorted(FOLDER.glob("*.py"))
    }
    return {name: match.group(1) for name, match in found.items() if match}


def run_one(name: str, words: list[str]) -> dict[str, Any]:
    """Run a benchmark here, with its own options."""
    module = importlib.import_module(f"benchmarks.{name}")
    parser = argparse.ArgumentParser(prog=f"bench {name}", description=module.SUMMARY)
    parser.add_argument("--json", type=Path, default=None, help="a file for the figures")
    module.add_arguments(parser)
    arguments = parser.parse_args(words)
    print(f"{name}: {module.SUMMARY}", flush=True)
    result: dict[str, Any] = module.run(arguments)
    if arguments.json:
        arguments.json.write_text(json.dumps(result, indent=2, default=str) + "\n", encoding="utf-8")
    return result


def run_all(names: list[str], file: Path | None) -> dict[str, Any]:
    """Run several, each in its own process and with its usual sizes."""
    results: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as folder:
        for name in names:
            answer = Path(folder) / f"{name}.json"
            ended = subprocess.run([sys.executable, "-m", "benchmarks", name, "--json", str(answer)], check=False)
            results[name] = (
                json.loads(answer.read_text(encoding="utf-8"))
                if answer.exists()
                else {"ended with": ended.returncode, "passes": False}
            )
            print(flush=True)
    if file:
        file.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    return results


def passed(result: dict[str, Any]) -> bool:
    """Whether a benchmark is content with what it found."""
    return all(result[verdict] for verdict in VERDICTS if verdict in result)


def main(words: list[str]) -> int:
    """Run what is asked for; 1 when something is outside its limits."""
    known = summaries()
    if words and words[0] in known:
        return 0 if passed(run_one(words[0], words[1:])) else 1
    listed = "\n".join(f"  {name:10} {summary}" for name, summary in known.items())
    parser = argparse.ArgumentParser(
        prog="bench",
        description="Measure what is promised.",
        epilog=f"benchmarks:\n{listed}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", nargs="?", choices=sorted(known), help="one of the benchmarks; all of them when absent")
    parser.add_argument("--json", type=Path, default=None, help="a file for the figures")
    results = run_all(list(known), parser.parse_args(words).json)
    failed = [name for name, result in results.items() if not passed(result)]
    print(f"Outside their limits: {', '.join(failed)}." if failed else "All are within their limits.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
