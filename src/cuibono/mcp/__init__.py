"""The Model Context Protocol door: the questions of a desk as tools for a language model."""
