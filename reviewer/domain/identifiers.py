"""Identifiers and times. Every record is named by the computer that makes it, before any database has seen it."""

from datetime import UTC, datetime
from uuid import UUID

import uuid6

NO_ID = UUID(int=0)
"""Stands where no record exists yet."""


def new_id() -> UUID:
    """A UUID of version 7 (RFC 9562): unique without asking anybody, and sorted by the time it was made."""
    return UUID(int=uuid6.uuid7().int)


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)
