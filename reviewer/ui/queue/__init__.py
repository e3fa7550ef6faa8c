"""The queue pane: which applications there are, and which one is open."""
