"""Who gains, according to whom, on what evidence."""

__version__ = "0.1.0"
