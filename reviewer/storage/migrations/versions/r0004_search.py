"""Words to search by. Each database has an index of its own kind, which is made beside the migrations."""

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Nothing of what both databases have: see `schema.install_search` and `postgres/search.sql`."""
