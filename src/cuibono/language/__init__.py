"""Text to sentences, words, vectors, dates and quantities."""
