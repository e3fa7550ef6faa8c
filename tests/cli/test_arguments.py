"""The command line's words."""

from pathlib import Path

import pytest

from reviewer import __version__
from reviewer.cli.arguments import Options, parse


def test_that_no_words_open_the_window() -> None:
    assert parse([]) == Options()


def test_that_an_import_takes_all_it_is_given() -> None:
    assert parse(["import", "a", "b.pdf", "--track", "backend", "--dry-run", "--json"]) == Options(
        "import", paths=(Path("a"), Path("b.pdf")), track="backend", dry_run=True, as_json=True
    )


@pytest.mark.parametrize(
    "words", [["--database", "x.sqlite", "import", "a"], ["import", "--database", "x.sqlite", "a"]]
)
def test_that_the_database_may_be_named_before_and_after_the_command(words: list[str]) -> None:
    assert parse(words) == Options("import", database="x.sqlite", paths=(Path("a"),))


def test_that_the_demo_and_the_screens_are_known() -> None:
    assert parse(["demo"]).demo
    assert parse(["screens", "pictures"]) == Options("screens", paths=(Path("pictures"),))


@pytest.mark.parametrize("words", [["import"], ["inport", "a"], ["screens"], ["--nonsense"]])
def test_that_words_which_make_no_sense_end_with_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        parse(words)
    assert caught.value.code == 2
    assert "usage: reviewer" in capsys.readouterr().err


def test_that_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        parse(["--version"])
    assert caught.value.code == 0
    assert capsys.readouterr().out == f"reviewer {__version__}\n"
