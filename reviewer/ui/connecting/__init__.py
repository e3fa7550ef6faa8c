"""Choosing the database to work on, and the form for a shared one."""
