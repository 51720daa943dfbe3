"""The review: what people judge of what was read, and what is learned of it."""

from cuibono.ledger.judgement import Action, Judgement
from cuibono.review.judge import Judge, Superseded

__all__ = ["Action", "Judge", "Judgement", "Superseded"]
