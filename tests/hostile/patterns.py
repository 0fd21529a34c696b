"""Every regular expression of the program and its knowledge against texts that invite it to hang.

Prints as JSON how many there are and which hang. Run in a process of its own, so that it sees
every pattern that is compiled.
"""

from __future__ import annotations

import json
import re
import signal
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LENGTH = 1_500  # characters; a quadratic pattern takes some hundredths of a second
# Seconds of processor time after which a pattern counts as hanging: a hundred times what a
# quadratic one takes on such a text, so that a slow machine fails nothing.
HANGS = 3.0

seen: set[re.Pattern[str]] = set()
_compile = re.compile


def _spy(pattern: Any, flags: Any = 0) -> Any:
    compiled = _compile(pattern, flags)
    if isinstance(compiled.pattern, str):
        seen.add(compiled)
    return compiled


def load_everything() -> None:
    """Compile what the program and the knowledge of every language hold."""
    from pipeline.batch.plan import collect
    from pipeline.batch.stages import Settings
    from pipeline.batch.worker import load, mark
    from pipeline.files import bundled
    from pipeline.knowledge.opinions import load_profile
    from pipeline.model import Eid, Unit
    from pipeline.tagging import tag_unit

    library = Settings().library
    profile = load_profile(library)
    languages = {n for f in ("languages", "norms", "functions") for n in library.names(f)}
    for language in sorted(languages):
        tag_unit(Unit(Eid("sec_1"), "1. x", language), library)
    for job in collect([bundled("corpus") / "statutes"]):
        mark(load(job.path, job.name, Settings()), library, profile)


def attacks(pattern: str) -> Iterator[str]:
    """Long texts: of one character, of the pattern's own words, almost what it looks for."""
    for unit in (" ", "a", "1", "a ", "1. ", "(a) ", "a, ", "'", "-"):
        yield unit * (LENGTH // len(unit)) + "!"
    words = re.findall(r"[^\W\d_]{2,}", re.sub(r"\\.|\(\?[^)]*?>|\(\?[a-zA-Z:=!<]+", " ", pattern))
    own = " ".join(dict.fromkeys(words))[:400] or "x"
    yield (own + " ") * (LENGTH // (len(own) + 1)) + "!"
    for word in dict.fromkeys(words[:3]):
        yield (word + " ") * (LENGTH // (len(word) + 1)) + "!"


def _give_up(*_: object) -> None:
    raise TimeoutError


def main() -> None:
    re.compile = _spy  # type: ignore[assignment]
    load_everything()
    hanging = []
    signal.signal(signal.SIGVTALRM, _give_up)
    for pattern in sorted(seen, key=lambda p: (p.pattern, p.flags)):
        for text in attacks(pattern.pattern):
            signal.setitimer(signal.ITIMER_VIRTUAL, HANGS)
            try:
                deque(pattern.finditer(text), maxlen=0)
            except TimeoutError:
                hanging.append((text[:40], pattern.pattern[:120]))
                break
            finally:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    print(json.dumps({"patterns": len(seen), "hanging": hanging}))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    main()
