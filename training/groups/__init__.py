"""Learning when two statements speak of one happening: `python -m training.groups`."""
