"""What a reviewer can do: one method is one use case. Safe to call from any thread; known trouble is raised."""
