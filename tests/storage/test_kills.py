"""Nothing that was acknowledged is lost or doubled when the program is killed."""

from pathlib import Path

from tests import killing


def test_that_a_killed_reviewer_loses_and_doubles_nothing(tmp_path: Path) -> None:
    toll = killing.run(tmp_path, kills=6)
    assert toll.acknowledged >= 4
    assert (toll.lost, toll.doubled, toll.stopped, toll.integrity) == (0, 0, 0, "ok")
