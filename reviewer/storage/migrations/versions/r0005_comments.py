"""Comments on applications."""

import sqlalchemy as sa
from alembic import op

from reviewer.storage import types

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """A row is a comment that stands; taking it back removes the row, and its operations stay."""
    op.create_table(
        "comment",
        sa.Column("id", types.Id(), nullable=False),
        sa.Column("application", types.Id(), nullable=False),
        sa.Column("author", types.Id(), nullable=False),
        sa.Column("text", types.HiddenText(), nullable=False),
        sa.ForeignKeyConstraint(["application"], ["application.id"], name=op.f("fk_comment_application")),
        sa.ForeignKeyConstraint(["author"], ["person.id"], name=op.f("fk_comment_author")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_comment_application"), "comment", ["application"], unique=False)
