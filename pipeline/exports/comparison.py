"""A comparison of two texts of a law in, lines for people and a record for programs out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pipeline.exports.records import judgement_record
from pipeline.model import Link, Unit
from pipeline.review.comparison import Comparison, LinkChange
from pipeline.review.versions import ProvisionChange
from pipeline.review.wording import Stretch

_AROUND = 40  # characters shown on each side of a change
_SAID = ("grade", "relation", "means", "convention_articles")


def as_lines(found: Comparison, every: bool = False) -> Iterator[str]:
    """Counts, then what is not as it was; of provisions those with links, or ``every`` one."""
    yield f"Old: {found.old.iri}  ({found.old.metadata.title or 'no title stated'})"
    yield f"New: {found.new.iri}  ({found.new.metadata.title or 'no title stated'})"
    if not found.same_work:
        yield "These are texts of two different works."
    for name, counts in found.counts().items():
        told = ", ".join(f"{count} {fate}" for fate, count in counts.items())
        yield f"{name.capitalize()}: {told}"
    shown = [c for c in (found.provisions if every else found.linked) if c.fate != "unchanged"]
    yield from _section("Provisions" if every else "Provisions with links", map(_provision, shown))
    yield from _section("Links", (_link(c) for c in found.links if c.fate != "kept"))
    yield from _section("To be read again", (_again(c) for c in found.reread))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    listed = list(lines)
    if listed:
        yield ""
        yield f"{title}:"
        yield from (f"  {line}" for line in listed)


def _provision(change: ProvisionChange) -> str:
    line = f"{change.fate:<8} {place(change)}"
    if change.fate == "changed":
        pieces = "".join(map(marked, shortened(change.words())))
        line += f": {' '.join(pieces.split())}"
    return line


def place(change: ProvisionChange) -> str:
    """eId, number and heading; both where they differ."""
    old, new = change.old, change.new
    if old and new and old.eid != new.eid:
        return f"{named(old)} → {named(new)}"
    return named(change.unit)


def named(unit: Unit) -> str:
    """A provision by its eId, number and heading."""
    return " ".join(part for part in (unit.eid, unit.num, unit.heading) if part)


def marked(stretch: Stretch) -> str:
    """A stretch in plain text: what is out and what is in between brackets."""
    if stretch.kind == "kept":
        return stretch.text
    return f"[-{stretch.text}-]" if stretch.kind == "out" else f"{{+{stretch.text}+}}"


def shortened(words: Sequence[Stretch]) -> Iterator[Stretch]:
    """The changes with a few words around each; what is left out of the middle has an ellipsis."""
    for number, stretch in enumerate(words):
        text = stretch.text
        if stretch.kind != "kept" or len(text) <= 2 * _AROUND:
            yield stretch
            continue
        head = text[:_AROUND].rpartition(" ")[0] if number else ""
        tail = text[-_AROUND:].partition(" ")[2] if number < len(words) - 1 else ""
        yield Stretch("kept", f"{head} […] {tail}")


def _link(change: LinkChange) -> str:
    return f"{change.fate:<8} holding {change.holding}  {place(change.provision)}: {said(change)}"


def said(change: LinkChange) -> str:
    """What the link says; old and new where they differ."""
    if change.fate == "lost":
        return _said(change.old) + (f" → {_said(change.new)}" if change.new else "")
    if change.fate == "new":
        return _said(change.new)
    pairs = zip(_parts(change.old), _parts(change.new), strict=True)
    return "; ".join(f"{a} → {b}" if a != b else a for a, b in pairs if a or b)


def _said(link: Link | None) -> str:
    return "; ".join(part for part in _parts(link) if part)


def _parts(link: Link | None) -> tuple[str, ...]:
    if link is None:
        return ("",) * len(_SAID)
    articles = ", ".join(link.convention_articles)
    means = "" if link.means == "n/a" else link.means
    return f"grade {link.grade}", link.relation, means, articles and f"Art. {articles}"


def _again(change: LinkChange) -> str:
    who = ", ".join(change.readers)
    return f"holding {change.holding}  {place(change.provision)} (decided by {who})"


def as_record(found: Comparison) -> dict[str, Any]:
    """Everything, for programs; words are given for provisions that are not as they were."""
    return {
        "old": found.old.iri,
        "new": found.new.iri,
        "same_work": found.same_work,
        "counts": {name: dict(counts) for name, counts in found.counts().items()},
        "provisions": [_provision_record(change) for change in found.provisions],
        "links": [_link_record(change) for change in found.links],
    }


def _provision_record(change: ProvisionChange) -> dict[str, Any]:
    record: dict[str, Any] = {
        "fate": change.fate,
        "old": change.old.eid if change.old else None,
        "new": change.new.eid if change.new else None,
        "num": change.unit.num,
        "heading": change.unit.heading,
    }
    if change.fate == "changed":
        record["words"] = [{"kind": s.kind, "text": s.text} for s in change.words()]
    return record


def _link_record(change: LinkChange) -> dict[str, Any]:
    return {
        "fate": change.fate,
        "holding": change.holding,
        "provision": {
            "old": change.provision.old.eid if change.provision.old else None,
            "new": change.provision.new.eid if change.provision.new else None,
            "fate": change.provision.fate,
        },
        "old": judgement_record(change.old.judgement) if change.old else None,
        "new": judgement_record(change.new.judgement) if change.new else None,
        "readers": list(change.readers),
        "reread": change.reread,
    }
