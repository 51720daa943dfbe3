"""The review: what people judge of what was read, and what is learned of it."""
