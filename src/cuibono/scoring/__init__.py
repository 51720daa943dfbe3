"""How well a coding agrees with an answer key."""
