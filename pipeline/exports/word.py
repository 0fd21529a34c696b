"""What all documents for Word share: python-docx where it is installed, and tables."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType
from typing import Any

from pipeline.errors import LanzaroteError
from pipeline.exports.sheet import text


def docx_package() -> ModuleType:
    """python-docx. Raises LanzaroteError ``EXP-EXTRA`` where it is not installed."""
    try:
        import docx
    except ModuleNotFoundError:
        raise LanzaroteError("EXP-EXTRA", "", package="python-docx", extra="office") from None
    module: ModuleType = docx
    return module


def add_table(document: Any, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Any:
    """A table at the end of a python-docx document, which it returns for rows to come."""
    made = document.add_table(rows=1, cols=len(heads), style="Light Grid Accent 1")
    for cell, head in zip(made.rows[0].cells, heads, strict=True):
        cell.text = head
    for row in rows:
        for cell, words in zip(made.add_row().cells, row, strict=True):
            cell.text = text(words)
    return made
