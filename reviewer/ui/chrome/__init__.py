"""The bars around the panes."""
