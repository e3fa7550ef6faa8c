"""The shared database and the local outbox. Nothing of SQLAlchemy and no driver's error leaves this package."""
