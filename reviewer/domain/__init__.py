"""What is true of reviewing, without a screen or a database: frozen values and functions."""
