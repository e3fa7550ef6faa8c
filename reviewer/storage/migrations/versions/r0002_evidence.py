"""Passages of documents that a review points at."""

import sqlalchemy as sa
from alembic import op

from reviewer.storage import types

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """A review keeps them beside its ratings, so that whoever may not read the one may not read the other."""
    op.add_column("review", sa.Column("evidence", types.Json(), server_default="[]", nullable=False))
