"""The only door for foreign HTML: bytes in, a tree and where each word of it stands out.

Nothing is fetched, run or expanded beyond character references. Whatever is wrong in the markup,
no character of the text is lost: what cannot be nested stays where it stands.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from lxml import etree

from pipeline.errors import SourceError
from pipeline.model import Omission

_DEEPEST = 150  # elements inside each other; what is deeper stays on that level
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]+)", re.IGNORECASE)
_DECLARED = re.compile(rb"\A\s*<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
# What browsers take these labels to mean (WHATWG Encoding Standard, section 4.2).
_MEANT = dict.fromkeys(
    ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", "windows-1252"), "cp1252"
)
_TAG = re.compile(r"<(?:(?P<comment>!--)|(?P<other>[!?])|(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*))")
_REST = re.compile(r"(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s=/>\"'<][^\s=/>\"'<]*)"
    r"(?:\s*=\s*(?:\"(?P<a>[^\"]*)\"|'(?P<b>[^']*)'|(?P<c>[^\s>\"']+)))?"
)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[a-zA-Z][a-zA-Z0-9]{1,30};)")
_PLAIN_NAME = re.compile(r"[a-z][a-z0-9-]*\Z")
_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RAW = frozenset(("script", "style", "title", "textarea", "template", "iframe", "noembed"))
VOID = frozenset(
    """area base br col embed hr img input link meta param source track wbr""".split()  # noqa: SIM905
)
BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog dir div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav
    ol p pre section summary table tbody td tfoot th thead tr ul""".split()  # noqa: SIM905
)
# An element that begins ends these, as far out as the elements that hold them (HTML 13.2.6).
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(("li", "p")), frozenset(("ul", "ol", "menu", "dir"))),
    "dt": (frozenset(("dt", "dd", "p")), frozenset(("dl",))),
    "dd": (frozenset(("dt", "dd", "p")), frozenset(("dl",))),
    "td": (frozenset(("td", "th", "p")), frozenset(("tr", "table"))),
    "th": (frozenset(("td", "th", "p")), frozenset(("tr", "table"))),
    "tr": (frozenset(("tr", "td", "th", "p")), frozenset(("table", "tbody", "thead", "tfoot"))),
    "tbody": (frozenset(("tr", "td", "th", "thead", "tbody", "p")), frozenset(("table",))),
}
_P = (frozenset(("p",)), BLOCKS - {"p"})


@dataclass(frozen=True, slots=True)
class Chunk:
    """Text of the page as it is shown and where it stands in the file.

    One that is a character reference has ``length`` source characters; otherwise ``text`` stands
    in the file letter by letter.
    """

    text: str
    source: int
    length: int

    @property
    def exact(self) -> bool:
        return self.length == len(self.text)


@dataclass
class Page:
    """A page: ``texts`` before the first child of an element, ``tails`` behind an element."""

    root: etree._Element
    text: str
    encoding: str
    texts: dict[etree._Element, list[Chunk]] = field(default_factory=dict)
    tails: dict[etree._Element, list[Chunk]] = field(default_factory=dict)
    starts: dict[etree._Element, int] = field(default_factory=dict)
    omissions: list[Omission] = field(default_factory=list)

    def chunks(self, element: etree._Element) -> Iterator[Chunk]:
        """All text of an element in the order of the page, its tail not included."""
        yield from self.texts.get(element, ())
        for child in element:
            yield from self.chunks(child)
            yield from self.tails.get(child, ())


def shown(element: etree._Element) -> str:
    """All text of an element as it stands, white space included."""
    return "".join(map(str, element.itertext()))


def encoding_of(data: bytes) -> str:
    """The encoding by byte-order mark, by declaration, else UTF-8 if it is that, else cp1252."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    head = data[:4096]
    declared = _DECLARED.match(head) or _CHARSET.search(head)
    if declared:
        label = declared[1].decode("ascii").lower()
        return _MEANT.get(label, label)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def decode_html(data: bytes, path: str = "", encoding: str = "") -> str:
    """The page as text; a byte-order mark is dropped.

    Raises SourceError ``SRC-EMPTY``, ``SRC-BINARY`` or ``SRC-ENCODING`` (with the line).
    """
    if not data.strip():
        raise SourceError("SRC-EMPTY", path)
    known = encoding or encoding_of(data)
    for mark, name in _BOMS:
        if name == known:
            data = data.removeprefix(mark)
    if b"\0" in data and not known.startswith("utf-16"):
        raise SourceError("SRC-BINARY", path)
    try:
        return data.decode(known, "controls" if known == "cp1252" else "strict")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError("SRC-ENCODING", path, line, encoding=known, reason=error.reason) from None
    except (LookupError, UnicodeError):
        raise SourceError(
            "SRC-ENCODING", path, 1, encoding=known, reason="no such encoding of a text"
        ) from None


def _controls(error: UnicodeError) -> tuple[str, int]:
    """The five bytes that cp1252 leaves free are control characters to every browser."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("controls", _controls)


def parse_html(text: str, encoding: str = "utf-8") -> Page:
    """The page's tree; element names and attributes in lower case."""
    return _Growing(text, encoding).page()


