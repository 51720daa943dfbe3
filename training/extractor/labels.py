"""What the network tells apart: names of labels, in the order of its outputs."""

from __future__ import annotations

TYPES = tuple(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN "
    "PROTEST SANCTION MOBILIZE COERCE ASSAULT GAIN LOSE".split()
)
STANCES = tuple("reported denied planned expected possible sought".split())
CONTEXTS = tuple(
    "military intelligence executive legislative election political_institutions economic legal "
    "human_rights rights_freedoms human_security religion_ethnicity diplomatic territory "
    "peacekeeping health asylum migration disasters natural_resource environment technology "
    "terrorism cbrn cyber misinformation crime corruption illegal_drugs trafficking".split()
)
ROLES = ("actor", "to", "source", "outer", "denier", "item", "when", "where", "qty", "for", "by")
"""Phrases of an act: `source` is the nearest speaker, `outer` those around it."""
PARTIES = ("actor", "to", "source", "outer", "denier", "for", "by")
IMPLIED = ("actor", "to", "source")
"""Parties that are looked for elsewhere where the sentence has no words for them."""
SUFFIXES = ("", *"GOV HOS HOG MFA MIL LEG INTEL JUD COP PTY OPP REB MED BUS CIV ELI".split())
SORTS_TOLD = 12
"""How many kinds of name there are; a name that is not sure counts as another kind."""
NOBODY, UNKNOWN, UNNAMED = "NOBODY", "---", "UNNAMED"
"""Codes that are no actor: nobody is meant (the author, of a source), nobody known, not named."""
