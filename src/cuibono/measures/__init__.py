"""What is counted and compared over happenings and dated deeds."""
