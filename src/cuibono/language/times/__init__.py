"""When: time expressions to ISO 8601 intervals."""

from cuibono.language.times.expressions import TimeExpression, find_times

__all__ = ["TimeExpression", "find_times"]
