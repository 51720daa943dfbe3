"""What texts foretell, by when, and what became of it."""
