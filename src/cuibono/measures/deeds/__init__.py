"""The one table of dated deeds: who did what to whom on which day, read or imported."""
