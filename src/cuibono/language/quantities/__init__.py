"""How much: numbers with their bound and unit."""

from cuibono.language.quantities.amounts import find_quantities

__all__ = ["find_quantities"]
