"""An Office file in, its XML parts out; what unpacks to too much is refused before it does."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from pipeline.errors import SourceError
from pipeline.safexml import parse

_MOST_PARTS = 4_000
_LARGEST_PART = 100_000_000  # bytes unpacked; the largest codes have some 30 MB of document.xml
_LARGEST_RATIO = 300  # XML of Word packs to a tenth or twentieth; bombs to a thousandth
_SMALL = 2_000_000  # bytes: below this the ratio does not matter
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_STRICT_R = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how Word wraps a file that needs a password


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: ``kind`` is the last word of the relationship's type."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Package:
    """The XML parts of a Word file by their names, parsed when they are asked for."""

    archive: zipfile.ZipFile
    path: str
    main: str  # name of the document part

    def part(self, name: str) -> etree._Element | None:
        """The root of a part; none where the file has no such part.

        Raises SourceError ``SRC-ARCHIVE`` for one that cannot be unpacked, or what ``parse`` does.
        """
        try:
            info = self.archive.getinfo(name)
        except KeyError:
            return None
        try:
            with self.archive.open(info) as opened:
                data = opened.read(_LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError) as e:
            raise SourceError("SRC-ARCHIVE", self.path, reason=f"{name}: {e}") from None
        if len(data) > _LARGEST_PART:
            raise SourceError("SRC-BOMB", self.path, name=name)
        return _transitional(parse(data, f"{self.path}!{name}"))

    def relations(self, name: str) -> Mapping[str, Relation]:
        """The relations of a part by their ids."""
        folder, base = posixpath.split(name)
        root = self.part(f"{folder}/_rels/{base}.rels")
        found: dict[str, Relation] = {}
        for element in () if root is None else root.iter("{*}Relationship"):
            external = element.get("TargetMode") == "External"
            target = element.get("Target", "")
            inside = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = Relation(kind, target if external else inside, external)
        return found

    def related(self, kind: str) -> list[etree._Element]:
        """The roots of all parts of that kind that the document refers to, sorted by name."""
        relations = self.relations(self.main).values()
        names = sorted({r.target for r in relations if r.kind == kind and not r.external})
        return [root for name in names if (root := self.part(name)) is not None]


def is_package(data: bytes) -> bool:
    """True for a ZIP archive that says it holds a Word document, or a Word file with a password."""
    if data.startswith(_OLE):
        return "EncryptedPackage".encode("utf-16-le") in data[:200_000]
    return data.startswith(b"PK\x03\x04") and b"word/" in data


def open_package(data: bytes, path: str) -> Package:
    """The package of a Word file. Raises SourceError as ``checked_archive`` does."""
    archive = checked_archive(data, path)
    return Package(archive, path, _main(archive, path))


def checked_archive(data: bytes, path: str) -> zipfile.ZipFile:
    """The archive of an Office file. Nothing is unpacked to a disk.

    Raises SourceError ``SRC-ENCRYPTED``, ``SRC-ARCHIVE`` or ``SRC-BOMB``.
    """
    if data.startswith(_OLE):
        raise SourceError("SRC-ENCRYPTED", path)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, RuntimeError, OverflowError) as error:
        raise SourceError("SRC-ARCHIVE", path, reason=str(error)) from None
    infos = archive.infolist()
    if len(infos) > _MOST_PARTS:
        raise SourceError("SRC-BOMB", path, name=f"{len(infos)} parts")
    for info in infos:
        if info.flag_bits & 1:
            raise SourceError("SRC-ENCRYPTED", path)
        swollen = info.file_size > _SMALL and info.file_size > _LARGEST_RATIO * max(
            info.compress_size, 1
        )
        if info.file_size > _LARGEST_PART or swollen:
            raise SourceError("SRC-BOMB", path, name=info.filename)
    return archive


def _main(archive: zipfile.ZipFile, path: str) -> str:
    known = {info.filename for info in archive.infolist()}
    package = Package(archive, path, "")
    for relation in package.relations("").values() if "/_rels/.rels" in known else ():
        if relation.kind == "officeDocument":
            return relation.target
    if "word/document.xml" in known:
        return "word/document.xml"
    raise SourceError("SRC-ARCHIVE", path, reason="it holds no word/document.xml")


def _transitional(root: etree._Element) -> etree._Element:
    """Names of the strict variant of the format as those of the usual one."""
    if _STRICT_W not in root.nsmap.values():
        return root
    for element in root.iter(etree.Element):
        tag = str(element.tag)
        element.tag = tag.replace("{" + _STRICT_W + "}", W).replace("{" + _STRICT_R + "}", R)
        for key, value in list(element.attrib.items()):
            name = str(key).replace("{" + _STRICT_W + "}", W).replace("{" + _STRICT_R + "}", R)
            if name != key:
                del element.attrib[key]
                element.set(name, str(value))
    return root
