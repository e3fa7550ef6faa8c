"""Reviewer: read incoming job applications, rate them on a rubric and route them between tracks."""

__version__ = "0.1.0"
