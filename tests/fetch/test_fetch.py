"""Fetching from a real server on this machine that is slow, busy, broken, or something else."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.errors import KnowledgeError
from pipeline.fetch.catalogue import Law, load_catalogue
from pipeline.fetch.client import Client, FetchError, Manners
from pipeline.fetch.store import Fetched, fetch
from pipeline.files import bundled
from pipeline.knowledge import Library
from pipeline.knowledge.sites import load_sites
from pipeline.readers import READERS, read, readable_formats
from pipeline.text import sha256
from tests.fetch.server import Server, break_off, dawdle, misbehaving, say, serve_ranges

LAW = b"Title: Act on Registers\nJurisdiction: xa\n\n1. Registers\n\n" + (
    b"The authority named in this Act keeps a register of its acts and opens it to all.\n" * 400
)
TEXT = {"content_type": "text/plain; charset=utf-8"}
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@dataclass
class Time:
    """A clock that only waiting moves."""

    at: float = 1000.0
    waits: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.at += seconds

    def clock(self) -> float:
        return self.at


@pytest.fixture
def server() -> Iterator[Server]:
    with misbehaving() as running:
        yield running


@pytest.fixture
def time() -> Time:
    return Time()


def client(time: Time, **manners: float) -> Client:
    kept = {"interval": 0.0, "read_timeout": 5.0, **manners}
    asked = Manners(**kept)  # type: ignore[arg-type]
    return Client(asked, sleep=time.sleep, clock=time.clock, now=lambda: NOW)


def law(address: str, **more: object) -> Law:
    made = Law(
        "act", "xa", "Act on Registers", address, "plain-text", ("text/plain",), "none", "txt"
    )
    return replace(made, **more)  # type: ignore[arg-type]


def refused(asked: Law, folder: Path, with_: Client) -> str:
    """The code of the refusal; nothing was written."""
    with pytest.raises(FetchError) as problem:
        fetch(asked, folder, with_)
    assert not (folder / "xa" / "act.txt").exists()
    return problem.value.finding.code


def test_a_law_is_written_with_the_record_of_where_it_came_from(
    server: Server, time: Time, tmp_path: Path
) -> None:
    address = server.on("/act", say(200, LAW, etag='"1"', **TEXT))
    done = fetch(law(address, provisions=("s. 1",)), tmp_path, client(time))
    assert done.path.read_bytes() == LAW
    record = json.loads((tmp_path / "xa" / ".sources" / "act.json").read_text("utf-8"))
    assert record["source_uri"] == address
    assert record["retrieved"] == "2026-03-01T12:00:00+00:00"
    assert record["sha256"] == done.sha256 == sha256(LAW)
    assert (record["licence"], record["provisions"]) == ("none", ["s. 1"])
    assert "lanzarote/" in server.seen[0][1]["user-agent"]


def test_what_has_not_changed_is_not_sent_again(server: Server, time: Time, tmp_path: Path) -> None:
    address = server.on("/act", serve_ranges(LAW, '"7"', **TEXT))
    states = [fetch(law(address), tmp_path, client(time)).unchanged for _ in range(2)]
    assert states == [False, True]
    assert server.seen[1][1]["if-none-match"] == '"7"'


def test_a_copy_that_somebody_changed_is_fetched_anew(
    server: Server, time: Time, tmp_path: Path
) -> None:
    address = server.on("/act", serve_ranges(LAW, '"7"', **TEXT))
    path = fetch(law(address), tmp_path, client(time)).path
    path.write_bytes(b"changed")
    assert not fetch(law(address), tmp_path, client(time)).unchanged
    assert path.read_bytes() == LAW


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again_after_longer_and_longer_waits(
    server: Server, time: Time, tmp_path: Path, status: int
) -> None:
    address = server.on("/act", say(status), say(status), say(status), say(200, LAW, **TEXT))
    fetch(law(address), tmp_path, client(time))
    assert time.waits == [2, 4, 8]


def test_retry_after_in_seconds_and_as_a_date_is_obeyed(
    server: Server, time: Time, tmp_path: Path
) -> None:
    date = format_datetime(NOW.replace(minute=1), usegmt=True)
    address = server.on(
        "/act", say(429, retry_after="17"), say(503, retry_after=date), say(200, LAW, **TEXT)
    )
    fetch(law(address), tmp_path, client(time))
    assert time.waits == [17, 60]


def test_a_server_that_wants_an_hour_is_left_alone(
    server: Server, time: Time, tmp_path: Path
) -> None:
    address = server.on("/act", say(429, retry_after="3600"))
    assert refused(law(address), tmp_path, client(time)) == "FET-BUSY"
    assert (len(server.seen), time.waits) == (1, [])


def test_a_server_that_stays_busy_is_given_up(server: Server, time: Time, tmp_path: Path) -> None:
    address = server.on("/act", say(503))
    assert refused(law(address), tmp_path, client(time)) == "FET-BUSY"
    assert len(server.seen) == 5


def test_requests_to_one_host_are_apart(server: Server, time: Time, tmp_path: Path) -> None:
    address = server.on("/act", say(200, LAW, **TEXT))
    asking = client(time, interval=2.0)
    for name in ("a", "b", "c"):
        fetch(law(address, name=name), tmp_path, asking)
    assert time.waits == [2.0, 2.0]


def test_a_file_that_breaks_off_is_continued_where_it_broke(
    server: Server, time: Time, tmp_path: Path
) -> None:
    address = server.on(
        "/act", break_off(LAW, 5000, etag='"1"', **TEXT), serve_ranges(LAW, '"1"', **TEXT)
    )
    assert fetch(law(address), tmp_path, client(time)).path.read_bytes() == LAW
    assert server.seen[1][1]["range"] == "bytes=5000-"
    assert server.seen[1][1]["if-range"] == '"1"'
    assert sorted(p.name for p in (tmp_path / "xa" / ".sources").iterdir()) == ["act.json"]


def test_a_new_run_continues_what_an_old_one_left(
    server: Server, time: Time, tmp_path: Path
) -> None:
    address = server.on("/act", break_off(LAW, 5000, etag='"1"', **TEXT))
    # the second try asks for the rest and gets the beginning again, and so on
    assert refused(law(address), tmp_path, client(time, tries=1)) == "FET-TRUNCATED"
    server.on("/act", serve_ranges(LAW, '"1"', **TEXT))
    assert fetch(law(address), tmp_path, client(time)).path.read_bytes() == LAW
    assert server.seen[-1][1]["range"] == "bytes=5000-"


def test_a_file_that_changed_meanwhile_is_begun_anew(
    server: Server, time: Time, tmp_path: Path
) -> None:
    newer = LAW.replace(b"register", b"registry")
    address = server.on(
        "/act", break_off(LAW, 5000, etag='"1"', **TEXT), serve_ranges(newer, '"2"', **TEXT)
    )
    assert fetch(law(address), tmp_path, client(time)).path.read_bytes() == newer


def test_a_server_that_always_breaks_off_is_given_up(
    server: Server, time: Time, tmp_path: Path
) -> None:
    address = server.on("/act", break_off(LAW, 100, **TEXT))
    assert refused(law(address), tmp_path, client(time)) == "FET-TRUNCATED"


def test_a_server_that_falls_silent_is_given_up(server: Server, time: Time, tmp_path: Path) -> None:
    address = server.on("/act", dawdle(LAW, 1.0, **TEXT))
    assert refused(law(address), tmp_path, client(time, read_timeout=0.2, tries=2)) == "FET-SLOW"


def test_a_file_that_takes_too_long_is_given_up(server: Server, time: Time, tmp_path: Path) -> None:
    address = server.on("/act", say(503))
    asking = client(time, deadline=5.0)
    assert refused(law(address), tmp_path, asking) == "FET-BUSY"
    assert sum(time.waits) <= 5


def test_redirects_are_followed_and_the_last_address_recorded(
    server: Server, time: Time, tmp_path: Path
) -> None:
    server.on("/new", say(200, LAW, **TEXT))
    address = server.on("/old", say(301, location="/new"))
    fetch(law(address), tmp_path, client(time))
    record = json.loads((tmp_path / "xa" / ".sources" / "act.json").read_text("utf-8"))
    assert record["source_uri"] == server.address + "/new"


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("/act", "FET-REDIRECT"),
        ("http://example.org/act", "FET-INSECURE"),
        ("file:///etc/passwd", "FET-INSECURE"),
        ("ftp://example.org/act", "FET-INSECURE"),
        ("//[", "FET-INSECURE"),
    ],
)
def test_circles_and_ways_off_https_are_refused(
    server: Server, time: Time, tmp_path: Path, target: str, code: str
) -> None:
    address = server.on("/act", say(302, location=target))
    assert refused(law(address), tmp_path, client(time)) == code


@pytest.mark.parametrize("status", [401, 403, 404, 410, 451, 204])
def test_other_answers_are_final(server: Server, time: Time, tmp_path: Path, status: int) -> None:
    address = server.on("/act", say(status))
    assert refused(law(address), tmp_path, client(time)) == "FET-STATUS"
    assert len(server.seen) == 1


def test_a_larger_file_than_is_wanted_is_refused_stated_or_not(
    server: Server, time: Time, tmp_path: Path
) -> None:
    stated = server.on("/act", say(200, LAW, **TEXT))
    assert refused(law(stated), tmp_path, client(time, max_bytes=1000)) == "FET-SIZE"

    def endless(request) -> None:  # type: ignore[no-untyped-def]
        request.send_response(200)
        request.send_header("Transfer-Encoding", "chunked")
        request.end_headers()
        for _ in range(1000):
            request.wfile.write(b"400\r\n" + b"x" * 1024 + b"\r\n")

    unstated = server.on("/endless", endless)
    assert refused(law(unstated), tmp_path, client(time, max_bytes=50_000)) == "FET-SIZE"
    assert not list((tmp_path / "xa" / ".sources").iterdir())


@pytest.mark.parametrize(
    ("body", "media", "code"),
    [
        (b"<html><body>Please accept our cookies</body></html>", "text/html", "FET-TYPE"),
        (b"<html><body>Not found</body></html>", "text/plain", "FET-CONTENT"),
        (b"", "text/plain", "FET-CONTENT"),
        (b"\xff\xfe\x00\x01", "text/plain", "FET-CONTENT"),
        (b"%PDF-1.4 rubbish", "text/plain", "FET-CONTENT"),
    ],
)
def test_what_is_not_what_it_says_is_not_kept(
    server: Server, time: Time, tmp_path: Path, body: bytes, media: str, code: str
) -> None:
    address = server.on("/act", say(200, body, content_type=media))
    assert refused(law(address), tmp_path, client(time)) == code


def test_what_was_there_stays_when_the_new_copy_is_refused(
    server: Server, time: Time, tmp_path: Path
) -> None:
    address = server.on("/act", say(200, LAW, **TEXT), say(200, b"<html>error", **TEXT))
    path = fetch(law(address), tmp_path, client(time)).path
    with pytest.raises(FetchError):
        fetch(law(address), tmp_path, client(time), refresh=True)
    assert path.read_bytes() == LAW


def archive(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, LAW)
    return out.getvalue()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (archive("a.txt", "image.png"), ""),
        (archive("a.txt", "b.txt"), "FET-CONTENT"),
        (archive("a.dtd"), "FET-CONTENT"),
        (archive("a.txt")[:-30], "FET-CONTENT"),
    ],
)
def test_one_file_of_an_archive_is_taken_and_no_name_in_it_chooses_a_path(
    server: Server, time: Time, tmp_path: Path, body: bytes, code: str
) -> None:
    address = server.on("/act", say(200, body, content_type="application/zip"))
    asked = law(address, media=("application/zip",), member=".txt")
    if code:
        assert refused(asked, tmp_path, client(time)) == code
    else:
        done: Fetched = fetch(asked, tmp_path, client(time))
        assert done.path.read_bytes() == LAW


def test_nobody_at_home(time: Time, tmp_path: Path) -> None:
    asked = law("http://127.0.0.1:9/act")
    assert refused(asked, tmp_path, client(time, tries=2)) == "FET-UNREACHABLE"


# --- the catalogue and the command ----------------------------------------------------------------


def test_the_bundled_catalogue_holds_what_the_analysts_ask_for() -> None:
    laws = load_catalogue(bundled("corpus") / "catalogue.toml")
    states = {entry.jurisdiction for entry in laws.values()}
    assert states >= {"uk", "ie", "de", "fr", "ch", "ee", "cz", "it", "es", "eu", "ca", "aa-coe"}
    assert all(entry.provisions and entry.licence for entry in laws.values())


def test_every_format_of_the_catalogue_is_one_that_is_read() -> None:
    laws = load_catalogue(bundled("corpus") / "catalogue.toml")
    known = {*readable_formats(), *(site.name for site in load_sites(Library()))}
    assert {entry.format for entry in laws.values()} <= known


# What a publisher sends, as its beginning: the reader that the catalogue names must know it, and no
# reader that is asked before it.
SENT = {
    "clml-xml": b'<Legislation xmlns="http://www.legislation.gov.uk/namespaces/legislation">',
    "gii-norm-xml": b'<dokumente builddate="20310101" doknr="BJNR1">',
    "akoma-ntoso": b'<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">',
    "e-sbirka-json": b'{"seznam": [{"id": 1, "kodTypuFragmentu": "Paragraf"}]}',
    "lims-xml": b'<Statute xmlns:lims="http://justice.gc.ca/lims" xml:lang="en">',
    "html": b"<!DOCTYPE html><html><head><title>Ley</title></head>",
    "pdf": b"%PDF-1.7",
}


@pytest.mark.parametrize("name", SENT)
def test_what_a_publisher_sends_is_known_by_the_reader_that_the_catalogue_names(name: str) -> None:
    asked = {
        entry.format for entry in load_catalogue(bundled("corpus") / "catalogue.toml").values()
    }
    assert name in asked
    assert next(r.NAME for r in READERS if r.sniff(SENT[name], f"law.{name[-4:]}")) == name


@pytest.mark.parametrize(
    "entry",
    [
        'name = "a"',
        'name = "../a"\naddress = "https://a.example/"',
        'name = "a"\naddress = "http://a.example/"',
        'name = "a"\naddress = "file:///a"',
        "name = ",
    ],
)
def test_a_catalogue_with_a_mistake_is_refused(tmp_path: Path, entry: str) -> None:
    rest = 'jurisdiction = "xa"\ntitle = "t"\nformat = "pdf"\nmedia = []\n'
    rest += 'licence = "l"\nsuffix = "pdf"'
    path = tmp_path / "catalogue.toml"
    path.write_text(f"[[law]]\n{entry}\n{rest}\n", "utf-8")
    with pytest.raises(KnowledgeError):
        load_catalogue(path)


def test_the_command_fetches_lists_and_says_what_failed(server: Server, tmp_path: Path) -> None:
    good, bad = server.on("/good", say(200, LAW, **TEXT)), server.on("/bad", say(404))
    entry = (
        '[[law]]\nname = "{}"\njurisdiction = "xa"\ntitle = "Act"\naddress = "{}"\n'
        'format = "plain-text"\nmedia = ["text/plain"]\nlicence = "none"\nsuffix = "txt"\n'
    )
    catalogue = tmp_path / "catalogue.toml"
    catalogue.write_text(entry.format("good", good) + entry.format("bad", bad), "utf-8")
    run = CliRunner().invoke
    common = ["fetch", "--catalogue", str(catalogue), "-o", str(tmp_path / "out")]
    assert run(main, [*common, "--list"]).output.startswith("bad\txa\tplain-text\tAct")
    done = run(main, [*common, "good"])
    assert (done.exit_code, "written" in done.output) == (0, True)
    assert read((tmp_path / "out" / "xa" / "good.txt").read_bytes(), "good.txt").metadata.title
    failed = run(main, [*common, "bad"])
    assert (failed.exit_code, "FET-STATUS" in failed.output) == (1, True)
    assert run(main, [*common, "unknown"]).exit_code == 2
    assert run(main, common).exit_code == 2
