"""Who may use a shared database: logins of the server with one role each, and the person that each is."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from psycopg import sql
from sqlalchemy import Connection, Engine, text

from reviewer.domain.identifiers import new_id
from reviewer.domain.person import Person
from reviewer.errors import Refused
from reviewer.storage.database import UnitOfWork

CONNECTIONS = 8
"""Of one login at once: two or three a window, on two computers, and some to spare."""

TAKEN = "The server has this login already, for something else. Choose another, or remove it there first."
UNKNOWN = "Nobody here has this login. “reviewer user list” names all."
NO_PERSON = "Nobody in this database has your login. Ask whoever runs it to add you."


class Role(StrEnum):
    """What somebody may do; see `product.md`."""

    REVIEWER = "reviewer"
    LEAD = "lead"
    INTAKE = "intake"

    @property
    def group(self) -> str:
        """The role of the server whose rights it has."""
        return f"reviewer_{self}"


@dataclass(frozen=True)
class Member:
    """Somebody who may use the database, or might once."""

    login: str
    name: str
    role: Role | None
    """None: removed; what they did stays theirs."""


def me(work: UnitOfWork) -> Person:
    """Who is logged in.

    Raises:
        Refused: nobody here has this login.
    """
    found = work.rows("select id, login, name, lead from whoami()")
    if not found or found[0][0] is None:
        raise Refused(NO_PERSON)
    id, login, name, lead = found[0]
    return Person(UUID(bytes=id), login, name, bool(lead))


def members(engine: Engine) -> list[Member]:
    """Everybody, by login; asked as whoever runs the database."""
    with engine.connect() as connection:
        rows = connection.execute(text(_MEMBERS)).all()
    return [Member(row.login, row.name, Role(row.role) if row.role else None) for row in rows]


def add(engine: Engine, login: str, name: str, role: Role, password: str | None) -> None:
    """Make a login with a role, or let one that was removed in again. None: its password stays as it is.

    Raises:
        Refused: the server has the login for something else.
    """
    with engine.connect() as connection, connection.begin():
        there = _role_of(connection, login)
        known = connection.execute(text("select 1 from reviewer.person where login = :login"), {"login": login}).first()
        if there and not known and not _is_plain(connection, login):
            raise Refused(TAKEN)
        name_of = sql.Identifier(login)
        if not there:
            _do(connection, sql.SQL("create role {} login").format(name_of))
        _do(
            connection,
            sql.SQL("alter role {} login nosuperuser nocreatedb nocreaterole connection limit {}").format(
                name_of, sql.Literal(CONNECTIONS)
            )
            if _is_superuser(connection)
            else sql.SQL("alter role {} login connection limit {}").format(name_of, sql.Literal(CONNECTIONS)),
        )
        if password is not None:
            _set_password(connection, login, password)
        _grant(connection, login, role)
        _do(connection, sql.SQL("set local role reviewer_owner"))
        connection.execute(
            text(
                "insert into reviewer.person (id, login, name, lead) values (:id, :login, :name, :lead) "
                "on conflict (login) do update set name = excluded.name, lead = excluded.lead"
            ),
            {"id": new_id(), "login": login, "name": name, "lead": int(role is Role.LEAD)},
        )


def set_role(engine: Engine, login: str, role: Role) -> None:
    """Give somebody another role.

    Raises:
        Refused: nobody has this login.
    """
    with engine.connect() as connection, connection.begin():
        _known(connection, login)
        _grant(connection, login, role)
        _do(connection, sql.SQL("set local role reviewer_owner"))
        connection.execute(
            text("update reviewer.person set lead = :lead where login = :login"),
            {"lead": int(role is Role.LEAD), "login": login},
        )


def remove(engine: Engine, login: str) -> None:
    """Let somebody in no longer, at once; what they did stays theirs.

    Raises:
        Refused: nobody has this login.
    """
    with engine.connect() as connection, connection.begin():
        _known(connection, login)
        for each in Role:
            _do(connection, sql.SQL("revoke {} from {}").format(sql.Identifier(each.group), sql.Identifier(login)))
        _do(connection, sql.SQL("alter role {} nologin").format(sql.Identifier(login)))
        connection.execute(
            text("select pg_terminate_backend(pid) from pg_stat_activity where usename = :login"),
            {"login": login},
        )


_MEMBERS = """
select p.login, p.name,
       (select substr(g.rolname, 10) from pg_auth_members m
          join pg_roles g on g.oid = m.roleid
          join pg_roles u on u.oid = m.member
         where u.rolname = p.login and u.rolcanlogin
           and g.rolname in ('reviewer_reviewer', 'reviewer_lead', 'reviewer_intake')
         order by g.rolname limit 1) as role
  from reviewer.person p
 order by p.login
"""


def _grant(connection: Connection, login: str, role: Role) -> None:
    for each in Role:
        statement = "grant {} to {}" if each is role else "revoke {} from {}"
        _do(connection, sql.SQL(statement).format(sql.Identifier(each.group), sql.Identifier(login)))


def _known(connection: Connection, login: str) -> None:
    known = connection.execute(text("select 1 from reviewer.person where login = :login"), {"login": login}).first()
    if not known or not _role_of(connection, login):
        raise Refused(UNKNOWN)


def _role_of(connection: Connection, login: str) -> bool:
    return (
        connection.execute(text("select 1 from pg_roles where rolname = :login"), {"login": login}).first() is not None
    )


def _is_plain(connection: Connection, login: str) -> bool:
    """Whether a role of the server is a login without any right to more than a database of Reviewer."""
    return bool(
        connection.execute(
            text(
                "select not (rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls) "
                "and rolname not like 'reviewer\\_%' and rolname not like 'pg\\_%' from pg_roles where rolname = :login"
            ),
            {"login": login},
        ).scalar()
    )


def _is_superuser(connection: Connection) -> bool:
    return bool(connection.execute(text("select rolsuper from pg_roles where rolname = current_user")).scalar())


def _set_password(connection: Connection, login: str, password: str) -> None:
    """Send the password's SCRAM secret, as psql's \\password does: the words themselves reach no log of the server."""
    raw = connection.connection.driver_connection
    assert raw is not None
    secret = raw.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256").decode()
    _do(connection, sql.SQL("alter role {} password {}").format(sql.Identifier(login), sql.Literal(secret)))


def _do(connection: Connection, statement: sql.Composed | sql.SQL) -> None:
    raw = connection.connection.driver_connection
    assert raw is not None
    raw.execute(statement)
