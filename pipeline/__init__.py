"""lanzarote: from an interpretative opinion and national statutes to linked Akoma Ntoso."""

__version__ = "0.1.0"
# The day these rules were released: the only date the XML carries that is not the source's own.
RELEASED = "2026-11-23"
