"""Fuzzing with one command: coverage-guided where atheris is installed, hypothesis otherwise.

``python tests/property/fuzz.py [MINUTES]``. A file that fails is printed and written to
``tests/property/kept/``, where the tests find it from then on.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from pipeline.text import sha256  # noqa: E402

ENDINGS = (".md", ".txt", ".xml")
_EXAMPLES_A_MINUTE = 400


def one(data: bytes) -> None:
    """A test of a fuzzer: the first byte chooses the ending, the rest is the file."""
    from tests.property.target import check

    ending = ENDINGS[data[0] % len(ENDINGS)] if data else ".md"
    try:
        check(data[1:], f"fuzzed{ending}")
    except Exception:
        (HERE / "kept" / f"{sha256(data)[:12]}{ending}").write_bytes(data[1:])
        raise


def main(minutes: int) -> None:
    """Fuzz for about so many minutes."""
    if find_spec("atheris") is None:
        examples = str(minutes * _EXAMPLES_A_MINUTE)
        tests = [str(HERE / name) for name in ("test_any_file.py", "test_validity.py")]
        command = [sys.executable, "-m", "pytest", "--no-cov", *tests]
        print(f"atheris is not installed: hypothesis, {examples} examples of each property")
        raise SystemExit(
            subprocess.call(command, env={**os.environ, "LANZAROTE_EXAMPLES": examples})
        )
    import atheris  # type: ignore[import-not-found,unused-ignore]

    from tests.property.target import seeds

    corpus = HERE / ".corpus"
    corpus.mkdir(exist_ok=True)
    for name, data in seeds():
        kind = next(n for n, ending in enumerate(ENDINGS) if name.endswith(ending))
        (corpus / name).write_bytes(bytes([kind]) + data)
    atheris.instrument_all()
    atheris.Setup([sys.argv[0], f"-max_total_time={minutes * 60}", str(corpus)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
