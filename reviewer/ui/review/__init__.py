"""The right pane: track, rubric, notes and decision of the application that is open."""