class _Growing:
    """The tree while the tags are read."""

    def __init__(self, text: str, encoding: str) -> None:
        self.text = text
        root = etree.Element("page")
        self.open: list[etree._Element] = [root]
        self.last: etree._Element | None = None  # the last closed child of the innermost element
        self.unclosed: set[str] = set()  # raw elements that nothing ends from here on
        self.result = Page(root, text, encoding, starts={root: 0})

    def page(self) -> Page:
        at = 0
        while match := _TAG.search(self.text, at):
            self._words(at, match.start())
            at = self._markup(match)
        self._words(at, len(self.text))
        for table, name in ((self.result.texts, "text"), (self.result.tails, "tail")):
            for element, chunks in table.items():
                shown = _UNWRITABLE.sub(" ", "".join(c.text for c in chunks))
                setattr(element, name, shown)
        return self.result

    def _words(self, start: int, end: int) -> None:
        if start >= end:
            return
        table, key = (self.result.texts, self.open[-1])
        if self.last is not None:
            table, key = self.result.tails, self.last
        chunks = table.setdefault(key, [])
        at = start
        for match in _REFERENCE.finditer(self.text, start, end):
            shown = html.unescape(match[0])
            if shown != match[0]:
                if at < match.start():
                    chunks.append(Chunk(self.text[at : match.start()], at, match.start() - at))
                chunks.append(Chunk(shown, match.start(), len(match[0])))
                at = match.end()
        if at < end:
            chunks.append(Chunk(self.text[at:end], at, end - at))

    def _markup(self, match: re.Match[str]) -> int:
        """Take the tag, comment or declaration at ``match``; where the text goes on."""
        start = match.start()
        if match["comment"]:
            end = self.text.find("-->", match.end())
            end = end + 3 if end >= 0 else len(self.text)
            self.result.omissions.append(Omission(start, end, "comment", self.text[start:end]))
            return end
        if match["other"]:
            end = self.text.find(">", start) + 1 or len(self.text)
            self.result.omissions.append(Omission(start, end, "comment", self.text[start:end]))
            return end
        rest = _REST.match(self.text, match.end())
        end = rest.end() if rest else self.text.find(">", match.end()) + 1
        if not end:  # no tag: the file ends before it does
            self._words(start, len(self.text))
            return len(self.text)
        inner = self.text[match.end() : end - 1]
        if "<" in inner:
            if "<" in _QUOTED.sub("", inner):  # no tag: words behind a stray sign
                self._words(start, match.end())
                return match.end()
            # A quotation mark that nothing closes takes words into the tag.
            self.result.omissions.append(Omission(start, end, "markup", self.text[start:end]))
        name = match["name"].lower()
        if match["end"]:
            self._close(name)
        else:
            end = self._begin(name, inner, start, end)
        return end

    def _begin(self, name: str, inner: str, start: int, end: int) -> int:
        self._end_implied(name)
        if not _PLAIN_NAME.match(name):
            name = "x-" + re.sub(r"[^a-z0-9]", "-", name)
        parent = self.open[-1]
        element = etree.SubElement(parent, name, _attributes(inner))
        self.result.starts[element] = start
        if name in _RAW:
            end = self._raw(element, name, start, end)
            self.last = element
        elif name in VOID or inner.endswith("/") or len(self.open) >= _DEEPEST:
            self.last = element
        else:
            self.open.append(element)
            self.last = None
        return end

    def _raw(self, element: etree._Element, name: str, start: int, end: int) -> int:
        """Script, style and title: no markup inside; recorded as left out."""
        close = None if name in self.unclosed else _end_tag(name).search(self.text, end)
        if close is None:
            self.unclosed.add(name)
        inner_end, after = (close.start(), close.end()) if close else (len(self.text),) * 2
        if close is None and name not in ("script", "style"):
            return end
        inner = self.text[end:inner_end]
        element.text = _UNWRITABLE.sub(" ", html.unescape(inner) if name == "title" else "")
        reason = "metadata" if name == "title" else "script"
        self.result.omissions.append(Omission(start, after, reason, inner))
        return after

    def _end_implied(self, name: str) -> None:
        ended, within = _ENDS.get(name, _P if name in BLOCKS else (frozenset(), frozenset()))
        for depth in range(len(self.open) - 1, 0, -1):
            tag = self.open[depth].tag
            if tag in within:
                return
            if tag in ended and not any(
                e.tag in ended for e in self.open[self._floor(within) : depth]
            ):
                self._pop_to(depth)
                return

    def _floor(self, within: frozenset[str]) -> int:
        """Where the innermost element that holds such elements stands."""
        depths = (d for d in range(len(self.open) - 1, 0, -1) if self.open[d].tag in within)
        return next(depths, 0)

    def _close(self, name: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == name:
                self._pop_to(depth)
                return
            if self.open[depth].tag in ("td", "th", "table") and name not in BLOCKS:
                return  # a stray end tag of a line does not end the cell around it

    def _pop_to(self, depth: int) -> None:
        self.last = self.open[depth]
        del self.open[depth:]


@cache
def _end_tag(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}\b[^>]*>", re.IGNORECASE)


def _attributes(inner: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(inner):
        name = match["name"].lower()
        if _PLAIN_NAME.match(name) and name not in found:
            value = next((match[g] for g in "abc" if match[g] is not None), "")
            found[name] = _UNWRITABLE.sub(" ", html.unescape(value))
    return found
