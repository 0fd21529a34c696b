"""An address in, what its server sends out: one request at a time, with pauses, and never too much.

Follows RFC 9110 for conditional requests, ranges and ``Retry-After``. Time comes from outside, so
that tests need not wait.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

import urllib3

from pipeline import __version__
from pipeline.errors import LanzaroteError
from pipeline.fetch.catalogue import is_safe
from pipeline.fetch.part import Part

_CHUNK = 65_536
_BUSY = frozenset((408, 425, 429, 500, 502, 503, 504))
_MOVED = frozenset((301, 302, 303, 307, 308))


class FetchError(LanzaroteError):
    """A law could not be had from its publisher; nothing was written."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How a server is asked. Seconds and bytes; the defaults are slower than a person who reads."""

    contact: str = ""  # an address of the user's, so that a publisher can complain
    interval: float = 2.0  # between two requests to one host
    tries: int = 5
    first_wait: float = 2.0  # doubles with each try
    longest_wait: float = 120.0  # a server that asks for more is left alone
    connect_timeout: float = 10.0
    read_timeout: float = 30.0  # silence
    deadline: float = 600.0  # for one file
    max_bytes: int = 50_000_000
    redirects: int = 5

    @property
    def user_agent(self) -> str:
        contact = f"; {self.contact}" if self.contact else ""
        return f"lanzarote/{__version__} (statutes for legal analysis{contact})"


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of the copy that is there already."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was sent; ``unchanged``: the copy that is there is still right and nothing was sent."""

    address: str  # the last one, after redirects
    body: bytes
    media: str
    validators: Validators
    unchanged: bool = False


class _TryAgainError(Exception):
    """The server is busy or the line broke; ``wait``: seconds that it asks for."""

    def __init__(self, problem: FetchError, wait: float | None = None) -> None:
        super().__init__(str(problem))
        self.problem = problem
        self.wait = wait


