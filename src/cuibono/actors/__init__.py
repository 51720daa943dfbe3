"""Who is meant: the dated registry of actors, and the linking of mentions to it."""

from cuibono.actors.actor import Actor, ActorMention
from cuibono.actors.registry import Registry

__all__ = ["Actor", "ActorMention", "Registry"]
