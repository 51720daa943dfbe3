"""Cited pages and pictures from events and balances."""
