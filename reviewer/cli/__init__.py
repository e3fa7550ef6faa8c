"""The command line: one module a command, and the words in which they are given."""
