"""`reviewer export` as programs meet it."""

import json
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

from reviewer.__main__ import main
from reviewer.domain.evidence import Passage
from reviewer.domain.identifiers import new_id
from reviewer.services import actions
from tests import builders

COMMAND = [sys.executable, "-P", "-m", "reviewer"]
WIDE = "日本語 wrote\N{RIGHT-TO-LEFT OVERRIDE} a storage\nengine"


def reviewer(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *map(str, words)], capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
    )


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Two applications, of which the first has a review with evidence."""
    office = builders.office(tmp_path, [builders.arrival(0), builders.arrival(1)])
    application = office.queue.open(office.queue.index(builders.QueueFilter())[1])
    document = application.documents[0].sha256
    office.journal.record(actions.save(application, office.me, builders.card(ocaml=4)), None)
    for passage in (
        builders.passage(document=document),
        Passage(document, WIDE, "the ", " that", 2, 40, 40 + len(WIDE)),
    ):
        application = office.queue.open(application.id)
        office.journal.record(actions.attach(application, office.me, passage, "backend", 1, "ocaml"), None)
    office.journal.record(actions.comment(application, office.me, "Ask about 2019."), None)
    office.sent()
    office.close()
    return tmp_path / "reviewer.sqlite"


def test_that_everything_is_exported_with_evidence_as_annotations(database: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.json"
    ended = reviewer("export", target, "--database", database)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    first, second = json.loads(target.read_text(encoding="utf-8"))["applications"]
    assert (first["candidate"]["name"], second["reviews"]) == ("Ada Alder", [])
    assert [each["text"] for each in first["comments"]] == ["Ask about 2019."]
    assert second["comments"] == []
    (review,) = first["reviews"]
    assert (review["ratings"], review["submitted_at"], first["other_reviews"]) == ({"ocaml": 4}, None, 0)
    plain, wide = review["evidence"]
    assert plain["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (plain["type"], plain["motivation"]) == ("Annotation", "assessing")
    assert UUID(plain["id"].removeprefix("urn:uuid:"))
    assert plain["body"] == {"type": "TextualBody", "purpose": "tagging", "value": "backend/1/ocaml"}
    assert plain["target"]["source"] == first["documents"][0]["source"]
    quote, place = plain["target"]["selector"]
    assert quote == {
        "type": "TextQuoteSelector",
        "exact": "a storage engine in OCaml",
        "prefix": "I wrote ",
        "suffix": " and kept it running for four ye",
    }
    assert (place["type"], place["value"]) == ("FragmentSelector", "page=1")
    assert place["refinedBy"] == {"type": "TextPositionSelector", "start": 8, "end": 33}
    assert wide["target"]["selector"][0]["exact"] == "日本語 wrote a storage engine"
    assert wide["target"]["selector"][1]["value"] == "page=3"
    assert [each["code"] for each in first["activity"]] == [
        "application.received",
        "review.saved",
        "evidence.attached",
        "evidence.attached",
        "comment.made",
    ]
    assert first["activity"][3]["after"]["evidence"]["given"]["quote"] == "日本語 wrote a storage engine"
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


def test_that_some_are_exported_to_standard_output(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "-", "--json", "--database", str(database)]) == 0
    wanted = json.loads(capsys.readouterr().out)["applications"][1]["id"]
    assert main(["--database", str(database), "export", "-", "--application", wanted]) == 0
    assert [each["id"] for each in json.loads(capsys.readouterr().out)["applications"]] == [wanted]


def test_that_what_is_not_there_is_said_and_no_file_is_left(
    database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "some.json"
    for words, said in (
        ((str(target), "--application", str(new_id())), "There is no application "),
        ((str(tmp_path / "gone" / "x.json"),), "The export cannot be written to "),
    ):
        assert main(["export", "--database", str(database), *words]) == 1
        assert capsys.readouterr().err.startswith(f"reviewer: {said}")
    assert main(["export", str(target), "--database", str(tmp_path / "other.sqlite")]) == 1
    said = "reviewer: There is no database to export from. Name its file with --database.\n"
    assert capsys.readouterr().err == said
    assert not (tmp_path / "other.sqlite").exists()
    with pytest.raises(SystemExit, match="2"):
        main(["export", str(target), "--application", "not-an-id"])
    assert not target.exists()
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []
