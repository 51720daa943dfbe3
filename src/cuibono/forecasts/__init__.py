"""What comes next: forecasts of dated events between actors, and of their counts."""
