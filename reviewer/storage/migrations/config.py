"""Alembic's configuration, built here: there is no ini file, and the connection is handed over."""

from pathlib import Path

from alembic.config import Config
from sqlalchemy import Connection


def config(connection: Connection) -> Config:
    """A configuration that works on one open connection, in the transaction that it is in."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made
