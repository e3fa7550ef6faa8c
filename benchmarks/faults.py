"""Whether work survives whatever fails between people and a shared database; the figures are counts, not times."""

import argparse
import dataclasses
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import report
from tests import faults
from tests.postgres import found

SUMMARY = "four reviewers and a database between which everything fails: nothing lost, doubled or disordered"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Sample sizes."""
    parser.add_argument("--operations", type=int, default=2000, help="changes of four reviewers in all (2000)")
    parser.add_argument("--faults", type=int, default=400, help="things that fail meanwhile (400)")
    parser.add_argument("--seed", type=int, default=1, help="which random moments (1)")


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Work, fail, count; with each PostgreSQL that there is."""
    result: dict[str, Any] = {}
    passes = True
    for programs in found():
        with tempfile.TemporaryDirectory(prefix="reviewer-bench-") as folder:
            Path(folder).chmod(0o755)
            toll = faults.run(Path(folder), arguments.operations, arguments.faults, arguments.seed, programs)
        told = dataclasses.asdict(toll)
        result |= {f"{programs.parent.name}: {name}": value for name, value in told.items() if name != "by_kind"}
        result |= {f"{programs.parent.name}: {name}": value for name, value in toll.by_kind.items()}
        passes &= (toll.lost, toll.invented, toll.doubled, toll.disordered) == (0, 0, 0, 0)
    result["passes"] = passes
    report.show(result)
    return result
