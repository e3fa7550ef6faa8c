"""Untrusted documents to pages and text. Parsers run in child processes; the program only holds bytes and pixels."""
