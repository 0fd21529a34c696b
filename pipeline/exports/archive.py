"""An office file in, the same out with fixed dates and with links that every program follows."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP archive holds
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def fixed(data: bytes) -> bytes:
    """The archive with its members in order of name and one date: same content, same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in sorted(source.namelist()):
            content = source.read(name)
            if name.endswith(".rels"):
                content = _slashes(content)
            archive.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _slashes(relations: bytes) -> bytes:
    """xlsxwriter turns the slashes of relative links round, as only one system reads them."""
    root = etree.fromstring(relations)
    for relation in root.iter(_RELATION):
        if relation.get("TargetMode") == "External":
            relation.set("Target", relation.get("Target", "").replace("\\", "/"))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
