"""What a run did in, ``run.json`` out: no clock, no host, no path outside the sources."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from pipeline import __version__
from pipeline.errors import remedy
from pipeline.model import Finding


def run_record(
    *,
    published: int,
    unchanged: int,
    documents: Sequence[tuple[str, str, str]],
    quarantined: Sequence[Finding],
    counts: Mapping[str, int],
    findings: Mapping[str, int],
    knowledge: Mapping[str, str],
) -> bytes:
    """UTF-8 JSON with sorted keys; ``documents`` holds (file, source, sha256 of the source).

    ``account``: inputs = published + unchanged + quarantined, of the run that last changed
    something.
    """
    record = {
        "version": __version__,
        "account": {
            "inputs": published + unchanged + len(quarantined),
            "published": published,
            "unchanged": unchanged,
            "quarantined": len(quarantined),
        },
        "documents": [
            {"file": file, "source": source, "sha256": digest}
            for file, source, digest in sorted(documents)
        ],
        "quarantined": [
            {
                "source": f.path,
                "line": f.line,
                "code": f.code,
                "message": f.message,
                "remedy": remedy(f.code),
            }
            for f in sorted(quarantined, key=lambda f: (f.path, f.code))
        ],
        "counts": dict(counts),
        "findings": dict(findings),
        "knowledge": dict(knowledge),
    }
    text = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True)
    return (text + "\n").encode("utf-8", "backslashreplace")
