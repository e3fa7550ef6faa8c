"""The reviewers as rows."""

from sqlalchemy import insert, select, update

from reviewer.domain.identifiers import new_id
from reviewer.domain.person import Person
from reviewer.storage import models
from reviewer.storage.database import UnitOfWork


def by_login(work: UnitOfWork, login: str) -> Person | None:
    """The reviewer with a login; None when there is none."""
    table = models.Person
    row = work.connection.execute(select(table).where(table.login == login)).one_or_none()
    return Person(row.id, row.login, row.name, bool(row.lead)) if row else None


def put(work: UnitOfWork, login: str, name: str, *, lead: bool) -> Person:
    """The reviewer with a login, made or brought to what is said of them."""
    table = models.Person
    there = by_login(work, login)
    if there is None:
        made = Person(new_id(), login, name, lead)
        work.connection.execute(insert(table).values(id=made.id, login=login, name=name, lead=int(lead)))
        return made
    if (there.name, there.lead) != (name, lead):
        work.connection.execute(update(table).where(table.id == there.id).values(name=name, lead=int(lead)))
    return Person(there.id, login, name, lead)
