"""Indexes what an older program took in, or indexed by an older normaliser; as whoever runs the database."""

from sqlalchemy import Engine, text

from reviewer.domain import terms
from reviewer.storage.postgres import schema
from reviewer.storage.search import words_of

AT_ONCE = 200
"""Applications in one transaction."""

_PENDING = """
select t.application, c.name, t.body,
       coalesce((select string_agg(question || ' ' || answer, ' ') from answer where application = t.application), '')
  from application_text t
  join application a on a.id = t.application
  join candidate c on c.id = a.candidate
 where t.words_version < :version
 limit :most
"""
_KEEP = (
    "update application_text set words = as_words(:words), words_version = :version where application = :application"
)


def index_all(engine: Engine) -> int:
    """Index everything that is not; how many applications these were."""
    done = 0
    while True:
        with engine.connect() as connection, connection.begin():
            schema.become_owner(connection)
            rows = connection.execute(text(_PENDING), {"version": terms.VERSION, "most": AT_ONCE}).all()
            for application, name, body, answers in rows:
                connection.execute(
                    text(_KEEP),
                    {
                        "words": words_of(name, (body, answers)),
                        "version": terms.VERSION,
                        "application": application,
                    },
                )
        done += len(rows)
        if len(rows) < AT_ONCE:
            return done
