"""Whatever fails between four reviewers and their database, nothing is lost, doubled or put out of order."""

from pathlib import Path

from tests import faults


def test_that_faults_lose_double_and_disorder_nothing(tmp_path: Path) -> None:
    toll = faults.run(tmp_path, operations=120, faults=24)
    assert toll.operations >= 110
    assert toll.faults == 24
    assert (toll.lost, toll.invented, toll.doubled, toll.disordered) == (0, 0, 0, 0), toll
