"""A run accounts for every file, publishes whole documents, and does not depend on its workers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.batch.account import Account
from pipeline.batch.child import Limits
from pipeline.batch.plan import collect
from pipeline.batch.processes import Pool
from pipeline.batch.run import run
from pipeline.batch.stages import Settings
from pipeline.files import bundled

BROKEN = {
    "bomb.xml": b'<!DOCTYPE a [<!ENTITY x "y">]><akomaNtoso>&x;</akomaNtoso>',
    "cut.xml": b'<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act>',
    "empty.md": b"",
    "latin1.md": b"---\ntitle: x\n---\n\xe9\xe8 ##### \xff",
    "unknown.bin": b"\x00\x01\x02",
}


def tree(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


@pytest.fixture(scope="module")
def specimens() -> list[Path]:
    return [bundled("corpus") / "opinions", bundled("corpus") / "statutes"]


@pytest.fixture(scope="module")
def done(specimens: list[Path], tmp_path_factory: pytest.TempPathFactory) -> tuple[Account, Path]:
    broken = tmp_path_factory.mktemp("broken")
    for name, data in BROKEN.items():
        (broken / name).write_bytes(data)
    output = tmp_path_factory.mktemp("out")
    return run(collect([*specimens, broken]), output, Settings()), output


def test_inputs_are_published_or_quarantined(done: tuple[Account, Path]) -> None:
    account, _ = done
    refused = len(account.quarantined)
    assert account.inputs == account.published + account.unchanged + refused
    assert {Path(f.path).name for f in account.quarantined} == set(BROKEN)
    assert all(f.code.startswith(("SRC-", "XML-", "STR-")) for f in account.quarantined)


def test_the_rest_of_the_batch_goes_on(done: tuple[Account, Path]) -> None:
    account, output = done
    assert account.published >= 5
    for document in account.documents:
        assert (output / document.file).is_file()


def test_nothing_half_written_stays_behind(done: tuple[Account, Path]) -> None:
    _, output = done
    assert [name for name in tree(output) if name.endswith((".tmp", ".part"))] == []


def test_record_names_every_source_with_its_digest(done: tuple[Account, Path]) -> None:
    account, output = done
    record = json.loads((output / "run.json").read_bytes())
    assert len(record["documents"]) == record["account"]["published"] == account.published
    assert all(len(entry["sha256"]) == 64 for entry in record["documents"])
    assert record["account"]["inputs"] == account.inputs


def test_workers_and_order_do_not_change_a_byte(specimens: list[Path], tmp_path: Path) -> None:
    jobs = collect(specimens)
    run(jobs, tmp_path / "one", Settings())
    with Pool(2, Limits()) as pool:
        run(jobs[::-1], tmp_path / "two", Settings(), pool)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_a_second_run_rewrites_nothing(specimens: list[Path], tmp_path: Path) -> None:
    jobs = collect(specimens)
    run(jobs, tmp_path, Settings())
    before = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*") if p.is_file()}
    run(jobs, tmp_path, Settings())
    assert {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*") if p.is_file()} == before


def test_what_an_earlier_run_published_and_this_one_not_is_gone(
    specimens: list[Path], tmp_path: Path
) -> None:
    run(collect(specimens), tmp_path, Settings())
    run(collect(specimens[:1]), tmp_path, Settings())
    assert len(list((tmp_path / "xml").rglob("*.xml"))) == 1


def test_two_files_of_one_expression_are_both_published(
    specimens: list[Path], tmp_path: Path
) -> None:
    opinion = next(specimens[0].glob("*.txt"))
    (tmp_path / "in").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "in" / name).write_bytes(opinion.read_bytes())
    account = run(collect([tmp_path / "in"]), tmp_path / "out", Settings())
    assert len({document.file for document in account.documents}) == 2
    assert account.findings["RUN-DUPLICATE"] == 1