@dataclass
class Client:
    """Asks one address after the other; remembers when it last asked each host."""

    manners: Manners = field(default_factory=Manners)
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    asked: dict[str, float] = field(default_factory=dict)
    pool: urllib3.PoolManager = field(default_factory=lambda: urllib3.PoolManager(retries=False))

    def get(self, address: str, known: Validators, part: Part) -> Answer:
        """The file at an address; what arrived before the line broke is kept in ``part``.

        Raises FetchError: ``FET-STATUS``, ``FET-BUSY``, ``FET-UNREACHABLE``, ``FET-SLOW``,
        ``FET-SIZE``, ``FET-TRUNCATED``, ``FET-REDIRECT`` or ``FET-INSECURE``.
        """
        until = self.clock() + self.manners.deadline
        for number in range(self.manners.tries):
            try:
                return self._follow(address, known, part, until)
            except _TryAgainError as again:
                wait = self.manners.first_wait * 2**number if again.wait is None else again.wait
                last = number + 1 == self.manners.tries
                if last or wait > self.manners.longest_wait or self.clock() + wait > until:
                    raise again.problem from None
                self.sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _follow(self, address: str, known: Validators, part: Part, until: float) -> Answer:
        at = address
        for _ in range(self.manners.redirects + 1):
            response = self._ask(at, known, part)
            try:
                if response.status not in _MOVED:
                    return self._answer(response, at, part, until)
                target = _target(at, response.headers.get("Location", ""))
            finally:
                response.close()  # an answer that was not read to its end ends the connection
            if not is_safe(target):
                raise FetchError("FET-INSECURE", address, target=target)
            at = target
        raise FetchError("FET-REDIRECT", address, most=self.manners.redirects)

    def _ask(self, address: str, known: Validators, part: Part) -> urllib3.BaseHTTPResponse:
        self._pause(urlsplit(address).netloc)
        timeout = urllib3.Timeout(
            connect=self.manners.connect_timeout, read=self.manners.read_timeout
        )
        try:
            return self.pool.request(
                "GET",
                address,
                headers=self._headers(known, part),
                timeout=timeout,
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
        except (urllib3.exceptions.LocationParseError, UnicodeError) as error:
            raise FetchError("FET-UNREACHABLE", address, reason=str(error)) from None
        except urllib3.exceptions.ReadTimeoutError:
            raise self._slow(address) from None
        except urllib3.exceptions.HTTPError as error:
            problem = FetchError("FET-UNREACHABLE", address, reason=_reason(error))
            raise _TryAgainError(problem) from None

    def _pause(self, host: str) -> None:
        before = self.asked.get(host)
        if before is not None:
            due = before + self.manners.interval - self.clock()
            if due > 0:
                self.sleep(due)
        self.asked[host] = self.clock()

    def _headers(self, known: Validators, part: Part) -> dict[str, str]:
        headers = {
            "User-Agent": self.manners.user_agent,
            "Accept-Encoding": "identity",  # ranges count the bytes of the file
        }
        if part.size:
            headers["Range"] = f"bytes={part.size}-"
            headers["If-Range"] = part.validator
        elif known.etag:
            headers["If-None-Match"] = known.etag
        elif known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        return headers

    def _answer(
        self, response: urllib3.BaseHTTPResponse, address: str, part: Part, until: float
    ) -> Answer:
        headers, status = response.headers, response.status
        found = Validators(headers.get("ETag", ""), headers.get("Last-Modified", ""))
        if status == HTTPStatus.NOT_MODIFIED:
            return Answer(address, b"", "", found, unchanged=True)
        if status in _BUSY:
            problem = FetchError("FET-BUSY", address, status=status)
            raise _TryAgainError(problem, self._asked_wait(headers))
        if status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and part.size:
            part.drop()
            raise _TryAgainError(FetchError("FET-STATUS", address, status=status), 0)
        if status not in (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT):
            raise FetchError("FET-STATUS", address, status=status)
        if status == HTTPStatus.OK or not _continues(headers, part.size):
            part.begin(found.etag or found.last_modified)
        self._check_size(headers, part, address)
        self._receive(response, address, part, until)
        media = headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return Answer(address, part.finish(), media, found)

    def _asked_wait(self, headers: Mapping[str, str]) -> float | None:
        """``Retry-After`` in seconds, whether it gives seconds or a date."""
        asked = headers.get("Retry-After", "").strip()
        if asked.isdigit():
            return float(asked)
        try:
            return max(0.0, (parsedate_to_datetime(asked) - self.now()).total_seconds())
        except (ValueError, TypeError):
            return None

    def _check_size(self, headers: Mapping[str, str], part: Part, address: str) -> None:
        stated = headers.get("Content-Length", "")
        if stated.isdigit() and int(stated) + part.size > self.manners.max_bytes:
            part.drop()
            raise FetchError("FET-SIZE", address, limit=self.manners.max_bytes)

    def _receive(
        self, response: urllib3.BaseHTTPResponse, address: str, part: Part, until: float
    ) -> None:
        coded = response.headers.get("Content-Encoding", "identity").lower() != "identity"
        try:
            for chunk in response.stream(_CHUNK, decode_content=coded):
                part.write(chunk)
                if part.size > self.manners.max_bytes:
                    part.drop()
                    raise FetchError("FET-SIZE", address, limit=self.manners.max_bytes)
                if self.clock() > until:
                    raise FetchError("FET-SLOW", address, seconds=round(self.manners.deadline))
        except urllib3.exceptions.ReadTimeoutError:
            raise self._slow(address) from None
        except urllib3.exceptions.HTTPError as error:
            if coded or not part.validator:
                part.drop()
            problem = FetchError("FET-TRUNCATED", address, reason=_reason(error))
            raise _TryAgainError(problem) from None

    def _slow(self, address: str) -> _TryAgainError:
        seconds = round(self.manners.read_timeout)
        return _TryAgainError(FetchError("FET-SLOW", address, seconds=seconds))


def _target(address: str, location: str) -> str:
    try:
        return urljoin(address, location)
    except ValueError:
        return location


def _continues(headers: Mapping[str, str], size: int) -> bool:
    """Whether a partial answer begins where what is there ends."""
    return headers.get("Content-Range", "").lower().startswith(f"bytes {size}-")


def _reason(error: Exception) -> str:
    """What went wrong, without the objects that the library names."""
    text = str(error.args[-1] if error.args else error)
    return text.rpartition(">: ")[2][:200] or type(error).__name__
