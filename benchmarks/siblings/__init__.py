"""Texts of the kinds that came out wrong once, by somebody who saw only those and the codebook."""
