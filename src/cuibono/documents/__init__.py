"""Files, web pages and PDFs to documents."""

from cuibono.documents.document import Document
from cuibono.documents.found import DocumentError
from cuibono.documents.read import About, gather, read
from cuibono.documents.reprints import reprints

__all__ = ["About", "Document", "DocumentError", "gather", "read", "reprints"]
