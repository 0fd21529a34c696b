"""Takes a gold file of links and a folder of sources; gives ``LinkScores``.

Every holding that a row does not name counts as grade 0 (closed world). A row whose text is not
found is reported and counts as missed: nothing is dropped in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import LanzaroteError
from pipeline.evaluation.counts import Counts, Rate
from pipeline.evaluation.gold import GoldRow, read_gold
from pipeline.evaluation.locate import find_file, find_unit, source_files
from pipeline.evaluation.measures import (
    Band,
    HeldOut,
    Judged,
    articles,
    held_out,
    rankings,
    reliability,
)
from pipeline.evaluation.ranking import RankedScores
from pipeline.evaluation.subjects import (
    Subjects,
    SubjectScores,
    mentioned_subjects,
    score_subjects,
    subjects_of_holdings,
)
from pipeline.knowledge import Library
from pipeline.knowledge.opinions import OpinionProfile, load_profile
from pipeline.linking import link_document
from pipeline.model import Link, Marked
from pipeline.readers import read
from pipeline.structure import build
from pipeline.tagging import tag_document
from pipeline.text import fold

Marker = Callable[[Path], Marked]
SPARSE = 10  # a holding with fewer expected rows is reported with its counts alone


@dataclass(frozen=True, slots=True)
class LinkScores:
    """Scores by grade threshold (1, 2) and holding; key 0 is the micro sum."""

    rows: int
    by_grade: Mapping[int, Mapping[int, Counts]]
    by_jurisdiction: Mapping[str, Mapping[int, Counts]]
    held_out: Mapping[str, tuple[HeldOut, ...]]  # by jurisdiction, at grade ≥ 1 and at grade 2
    hard_negatives: Rate  # right: fired
    fired: tuple[str, ...]
    relation: Rate
    means: Rate
    means_detail: Rate
    means_of_offences: Rate  # rejected ones among them
    articles: Counts
    ranking: Mapping[str, RankedScores]  # by language
    reliability: tuple[Band, ...]
    evidence: Rate
    subjects: SubjectScores
    not_located: tuple[str, ...]
    unreadable: tuple[str, ...]
    judged: tuple[Judged, ...] = field(default=(), repr=False)

    def as_dict(self) -> dict[str, object]:
        return {
            "rows": self.rows,
            "by_grade": {
                str(grade): {_name(h): c.as_dict() for h, c in sorted(counts.items())}
                for grade, counts in self.by_grade.items()
            },
            "by_jurisdiction": {
                name: {str(grade): c.as_dict() for grade, c in counts.items()}
                for name, counts in self.by_jurisdiction.items()
            },
            "held_out": {
                name: [gap.as_dict() for gap in gaps] for name, gaps in self.held_out.items()
            },
            "hard_negatives_fired": self.hard_negatives.as_dict(),
            "fired": list(self.fired),
            "relation": self.relation.as_dict(),
            "means": self.means.as_dict(),
            "means_detail": self.means_detail.as_dict(),
            "means_of_offences": self.means_of_offences.as_dict(),
            "articles": self.articles.as_dict(),
            "ranking": {name: scores.as_dict() for name, scores in self.ranking.items()},
            "reliability": [
                {
                    "low": band.low,
                    "high": band.high,
                    "grade_1": band.grade_1.as_dict(),
                    "grade_2": band.grade_2.as_dict(),
                }
                for band in self.reliability
            ],
            "evidence": self.evidence.as_dict(),
            "subjects": self.subjects.as_dict(),
            "not_located": list(self.not_located),
            "unreadable": list(self.unreadable),
        }

    def as_text(self) -> str:
        lines = [f"{self.rows} provisions annotated, {len(self.not_located)} not located"]
        for grade, counts in self.by_grade.items():
            lines.append(f"Grade {'≥ 1' if grade == 1 else '2'}")
            for holding, c in sorted(counts.items()):
                sparse = holding and c.hits + c.misses < SPARSE
                note = "  (few rows: read the counts)" if sparse else ""
                lines.append(f"  {_name(holding):<11}{c.as_text()}{note}")
        lines.append("By jurisdiction (micro, grade ≥ 1 | grade 2)")
        lines += [
            f"  {name.upper():<11}F1 {counts[1].f1:.2f} | F1 {counts[2].f1:.2f}"
            for name, counts in self.by_jurisdiction.items()
        ]
        lines.append("Each State against all the others (no weight or threshold is fitted to any)")
        lines += [
            f"  {name.upper():<11}{'  |  '.join(gap.as_text() for gap in gaps)}"
            for name, gaps in self.held_out.items()
        ]
        lines.append(f"Hard negatives that fired: {self.hard_negatives.as_text()}")
        lines += [f"  {name}" for name in self.fired]
        lines.append(f"Relation: {self.relation.as_text()}")
        lines.append(f"Means: {self.means.as_text()}; detail: {self.means_detail.as_text()}")
        lines.append(f"Means of offences, rejected ones too: {self.means_of_offences.as_text()}")
        lines.append(f"Articles of the Convention: {self.articles.as_text()}")
        lines.append(f"Evidence touches the quoted words: {self.evidence.as_text()}")
        lines += self.subjects.as_lines()
        lines.append("Ranking within the annotated provisions, by language, over holdings")
        lines += [f"  {name:<4}{scores.as_text()}" for name, scores in self.ranking.items()]
        lines.append("Reliability of scores (share right at grade ≥ 1 | at grade 2)")
        lines += [
            f"  {band.low:.2f}–{band.high:.2f}  {band.grade_1.as_text()} | {band.grade_2.as_text()}"
            for band in self.reliability
        ]
        if self.not_located:
            lines.append("Not located: " + ", ".join(self.not_located))
        if self.unreadable:
            lines.append("Not readable: " + ", ".join(self.unreadable))
        return "\n".join(lines)


def _name(holding: int) -> str:
    return f"holding {holding}" if holding else "micro"


def evaluate_links(
    gold: Path,
    sources: Path,
    library: Library,
    opinion: str = "lanzarote-ict-2017",
    jurisdictions: Iterable[str] = (),
) -> LinkScores:
    """Score the links of every annotated provision; ``jurisdictions`` limits the rows."""
    wanted = {name.lower() for name in jurisdictions}
    rows = [r for r in read_gold(gold) if not wanted or r.jurisdiction in wanted]
    profile = load_profile(library, opinion)

    def marked(path: Path) -> Marked:
        document = build(read(path.read_bytes(), path.name), library)
        tags, _ = tag_document(document, library)
        return Marked(document, tags, link_document(document, tags, profile))

    return score_links(rows, sources, marked, profile, library)


def score_links(
    rows: Sequence[GoldRow],
    sources: Path,
    marker: Marker,
    profile: OpinionProfile,
    library: Library,
) -> LinkScores:
    """Score rows against what ``marker`` makes of their sources; each file is marked once."""
    files = source_files(sources)
    places = {row.row: find_file(row, sources, files) for row in rows}
    judged: dict[str, Judged] = {row.row: Judged(row, None, ()) for row in rows}
    unreadable = []
    for file in sorted({place for place in places.values() if place}):
        try:
            marked = marker(file)
        except LanzaroteError as error:
            unreadable.append(f"{file.name}: {error.finding.code}")
            continue
        for row in rows:
            if places[row.row] == file:
                judged[row.row] = _judge(row, marked, library)
    subjects = subjects_of_holdings(library)
    return _scores(list(judged.values()), profile, subjects, tuple(unreadable))


def _judge(row: GoldRow, marked: Marked, library: Library) -> Judged:
    unit = find_unit(row, marked.document)
    if unit is None:
        return Judged(row, None, ())
    links = tuple(link for link in marked.links if link.eid == unit.eid)
    tagged = (mentioned_subjects(tags, library) for tags in marked.tags if tags.eid == unit.eid)
    return Judged(row, unit, links, next(tagged, frozenset()))


def _scores(
    judged: Sequence[Judged],
    profile: OpinionProfile,
    subjects: Subjects,
    unreadable: tuple[str, ...],
) -> LinkScores:
    holdings = [holding.number for holding in profile.holdings]
    by_grade = {grade: _by_holding(judged, holdings, grade) for grade in (1, 2)}
    names = sorted({each.row.jurisdiction for each in judged})
    own = {name: [each for each in judged if each.row.jurisdiction == name] for name in names}
    by_state = {
        name: {grade: _by_holding(rows, holdings, grade)[0] for grade in (1, 2)}
        for name, rows in own.items()
    }
    fired = [f for each in judged for f in _fired(each)]
    graded = [each for each in judged if each.row.graded]
    return LinkScores(
        rows=len(judged),
        by_grade=by_grade,
        by_jurisdiction=by_state,
        held_out=held_out(by_state),
        hard_negatives=Rate(
            sum(1 for each in judged if _fired(each)),
            sum(1 for each in judged if each.row.hard_negative),
        ),
        fired=tuple(fired),
        relation=_rate(graded, lambda link, row: link.relation == row.relation),
        means=_rate(graded, lambda link, row: link.means == row.means),
        means_detail=_rate(graded, lambda link, row: link.means_detail == row.means_detail),
        means_of_offences=_means_of_offences(judged),
        articles=articles(judged),
        ranking=rankings(judged, holdings),
        reliability=reliability(judged, holdings),
        evidence=_evidence(judged),
        subjects=score_subjects(judged, subjects),
        not_located=tuple(
            f"{j.row.row} {j.row.jurisdiction.upper()} {j.row.provision}"
            for j in judged
            if j.unit is None
        ),
        unreadable=unreadable,
        judged=tuple(judged),
    )


def _by_holding(judged: Sequence[Judged], holdings: Sequence[int], grade: int) -> dict[int, Counts]:
    counts = {
        holding: sum(
            (
                Counts.of(each.row.grades.get(holding, 0) >= grade, each.grade(holding) >= grade)
                for each in judged
            ),
            Counts(),
        )
        for holding in holdings
    }
    return {0: sum(counts.values(), Counts()), **counts}


def _fired(judged: Judged) -> list[str]:
    """Holdings that the annotator rejected expressly and that were linked all the same."""
    row = judged.row
    if not row.hard_negative:
        return []
    return [f"{row.row} {row.provision}: {h}" for h in row.rejected if judged.grade(h)]


def _rate(judged: Iterable[Judged], agrees: Callable[[Link, GoldRow], bool]) -> Rate:
    """Share of provisions relevant to any holding whose strongest link agrees; none: wrong."""
    rates = [Rate(int(bool(j.best and agrees(j.best, j.row))), 1) for j in judged]
    return sum(rates, Rate())


def _means_of_offences(judged: Iterable[Judged]) -> Rate:
    """Means of every provision that the annotator took for an offence, linked or rejected."""
    rates = []
    for each in judged:
        if each.row.means not in ("", "n/a"):
            link = each.best or next(iter(each.links), None)
            rates.append(Rate(int(link is not None and link.means == each.row.means), 1))
    return sum(rates, Rate())


def _evidence(judged: Iterable[Judged]) -> Rate:
    """Share of quoted evidence that some link's evidence touches."""
    total = Rate()
    for each in judged:
        if not (each.row.quoted and each.row.graded):
            continue
        at = fold(each.unit.text).find(fold(each.row.evidence)) if each.unit else -1
        if at < 0:
            continue
        end = at + len(each.row.evidence)
        touched = any(
            e.span.start < end and at < e.span.end
            for link in each.links
            if link.grade
            for e in link.evidence
        )
        total += Rate(int(touched), 1)
    return total
