"""${message}."""

import sqlalchemy as sa
from alembic import op

from reviewer.storage import types

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Take the step."""
    ${upgrades if upgrades else "pass"}
