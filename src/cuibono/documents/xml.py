"""XML, opened safely: no entities, no network, no definitions from elsewhere."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from cuibono.documents.found import DocumentError, one_line


def etree() -> Any:
    """The reader of XML; the package gives no types for it."""
    return import_module("lxml.etree")


def xml_of(data: bytes, recover: bool = False) -> Any:
    """The root of an XML file, without entities, network or the definitions that it names."""
    xml = etree()
    parser = xml.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = xml.fromstring(data, parser)
    except (xml.XMLSyntaxError, ValueError) as error:
        raise DocumentError(f"XML that cannot be read: {one_line(str(error))[:120]}") from error
    if root is None:
        raise DocumentError("XML that cannot be read: it has no beginning")
    return root
