"""Who may see what others rated, and what they had handed in before."""

import sqlalchemy as sa
from alembic import op

from reviewer.storage import types

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """A row says that somebody saw the others' reviews of an application; a review keeps its version of that moment."""
    op.add_column("review", sa.Column("first", types.Json(), nullable=True))
    op.create_table(
        "opening",
        sa.Column("person", types.Id(), nullable=False),
        sa.Column("application", types.Id(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", types.Moment(timezone=True), nullable=False),
        sa.CheckConstraint("kind in ('revealed', 'recused')", name=op.f("ck_opening_kind")),
        sa.ForeignKeyConstraint(["application"], ["application.id"], name=op.f("fk_opening_application")),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name=op.f("fk_opening_person")),
        sa.PrimaryKeyConstraint("person", "application", name=op.f("pk_opening")),
        sqlite_strict=True,
    )
