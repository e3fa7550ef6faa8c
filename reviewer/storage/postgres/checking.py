"""Whether a shared database is as this version makes it: tables, rights, policies, functions and triggers.

What it should be is made on the spot, in a schema beside it that is taken back, and both are read from the catalogue:
so the server's own way to write things down, which differs between versions, does not matter.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, Engine, text

from reviewer.errors import SchemaMismatch
from reviewer.storage import schema as tables
from reviewer.storage.postgres import schema

_BESIDE = "reviewer_should_be"

_QUERIES = {
    "column": """
        select c.relname || '.' || a.attname,
               concat_ws(' ', format_type(a.atttypid, a.atttypmod), case when a.attnotnull then 'not null' end,
                         pg_get_expr(d.adbin, d.adrelid), a.attidentity)
          from pg_attribute a
          join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p')
          left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
         where c.relnamespace = :schema and a.attnum > 0 and not a.attisdropped""",
    "constraint": """
        select c.relname || '.' || k.conname, pg_get_constraintdef(k.oid)
          from pg_constraint k join pg_class c on c.oid = k.conrelid
         where c.relnamespace = :schema and k.contype <> 'n'""",
    "index": """
        select c.relname, pg_get_indexdef(c.oid) from pg_class c where c.relnamespace = :schema and c.relkind = 'i'""",
    "view": """
        select c.relname, pg_get_viewdef(c.oid) from pg_class c
         where c.relnamespace = :schema and c.relkind in ('v', 'm')""",
    "owner of table": """
        select c.relname, pg_get_userbyid(c.relowner) from pg_class c
         where c.relnamespace = :schema and c.relkind in ('r', 'p', 'v', 'm', 'S')""",
    "rights on": """
        select c.relname, (select string_agg(x::text, ' ' order by x::text) from unnest(coalesce(c.relacl,
                   acldefault(case c.relkind when 'S' then 's'::"char" else 'r'::"char" end, c.relowner))) x)
          from pg_class c
         where c.relnamespace = :schema and c.relkind in ('r', 'p', 'v', 'm', 'S')""",
    "rights on column": """
        select c.relname || '.' || a.attname, a.attacl::text from pg_attribute a join pg_class c on c.oid = a.attrelid
         where c.relnamespace = :schema and a.attacl is not null""",
    "row security of": """
        select c.relname, concat_ws(' ', c.relrowsecurity, c.relforcerowsecurity) from pg_class c
         where c.relnamespace = :schema and c.relkind in ('r', 'p')""",
    "policy": """
        select c.relname || '.' || p.polname,
               concat_ws(' ', p.polcmd, p.polpermissive, p.polroles::regrole[]::text,
                         pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
          from pg_policy p join pg_class c on c.oid = p.polrelid where c.relnamespace = :schema""",
    "trigger": """
        select c.relname || '.' || t.tgname, concat_ws(' ', t.tgenabled, pg_get_triggerdef(t.oid))
          from pg_trigger t join pg_class c on c.oid = t.tgrelid
         where c.relnamespace = :schema and not t.tgisinternal""",
    "function": """
        select p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
               concat_ws(' ', pg_get_function_result(p.oid), p.prosecdef, p.provolatile, p.proleakproof,
                         p.proconfig::text, l.lanname, pg_get_userbyid(p.proowner), p.prosrc)
          from pg_proc p join pg_language l on l.oid = p.prolang where p.pronamespace = :schema""",
    "rights on function": """
        select p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
               (select string_agg(x::text, ' ' order by x::text)
                  from unnest(coalesce(p.proacl, acldefault('f', p.proowner))) x)
          from pg_proc p where p.pronamespace = :schema""",
    "rule": """
        select c.relname || '.' || r.rulename, pg_get_ruledef(r.oid) from pg_rewrite r
          join pg_class c on c.oid = r.ev_class where c.relnamespace = :schema and c.relkind <> 'v'""",
}
"""What is compared, by what to call it: name and description of each thing of a schema."""


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it should be."""

    what: str
    """Such as “policy”."""
    name: str
    how: str
    """“missing”, “unexpected” or “different”."""

    @property
    def sentence(self) -> str:
        """The same in words."""
        how = {
            "missing": "missing",
            "unexpected": "not of this version",
            "different": "not as this version makes it",
        }[self.how]
        return f"{self.what[0].upper()}{self.what[1:]} “{self.name}”: {how}."


def differences(engine: Engine) -> list[Difference]:
    """What is not as this version makes it; asked as whoever runs the database, which stays as it is.

    Raises:
        SchemaMismatch: it is not set up, or was made by another version.
    """
    with engine.connect() as connection, connection.begin() as transaction:
        revision = schema.found(connection)
        if revision is None:
            raise SchemaMismatch(schema.NOT_THERE)
        if revision != tables.HEAD:
            raise SchemaMismatch(schema.NEWER if revision > tables.HEAD else schema.OLDER)
        connection.exec_driver_sql(f"create schema {_BESIDE} authorization {schema.OWNER}")
        schema.become_owner(connection, _BESIDE)
        schema.make(connection, _BESIDE)
        connection.exec_driver_sql("reset role")
        connection.exec_driver_sql("set local search_path = pg_catalog")
        wanted, there = _described(connection, _BESIDE), _described(connection, schema.SCHEMA)
        found = [*_compared(wanted, there), *_loose_ends(connection)]
        transaction.rollback()
    return found


def _described(connection: Connection, name: str) -> dict[tuple[str, str], str]:
    oid = connection.execute(text("select oid from pg_namespace where nspname = :name"), {"name": name}).scalar_one()
    found: dict[tuple[str, str], str] = {}
    for what, query in _QUERIES.items():
        for row in connection.execute(text(query), {"schema": oid}):
            found[(what, row[0].replace(_BESIDE, schema.SCHEMA))] = (row[1] or "").replace(_BESIDE, schema.SCHEMA)
    return found


def _compared(wanted: dict[tuple[str, str], str], there: dict[tuple[str, str], str]) -> list[Difference]:
    found: list[Difference] = []
    for what, name in sorted({*wanted, *there}):
        key = (what, name)
        if key not in there:
            found.append(Difference(what, name, "missing"))
        elif key not in wanted:
            found.append(Difference(what, name, "unexpected"))
        elif wanted[key] != there[key]:
            found.append(Difference(what, name, "different"))
    return found


def _loose_ends(connection: Connection) -> list[Difference]:
    """Rights that reach around the schema: on the database, and of roles that pass all policies."""
    found: list[Difference] = []
    public = connection.execute(
        text(
            "select exists (select from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a "
            "where d.datname = current_database() and a.grantee = 0)"
        )
    ).scalar_one()
    if public:
        found.append(Difference("right of everybody on the database", "public", "unexpected"))
    for (login,) in connection.execute(
        text(
            "select r.rolname from pg_roles r join reviewer.person p on p.login = r.rolname "
            "where r.rolsuper or r.rolbypassrls or r.rolcreaterole "
            "or pg_has_role(r.rolname, 'reviewer_owner', 'member')"
        )
    ):
        found.append(Difference("right to pass all policies of", login, "unexpected"))
    return found
