"""Statements to happenings, affairs and claims; whose word counts as a source of its own."""
