"""The shared database: what is so with PostgreSQL alone."""
