"""The reviewers as rows. Reading them at every start loads no models."""

from uuid import UUID

from reviewer.domain.identifiers import new_id
from reviewer.domain.person import Person
from reviewer.storage.database import UnitOfWork


def by_login(work: UnitOfWork, login: str) -> Person | None:
    """The reviewer with a login; None when there is none."""
    found = work.rows("select id, name, lead from person where login = ?", (login,))
    return Person(UUID(bytes=found[0][0]), login, found[0][1], bool(found[0][2])) if found else None


def put(work: UnitOfWork, login: str, name: str, *, lead: bool) -> Person:
    """The reviewer with a login, made or brought to what is said of them."""
    from sqlalchemy import insert, update

    from reviewer.storage import models

    table = models.Person
    there = by_login(work, login)
    if there is None:
        made = Person(new_id(), login, name, lead)
        work.connection.execute(insert(table).values(id=made.id, login=login, name=name, lead=int(lead)))
        return made
    if (there.name, there.lead) != (name, lead):
        work.connection.execute(update(table).where(table.id == there.id).values(name=name, lead=int(lead)))
    return Person(there.id, login, name, lead)
