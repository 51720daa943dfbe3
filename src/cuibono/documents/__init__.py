"""Files of many formats to documents, each with where its title, date and publisher were found."""

from cuibono.documents.amending import amended
from cuibono.documents.columns import Columns, read_columns
from cuibono.documents.document import Document, Sure, Witness
from cuibono.documents.found import DocumentError
from cuibono.documents.labels import Shelf
from cuibono.documents.read import About, Way, gather, read, read_all
from cuibono.documents.reprints import reprints

__all__ = [
    "About", "Columns", "Document", "DocumentError", "Shelf", "Sure", "Way", "Witness",
    "amended", "gather", "read",
    "read_all", "read_columns", "reprints",
]  # fmt: skip
