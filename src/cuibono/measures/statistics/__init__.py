"""Statistics that know nothing of events: intervals, models of counts, change points, shares."""
