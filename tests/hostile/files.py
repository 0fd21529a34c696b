"""Hostile files, made when they are asked for: name of the file to the function that makes it."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
from collections.abc import Callable, Iterator
from functools import partial

from pipeline.batch.plan import collect
from pipeline.files import bundled

Maker = Callable[[], bytes]
AKN = 'xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"'
ROOTS = {
    "akn": (f"<akomaNtoso {AKN}>", "</akomaNtoso>"),
    "lims": ("<Statute>", "</Statute>"),
    "dokumente": ("<dokumente>", "</dokumente>"),
    "any": ("<law>", "</law>"),
}
BEYOND = (
    "../../../../tmp/escaped", "/etc/passwd", "..\\..\\escaped", "%2e%2e%2fescaped", "..%2fescaped",
    "....//escaped", ".", "..", "", " ", "~root", "$(touch escaped)", "`id`", ";rm -rf x", "CON",
    "a\\u0000b", "a\\nb", "<script>alert(1)</script>", "\\u202Egpj.exe", "\u2024\u2024/escaped",
    "x" * 5000, "=1+1", "@SUM(A1)", "file:///etc/passwd", "akn/xa/act/../../../escaped",
)  # fmt: skip


def all_files() -> dict[str, Maker]:
    """Every hostile file by its name."""
    found: dict[str, Maker] = {}
    for family in (_entities, _archives, _paths, _extremes, _encodings, _texts, _repeats, _cut):
        for name, make in family():
            assert name not in found, name
            found[name] = make
    return found


def act(body: str = "(1) A master shall carry a pilot.", **fields: str) -> bytes:
    """A Markdown Act with these fields in its front matter, in double quotes."""
    front = {"title": "Harbour Act", "country": "xa", "identifier": "XA-1", "language": "en"}
    lines = [f'{key}: "{value}"' for key, value in {**front, **fields}.items()]
    text = "\n".join(("---", *lines, "---", "# Harbour Act", "", "## 1. Pilots", "", body, ""))
    return text.encode("utf-8", "surrogatepass")


def _entities() -> Iterator[tuple[str, Maker]]:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    tricks = {
        "internal": ('[<!ENTITY x "y">]', "&x;"),
        "unused": ('[<!ENTITY x "y">]', ""),
        "file": ('[<!ENTITY x SYSTEM "file:///etc/hostname">]', "&x;"),
        "http": ('[<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]', "&x;"),
        "public": ('[<!ENTITY x PUBLIC "-//x//y" "http://127.0.0.1:9/x">]', "&x;"),
        "parameter": ('[<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]', ""),
        "parameter-nested": ("[<!ENTITY % x \"<!ENTITY y 'z'>\"> %x;]", "&y;"),
        "laughs": (f'[<!ENTITY l0 "ha">{laughs}]', "&l9;"),
        "quadratic": (f'[<!ENTITY x "{"y" * 50_000}">]', "&x;" * 2_000),
        "recursive": ('[<!ENTITY x "&y;"><!ENTITY y "&x;">]', "&x;"),
        "unparsed": ('[<!NOTATION n SYSTEM "x"><!ENTITY x SYSTEM "y" NDATA n>]', ""),
        "defaults": ('[<!ELEMENT p ANY><!ATTLIST p a CDATA "b">]', "<p/>"),
        "dtd-http": ('SYSTEM "http://127.0.0.1:9/x.dtd"', "text"),
        "dtd-file": ('SYSTEM "file:///etc/passwd"', "text"),
        "undeclared": ("", "&nothing;"),
        "include": (
            "",
            '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>',
        ),
        "location": (
            "",
            '<p xmlns:i="http://www.w3.org/2001/XMLSchema-instance" '
            'i:schemaLocation="u http://127.0.0.1:9/x.xsd"/>',
        ),
        "instruction": ("", '<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?>'),
    }
    for root, (start, end) in ROOTS.items():
        name = start.strip("<>").split()[0]
        for trick, (doctype, body) in tricks.items():
            declared = f"<!DOCTYPE {name} {doctype}>" if doctype else ""
            text = f'<?xml version="1.0"?>{declared}{start}{body}{end}'
            yield f"entity-{trick}-{root}.xml", text.encode


def zipped(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return out.getvalue()


def _archives() -> Iterator[tuple[str, Maker]]:
    zeros = b"\0" * 60_000_000
    law = act()
    for ending in ("xml", "md", "docx", "pdf", "html"):
        yield f"bomb-gzip.{ending}", lambda: gzip.compress(zeros, 9, mtime=0)
        yield f"bomb-zip.{ending}", lambda: zipped(("law.md", zeros))
    yield "bomb-bz2.xml", lambda: bz2.compress(zeros)
    yield "bomb-xz.xml", lambda: lzma.compress(zeros)
    word = "word/document.xml"
    types = ("[Content_Types].xml", b"<Types/>")
    huge = b"<w:document>" + b"<w:p/>" * 5_000_000
    laughs = dict(_entities())["entity-laughs-any.xml"]
    for ending in ("docx", "odt", "zip", "epub"):
        yield f"zip-document-bomb.{ending}", lambda: zipped(types, (word, huge))
        yield f"zip-laughs.{ending}", lambda: zipped(types, (word, laughs()))
        yield f"zip-beyond.{ending}", lambda: zipped(types, ("../../escaped", law), (word, law))
        yield f"zip-absolute.{ending}", lambda: zipped(types, ("/tmp/escaped", law))
        yield f"zip-twice.{ending}", lambda: zipped(types, (word.upper(), law), (word, law))
        yield f"zip-cut.{ending}", lambda: zipped(types, (word, law * 100))[:-60]
        yield f"zip-nested.{ending}", lambda: zipped((word, zipped((word, zipped((word, law))))))
        yield f"zip-many.{ending}", lambda: zipped(*((f"{n}.xml", b"") for n in range(3000)))
    yield "pdf-header-only.pdf", lambda: b"%PDF-1.7\n"
    yield "pdf-garbage.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 400
    yield (
        "pdf-loop.pdf",
        lambda: (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
            b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
            b"trailer<</Root 1 0 R>>\n%%EOF"
        ),
    )


def _paths() -> Iterator[tuple[str, Maker]]:
    for number, value in enumerate(BEYOND):
        for field in ("identifier", "country", "language", "publication_date", "title"):
            yield f"path-{field}-{number:02}.md", partial(act, **{field: value.replace('"', "")})
    for number, value in enumerate(v for v in BEYOND if "\\" not in v and "<" not in v):
        iri = f"/akn/xa/act/{value}/1"
        parts = "".join(
            f'<FRBR{level}><FRBRthis value="{iri}"/><FRBRuri value="{iri}"/>'
            f'<FRBRdate date="{value[:20]}" name=""/><FRBRcountry value="{value[:20]}"/>'
            f"</FRBR{level}>"
            for level in ("Work", "Expression", "Manifestation")
        )
        text = (
            f'<akomaNtoso {AKN}><act name="act"><meta><identification source="#x">{parts}'
            "</identification></meta><body><section eId='sec_1'><num>1</num><content>"
            "<p>A master shall carry a pilot.</p></content></section></body></act></akomaNtoso>"
        )
        yield f"path-akn-{number:02}.xml", text.encode


def _extremes() -> Iterator[tuple[str, Maker]]:
    for depth in (200, 254, 300, 2_000, 100_000):
        yield f"deep-{depth}.xml", lambda d=depth: b"<law>" + b"<p>" * d + b"x" + b"</p>" * d
        yield (
            f"deep-akn-{depth}.xml",
            lambda d=depth: (
                f"<akomaNtoso {AKN}><act><body>{'<section>' * d}<num>1</num>"
                f"{'</section>' * d}</body></act></akomaNtoso>"
            ).encode(),
        )
        yield (
            f"deep-lims-{depth}.xml",
            lambda d=depth: (
                f"<Statute><Body>{'<Section>' * d}<Label>1</Label>{'</Section>' * d}"
                "</Body></Statute>"
            ).encode(),
        )
    for depth in (50, 500, 5_000):
        yield (
            f"deep-list-{depth}.md",
            lambda d=depth: act("\n".join("  " * n + f"- ({n}) item" for n in range(d // 10))),
        )
        yield f"deep-quote-{depth}.md", lambda d=depth: act(">" * d + " quoted")
        yield f"deep-heading-{depth}.md", lambda d=depth: act("#" * d + " Part 1")
        yield f"deep-bracket-{depth}.md", lambda d=depth: act("(" * d + "1" + ")" * d)
        yield (
            f"deep-yaml-{depth}.md",
            lambda d=depth: b"---\ntitle: " + b"[" * d + b"]" * d + b"\n---\n# x\n\n## 1. y\n\nz\n",
        )
    anchors = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 9))
    yield "yaml-laughs.md", lambda: f"---\nl0: &l0 [x]\n{anchors}---\n# x\n\n## 1. y\n".encode()
    yield (
        "yaml-object.md",
        lambda: (
            b"---\ntitle: !!python/object/apply:os.system ['touch escaped']\n---\n"
            b"# x\n\n## 1. y\n\nz\n"
        ),
    )
    yield "yaml-date.md", lambda: act(publication_date="9999-99-99")
    yield "long-line.md", lambda: act("A master shall carry a pilot. " * 800)
    yield "long-word.md", lambda: act("x" * 500_000)
    yield "long-heading.md", lambda: act("## 2. " + "Of ships " * 20_000)
    yield "long-number.md", lambda: act("## " + "9" * 20_000 + ". Ships\n\nx")
    yield "long-roman.md", lambda: act("## " + "MDCLXVI" * 3_000 + ". Ships\n\nx")
    yield "long-title.md", lambda: act(title="Harbour " * 5_000)
    yield "many-lines.md", lambda: act("x\n\n" * 5_000)
    yield "many-headings.md", lambda: act("## 2. x\n\n" * 1_500)
    yield "many-columns.md", lambda: act("|" + " a |" * 3_000 + "\n|" + " - |" * 3_000 + "\n")
    yield (
        "many-attributes.xml",
        lambda: ("<Statute " + " ".join(f'a{n}="x"' for n in range(20_000)) + "/>").encode(),
    )
    yield (
        "many-namespaces.xml",
        lambda: (
            "<Statute " + " ".join(f'xmlns:a{n}="u:{n}"' for n in range(5_000)) + "/>"
        ).encode(),
    )
    yield "huge-attribute.xml", lambda: b'<Statute a="' + b"x" * 9_900_000 + b'"/>'
    yield "huge-text.xml", lambda: b"<Statute>" + b"x" * 11_000_000 + b"</Statute>"
    yield "huge-name.xml", lambda: b"<" + b"x" * 200_000 + b"/>"
    yield "nothing.md", lambda: b""
    yield "space.xml", lambda: b" \n" * 100_000


def _encodings() -> Iterator[tuple[str, Maker]]:
    law = act("(1) Un capitaine doit être à l'écoute.").decode()
    for name in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "latin-1", "cp1252",
                 "cp037", "shift_jis", "utf-8-sig"):  # fmt: skip
        yield f"encoded-{name}.md", lambda n=name: law.encode(n, "replace")
        xml = f'<?xml version="1.0" encoding="{name}"?><Statute>é</Statute>'
        yield f"encoded-{name}.xml", lambda n=name, x=xml: x.encode(n, "replace")
    for name in ("hex", "base64", "zlib", "rot13", "punycode", "idna", "undefined", "mbcs",
                 "unicode_escape", "raw_unicode_escape", "charmap", "x-none",
                 "utf-8-variants"):  # fmt: skip
        xml = f'<?xml version="1.0" encoding="{name}"?><Statute>a</Statute>'
        yield f"declared-{name}.xml", xml.encode
    broken = {
        "overlong": b"\xc0\xaf\xc0\xae", "surrogate": b"\xed\xa0\x80", "cut": b"\xe2\x82",
        "beyond": b"\xf7\xbf\xbf\xbf", "continuation": b"\x80\x80", "nul": b"\0",
        "bom": b"\xef\xbb\xbf",
        "noncharacter": "\uffff\ufdd0".encode(), "controls": bytes(range(1, 32)),
        "escape": b"\x1b[2J",
    }  # fmt: skip
    for name, data in broken.items():
        yield f"bytes-{name}.md", lambda d=data: act() + b"\n(2) A " + d + b" shall sail.\n"
        yield f"bytes-{name}.xml", lambda d=data: b"<Statute>" + d + b"</Statute>"
    yield "references.xml", lambda: b"<Statute>&#0;&#xD800;&#x110000;&#xFFFF;</Statute>"


def _texts() -> Iterator[tuple[str, Maker]]:
    words = {
        "bidi": "\u202eA master\u202c shall \u2066carry\u2069 a pilot.",
        "zero-width": "A\u200b mas\u200dter sh\u00adall carry\ufeff a pilot.",
        "combining": "A m" + "\u0301" * 2000 + "aster shall sail.",
        "formula": "=HYPERLINK(\"http://127.0.0.1:9\",\"x\")",
        "formula-cmd": "+cmd|' /C calc'!A0", "formula-at": "@SUM(1+1)", "formula-tab": "\t=1+1",
        "script": "<script>alert(1)</script>", "image": "<img src=x onerror=alert(1)>",
        "close": "</p></div></body></html><h1>owned</h1>", "cdata": "]]><x/>",
        "template": "{{ 7*7 }} {% for x in y %} ${7*7} <%= 1 %>",
        "link": "[x](javascript:alert(1))",
        "comment": "<!-- --> -- >", "entity": "&lt;script&gt; &#x3c; &amp;amp;",
        "percent": "%s %d %n {0} {x!r}", "tags": "\U000e0041\U000e0042", "private": "\ue000\uf8ff",
        "separator": "A master\u2028shall\u2029carry\x85a\x0cpilot\x0b.",
        "kelvin": "\u212a \u0130 \u1e9e \ufb03 \u01c5 SECTION", "surrogates": "\ud800 \udfff",
    }  # fmt: skip
    for name, text in words.items():
        yield f"text-{name}.md", lambda t=text: act(f"(1) {t}\n\n## 2. {t}\n\n(1) x")
        yield f"title-{name}.md", lambda t=text: act(title=t.replace('"', "'"))


def _repeats() -> Iterator[tuple[str, Maker]]:
    parts = (
        "section 1, ", "sections 1 to 2 and ", "§ 1 Abs. 2 ", "Art. 5 ", "article 1er de la loi ",
        "shall ", "shall not, in accordance with ", "if ", "child ", "a child under 18 years ",
        "computer ", "means ", '"x" means ', "(a) ", "(1)(a)(i) ", "1. ", "a.b.c.d ", "- ", "| a ",
        "of the Act ", "der die das ", "wird bestraft ", "commits an offence ", "http://a.b/ ", "é",
        "  ",
        "\t", "'", "((", "[[", "**", "__", "a, b, c and ", "2001-01-01 ", "No 1 of 2001 ",
    )  # fmt: skip
    for number, part in enumerate(parts):
        yield f"repeat-{number:02}.md", lambda p=part: act(p * (10_000 // len(p)))
        yield (
            f"repeat-line-{number:02}.txt",
            lambda p=part: (("1. " + p.strip() + "\n") * 400).encode(),
        )


def _cut() -> Iterator[tuple[str, Maker]]:
    corpus = bundled("corpus")
    for job in collect([corpus / "opinions", corpus / "statutes"]):
        data = job.path.read_bytes()
        stem, _, ending = job.path.name.rpartition(".")
        for number in range(1, 7):
            at = len(data) * number // 7
            yield f"cut-{stem}-{number}.{ending}", lambda d=data, a=at: d[:a]
