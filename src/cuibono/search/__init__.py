"""Which documents hold some words, and the statements that stand there."""
