"""Who is meant: the dated registry of actors, and the names of a text."""

from cuibono.actors.actor import Actor, Mention
from cuibono.actors.registry import Registry

__all__ = ["Actor", "Mention", "Registry"]
