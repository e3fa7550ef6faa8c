"""Whoever has a login and psql gets no further than the window: every attack comes to nothing."""

import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest

from reviewer.domain import operations as op
from reviewer.services import actions
from tests import builders
from tests.postgres import Server, found
from tests.team import Team, set_up

_HEAD = re.compile(r"^-- (?P<login>\w+), (?P<expected>refused|nothing|harmless): (?P<name>.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Attack:
    """One attempt of `attacks.sql`."""

    name: str
    login: str
    sql: str
    expected: str


def _attacks() -> list[Attack]:
    script = Path(__file__).with_name("attacks.sql").read_text(encoding="utf-8")
    heads = list(_HEAD.finditer(script))
    ends = [head.start() for head in heads[1:]] + [len(script)]
    return [
        Attack(head["name"], head["login"], script[head.end() : end].strip(), head["expected"])
        for head, end in zip(heads, ends, strict=True)
    ]


ALL = _attacks()
_MISTAKES = ("42601", "42703", "42P01", "42883", "42704")
"""Syntax, column, table, function and object: the statement is wrong by itself."""
_IDS = [f"{each.login}: {each.name}" for each in ALL]


@dataclass(frozen=True)
class Scene:
    """A team in which somebody has something to hide."""

    team: Team
    values: dict[str, str]
    before: list[tuple[Any, ...]] = field(default_factory=list[tuple[Any, ...]])
    """What was there before anybody attacked."""

    def state(self) -> list[tuple[Any, ...]]:
        """All that must stay, as the superuser sees it."""
        rows: list[tuple[Any, ...]] = []
        with self.team.psql("postgres") as connection:
            for table in (
                "review",
                "comment",
                "operation",
                "application",
                "person",
                "opening",
                "flag",
                "document",
                "feed",
            ):
                rows += connection.execute(f"select '{table}', t::text from reviewer.{table} t order by 2".encode())
        return rows


def stage(team: Team) -> Scene:
    """Two applications: on the first, ria has handed in a review and lea has a draft; rob has rated nothing."""
    first, second = team.receive([builders.arrival(1), builders.arrival(2)])
    ria, lea, rob = team.desk("ria"), team.desk("lea"), team.desk("rob")
    card = builders.card(note="hidden words", recommendation=3, ocaml=5)
    submitted = actions.submit(ria.queue.open(first), ria.me, card)
    ria.do(submitted)
    ria.do(actions.attach(ria.queue.open(first), ria.me, builders.passage(), "backend", 1, "ocaml"))
    saved = actions.save(ria.queue.open(first), ria.me, builders.card(note="other hidden words", ocaml=1))
    ria.do(saved)
    ria.journal.undo()
    ria.sent()
    ria.do(actions.mark_read(ria.queue.open(first), ria.me))
    commented = actions.comment(ria.queue.open(first), ria.me, "commented hidden words")
    ria.do(commented)
    ria.do(actions.comment(ria.queue.open(first), ria.me, "hidden words taken back"))
    ria.journal.undo()
    ria.sent()
    lea.do(actions.save(lea.queue.open(first), lea.me, builders.card(note="a draft", ocaml=2)))
    with team.psql("postgres") as connection:
        connection.execute("analyze")
        ((review,),) = connection.execute("select id from reviewer.review where reviewer = %s", [ria.me.id]).fetchall()
    values = {
        "app": str(first),
        "app2": str(second),
        "document2": str(rob.queue.open(second).documents[0].id),
        "ria": str(ria.me.id),
        "review": str(review),
        "riasubmitted": str(submitted.id),
        "riacomment": str(commented.id),
        "new": str(builders.new_id()),
    }
    return Scene(team, values, Scene(team, values).state())


@pytest.fixture(scope="module")
def scene(postgres_server: Server, tmp_path_factory: pytest.TempPathFactory) -> Generator[Scene]:
    """One scene for all attacks: none of them may change it."""
    name = set_up(postgres_server, "attacked")
    team = Team(postgres_server, name, tmp_path_factory.mktemp("attacks"))
    yield stage(team)
    team.close()
    with postgres_server.connect() as connection:
        connection.execute(f"drop database {name} with (force)".encode())


def holds(scene: Scene, attack: Attack) -> str:
    """What went wrong; nothing when the attack came to nothing."""
    sql = re.sub(r"(?<!:):(\w+)", lambda found: scene.values.get(found[1], found[0]), attack.sql)
    told: list[Any] = []
    try:
        with scene.team.psql(attack.login) as connection:
            for statement in sql.split("; "):
                cursor = connection.execute(statement.encode())
                told += cursor.fetchall() if cursor.description else []
    except psycopg.Error as error:
        if error.sqlstate in _MISTAKES:
            return f"is no attack: {error}"
        secret = re.search(r"hidden words|a draft", str(error))
        return f"the error tells: {error}" if secret else "" if attack.expected != "harmless" else f"refused: {error}"
    if attack.expected == "refused":
        return f"was allowed: {told[:3]}"
    if attack.expected == "nothing" and any(any(value is not None for value in row) for row in told):
        return f"told {told[:3]}"
    return ""


@pytest.mark.parametrize("attack", ALL, ids=_IDS)
def test_that_an_attack_comes_to_nothing(scene: Scene, attack: Attack) -> None:
    assert holds(scene, attack) == ""
    assert scene.state() == scene.before


def test_that_there_are_enough_attacks() -> None:
    assert len({(each.login, each.sql) for each in ALL}) == len(ALL) >= 150


_COUNTS = re.compile(r"rows=\S+ loops=\d+|never executed|Rows Removed[^\n]*|Subplans Removed[^\n]*")

GUESSES: dict[str, tuple[str, Sequence[object]]] = {
    "the recommendation": ("recommendation = {}", [1, 2, 3, 4]),
    "an order of recommendations": ("recommendation < {}", [1, 2, 3, 4, 5]),
    "a rating": ("ratings @> '{{\"ocaml\": {}}}'", [1, 2, 3, 4, 5]),
    "a rating as text": ("ratings ->> 'ocaml' = '{}'", [1, 2, 3, 4, 5]),
    "a note": ("note = '\"{}\"'", ["hidden words", "x", "y"]),
    "the beginning of a note": ("note::text like '\"{}%'", ["h", "x", "y"]),
    "a passage": ('evidence @> \'[{{"criterion": "{}"}}]\'', ["ocaml", "x", "y"]),
    "a comment": ("exists (select from comment k where k.text = '\"{}\"')", ["commented hidden words", "x", "y"]),
    "the beginning of a comment": ("exists (select from comment k where k.text::text like '\"{}%')", ["c", "x", "y"]),
    "what a comment left": (
        "exists (select from operation o where o.after #>> '{{comment,text}}' = '{}')",
        ["commented hidden words", "x"],
    ),
    "what an operation left": (
        "exists (select from operation o where o.after #>> '{{review,card,note}}' = '{}')",
        ["hidden words", "x"],
    ),
}


def plans(scene: Scene, condition: str, values: Sequence[object]) -> set[tuple[str, ...]]:
    """What the plans of some guesses tell, without the words of the guesses themselves."""
    told: set[tuple[str, ...]] = set()
    with scene.team.psql("rob") as connection:
        for value in values:
            sql = f"explain (analyze, costs off, timing off) select from review where {condition.format(value)}"
            plan = "\n".join(str(row[0]) for row in connection.execute(sql.encode()))
            told.add(tuple(_COUNTS.findall(plan)))
    return told


@pytest.mark.parametrize("guess", GUESSES, ids=str)
def test_that_a_plan_tells_no_guess_from_another(scene: Scene, guess: str) -> None:
    """EXPLAIN ANALYZE counts the rows that a condition let through, so a condition that is tried before the policy
    tells what it was tried on. Conditions on hidden columns have no operator that may be tried first."""
    assert len(plans(scene, *GUESSES[guess])) == 1


def test_that_such_a_plan_would_be_noticed(scene: Scene) -> None:
    # What nobody hides is an integer, whose operators may be tried first.
    assert len(plans(scene, "rubric_version = {}", [1, 2])) == 2


def test_that_what_is_handed_in_opens_others_for_good(team: Team) -> None:
    (id,) = team.receive([builders.arrival()])
    ria, rob = team.desk("ria"), team.desk("rob")
    for desk, level in ((ria, 5), (rob, 1)):
        desk.do(actions.submit(desk.queue.open(id), desk.me, builders.card(note=f"of {desk.me.login}", ocaml=level)))
        assert desk.queue.open(id).others == ()
    rob.do(actions.reveal(rob.queue.open(id), rob.me))
    seen = rob.queue.open(id)
    assert [(each.reviewer_name, each.card.note) for each in seen.others] == [("Ria", "of ria")]
    assert ria.queue.open(id).others == ()
    # What follows stands beside what was handed in before, and it stays handed in.
    rob.do(actions.save(seen, rob.me, builders.card(note="I think again", ocaml=4)))
    kept = rob.queue.open(id).review
    assert kept is not None
    assert kept.first is not None
    assert (kept.card.note, kept.first.card.note) == ("I think again", "of rob")
    submitted = next(
        each for each in rob.queue.activity(id) if each.code == op.SubmitReview.code and each.actor == rob.me.id
    )
    rob.do(undo(rob.me.id, id, submitted.operation))
    assert [each.sentence for each in rob.journal.conflicts()] == [
        "This cannot be undone, because it was changed again since."
    ]


def test_that_comments_are_seen_with_what_others_rated_and_no_sooner(team: Team) -> None:
    (id,) = team.receive([builders.arrival()])
    ria, rob, lea = team.desk("ria"), team.desk("rob"), team.desk("lea")
    said = actions.comment(ria.queue.open(id), ria.me, "Ask about the „gap“ in 2019.")
    ria.do(said)
    assert [each.text for each in ria.queue.open(id).comments] == [said.text]
    rob.do(actions.submit(rob.queue.open(id), rob.me, builders.card(ocaml=1)))
    for desk in (rob, lea):
        assert desk.queue.open(id).comments == ()
        assert op.Comment.code not in [each.code for each in desk.queue.activity(id)]
    assert rob.queue.open(id).activities == ria.queue.open(id).activities  # one has a review, the other a comment
    rob.do(actions.reveal(rob.queue.open(id), rob.me))
    lea.do(actions.recuse(lea.queue.open(id), lea.me, "I know them."))
    for desk in (rob, lea):
        assert [(each.author_name, each.text) for each in desk.queue.open(id).comments] == [("Ria", said.text)]
        (entry,) = [each for each in desk.queue.activity(id) if each.code == op.Comment.code]
        assert (entry.after["comment"]["text"], entry.undoable) == (said.text, False)
    # A lead does not take it back; its author does, and again the other way.
    lea.do(undo(lea.me.id, id, said.id))
    assert len(lea.journal.conflicts()) == 1
    ria.journal.undo()
    ria.sent()
    assert rob.queue.open(id).comments == ()
    ria.journal.redo()
    ria.sent()
    assert [each.text for each in rob.queue.open(id).comments] == [said.text]
    assert rob.queue.open(id).version == 1


def undo(actor: UUID, application: UUID, operation: UUID) -> op.Undo:
    return op.Undo(
        id=builders.new_id(), actor=actor, at=builders.DAY, application=application, base=1, operation=operation
    )


def test_that_a_lead_who_recuses_sees_and_rates_no_more(team: Team) -> None:
    (id,) = team.receive([builders.arrival()])
    ria, lea = team.desk("ria"), team.desk("lea")
    ria.do(actions.submit(ria.queue.open(id), ria.me, builders.card(note="of ria", ocaml=3)))
    lea.do(actions.recuse(lea.queue.open(id), lea.me, "I know them."))
    seen = lea.queue.open(id)
    assert [each.card.note for each in seen.others] == ["of ria"]
    assert seen.opening is not None
    assert seen.opening.reason == "I know them."
    lea.do(actions.save(seen, lea.me, builders.card(ocaml=1)))
    assert [each.sentence for each in lea.journal.conflicts()] == [
        "You have recused from this application: you see what others rated, and rate it no more."
    ]


def test_that_no_attack_works_on_another_version_either(tmp_path: Path) -> None:
    for programs in found()[1:]:
        server = Server(programs)
        team = Team(server, set_up(server, "attacked"), tmp_path)
        try:
            scene = stage(team)
            holes = {f"{each.login}: {each.name}": hole for each in ALL if (hole := holds(scene, each))}
            assert holes == {}
            assert scene.state() == scene.before
        finally:
            team.close()
            server.close()
