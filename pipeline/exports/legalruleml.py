"""A corpus in, the norms of its laws as LegalRuleML out (OASIS, core specification 1.0).

A regulative norm is a PrescriptiveStatement, a constitutive one a ConstitutiveStatement; their
words are its Paraphrase, and an Association names the provision it rests on. Parts are named and
quoted, not formalised: what the words mean is left to those who formalise them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from pipeline.exports.corpus import Corpus
from pipeline.ids import slug
from pipeline.model import Marked, Norm, Unit

LRML = "http://docs.oasis-open.org/legalruleml/ns/v1.0/"
RULEML = "http://ruleml.org/spec"
_MODALITY = {
    "obligation": "Obligation",
    "prohibition": "Prohibition",
    "permission": "Permission",
    "recommendation": "Obligation",  # told apart by its strength
}


def export(corpus: Corpus) -> bytes:
    """One LegalRuleML document over all laws, UTF-8 XML."""
    root = etree.Element(_l("LegalRuleML"), nsmap={"lrml": LRML, "ruleml": RULEML})
    sources: dict[str, str] = {}  # address of a provision -> key of its LegalSource
    bases: list[tuple[str, str]] = []  # key of a source, key of a statement that rests on it
    collections = []
    for marked in corpus.documents():
        law = _key(marked.document.iri)
        statements = etree.Element(_l("Statements"), key=law)
        for number, (unit, norm) in enumerate(_norms(marked), 1):
            address = f"{marked.document.iri}/~{unit.eid}"
            source = sources.setdefault(address, f"src-{len(sources) + 1}")
            statement = f"{law}-{number}"
            _statement(statements, statement, unit, norm)
            bases.append((source, statement))
        if len(statements):
            collections.append(statements)
    if sources:
        listed = etree.SubElement(root, _l("LegalSources"))
        for address, key in sources.items():
            etree.SubElement(listed, _l("LegalSource"), key=key, sameAs=address)
        root.append(_context(bases))
    root.extend(collections)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _context(bases: Sequence[tuple[str, str]]) -> etree._Element:
    """Which provision each statement rests on."""
    context = etree.Element(_l("Context"), key="sources-of-statements")
    applied = etree.SubElement(context, _l("appliesAssociations"))
    associations = etree.SubElement(applied, _l("Associations"))
    for source, statement in bases:
        association = etree.SubElement(associations, _l("Association"))
        etree.SubElement(association, _l("appliesSource"), keyref=f"#{source}")
        etree.SubElement(association, _l("toTarget"), keyref=f"#{statement}")
    return context


def _norms(marked: Marked) -> Iterator[tuple[Unit, Norm]]:
    units = {unit.eid: unit for unit in marked.document.units()}
    for tags in marked.tags:
        for norm in tags.norms:
            if norm.modality in _MODALITY:
                yield units[tags.eid], norm


def _statement(parent: etree._Element, key: str, unit: Unit, norm: Norm) -> None:
    constitutive = norm.force == "constitutive"
    kind = "ConstitutiveStatement" if constitutive else "PrescriptiveStatement"
    statement = etree.SubElement(parent, _l(kind), key=key)
    rule = etree.SubElement(statement, _r("Rule"), key=f":rule-{key}", closure="universal")
    etree.SubElement(rule, _l("Paraphrase")).text = _words(unit, norm)
    if norm.conditions:
        whole = etree.SubElement(etree.SubElement(rule, _r("if")), _r("And"))
        for condition in norm.conditions:
            _atom(whole, condition.type.lower(), condition.span.of(unit.text))
    holder = etree.SubElement(rule, _r("then"))
    if not constitutive:
        operator = _l(_MODALITY[norm.modality])
        holder = etree.SubElement(holder, operator, iri=f":{norm.modality}-{norm.strength}")
        if norm.bearer:
            words = norm.bearer.span.of(unit.text) if norm.bearer.span else norm.bearer.implicit
            slot = etree.SubElement(holder, _r("slot"))
            etree.SubElement(slot, _l("Bearer"))
            etree.SubElement(slot, _r("Ind")).text = _xml(words)
    action = norm.action.of(unit.text) if norm.action else _words(unit, norm)
    _atom(holder, "action", action)


def _atom(parent: etree._Element, relation: str, words: str) -> None:
    atom = etree.SubElement(parent, _r("Atom"))
    etree.SubElement(atom, _r("Rel"), iri=f":{relation}")
    etree.SubElement(atom, _r("Ind")).text = _xml(words)


def _words(unit: Unit, norm: Norm) -> str:
    """The words from the first to the last that the norm is made of."""
    spans = [*norm.triggers]
    spans += [s for s in (norm.bearer.span if norm.bearer else None, norm.action) if s]
    return _xml(unit.text[min(s.start for s in spans) : max(s.end for s in spans)])


def _xml(words: str) -> str:
    """What XML can hold of the words; line breaks between blocks become spaces."""
    return "".join(c if c >= " " and c not in "\ufffe\uffff" else " " for c in words)


def _key(iri: str) -> str:
    return "n" + slug(iri, 120)


def _l(name: str) -> str:
    return f"{{{LRML}}}{name}"


def _r(name: str) -> str:
    return f"{{{RULEML}}}{name}"
