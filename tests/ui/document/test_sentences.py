"""What the activity says of evidence."""

from reviewer import paths
from reviewer.domain import effects
from reviewer.domain.activity import Activity
from reviewer.domain.effects import Effect
from reviewer.domain.identifiers import new_id
from reviewer.domain.operations import AttachEvidence, Operation
from reviewer.domain.person import Person
from reviewer.intake.tracks import read_folder
from reviewer.services import actions
from reviewer.ui.document.sentences import QUOTED, Sentences
from tests import builders

ME = Person(new_id(), "robin", "Robin Example", lead=False)


def said(code: str, effect: Effect) -> tuple[str, str]:
    activity = Activity(new_id(), code, ME.id, ME.name, builders.DAY, effect.before, effect.after, False, True)
    sentences = Sentences(ME.id, read_folder(paths.resources() / "tracks"))
    return sentences.sentence(activity), sentences.icon(activity)


def effect(operation: Operation) -> Effect:
    before = effects.subject(operation)
    return Effect(before, effects.after(operation, before, ME.name))


def attached(quote: str) -> AttachEvidence:
    return actions.attach(builders.application(), ME, builders.passage(quote), "backend", 1, "ocaml")


def test_that_a_passage_is_quoted_where_it_is_attached_and_removed() -> None:
    operation = attached("a storage engine\nin OCaml")
    there = effect(operation)
    sentence = "You attached a passage to OCaml: “a storage engine in OCaml”"
    assert said(operation.code, there) == (sentence, "quote")
    gone = Effect(there.after, there.before)
    assert said("evidence.removed", gone) == ("You removed a passage from OCaml: “a storage engine in OCaml”", "quote")
    assert said("operation.undone", gone) == (
        "You took a change back: removed a passage from OCaml: “a storage engine in OCaml”",
        "undo-2",
    )


def test_that_a_long_quote_is_cut() -> None:
    sentence, _ = said("evidence.attached", effect(attached("word " * 100)))
    assert sentence.endswith("word…”")
    assert len(sentence) < QUOTED + 50
