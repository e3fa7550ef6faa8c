"""The document pane: the pages, answers and activity of the application that is read."""
