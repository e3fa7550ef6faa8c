"""What a reviewer can do: one method is one use case. Synchronous, safe to call from any thread; known trouble is raised."""
