"""Takes a regular expression and gives the words with which a match of it can begin.

A pattern is tried only where one of its heads stands, so that a thousand patterns cost little more
than the words of the text. Only the constructs that cue files use are understood; of anything else
the answer is "any words" (the empty head), which is slow and never wrong.
"""

from __future__ import annotations

from dataclasses import dataclass

_LONGEST = 16  # characters of a head: longer ones tell no more words apart
_MOST = 400  # heads of one pattern; beyond that it counts as beginning anyhow

_LOOKS = ("(?=", "(?!", "(?<=", "(?<!")  # they look around and take no text
_OPENINGS = (*_LOOKS, "(?P<", "(?:", "(")


@dataclass(frozen=True, slots=True)
class _Head:
    text: str
    open: bool = True  # whether what follows in the pattern still adds to it


_NOTHING = frozenset({_Head("")})
_ANYTHING = frozenset({_Head("", open=False)})
_Heads = frozenset[_Head]


def heads(pattern: str) -> frozenset[str]:
    """Texts of which every match of ``pattern`` has one as its beginning; "" is any text."""
    found, end = _alternatives(pattern, 0)
    if end != len(pattern) or len(found) > _MOST:
        return frozenset({""})
    return frozenset(head.text for head in found)


def may_begin(head: str, token: str) -> bool:
    """Whether a match with that head can begin with the word ``token``, read as a whole word."""
    if len(head) <= len(token):
        return token.startswith(head)
    return head.startswith(token) and not (head[len(token)].isalnum() and token[-1].isalnum())


def _alternatives(pattern: str, at: int) -> tuple[_Heads, int]:
    found, at = _sequence(pattern, at)
    while at < len(pattern) and pattern[at] == "|":
        more, at = _sequence(pattern, at + 1)
        found |= more
    return found, at


def _sequence(pattern: str, at: int) -> tuple[_Heads, int]:
    so_far = _NOTHING
    while at < len(pattern) and pattern[at] not in "|)":
        atom, at = _atom(pattern, at)
        atom, at = _repeated(atom, pattern, at)
        if any(head.open for head in so_far):
            so_far = _joined(so_far, atom)
    return so_far, at


def _joined(left: _Heads, right: _Heads) -> _Heads:
    if len(left) * len(right) > _MOST:
        return frozenset(_Head(head.text, open=False) for head in left)
    return frozenset(
        _Head((a.text + b.text)[:_LONGEST], b.open and len(a.text + b.text) < _LONGEST)
        if a.open
        else a
        for a in left
        for b in right
    )


def _atom(pattern: str, at: int) -> tuple[_Heads, int]:
    char = pattern[at]
    if char == "(":
        return _group(pattern, at)
    if char == "[":
        end = pattern.index("]", at + 2)
        inside = pattern[at + 1 : end]
        plain = inside.isalnum()
        return (frozenset(map(_Head, inside)) if plain else _ANYTHING), end + 1
    if char == "\\":
        following = pattern[at + 1]
        if following in "bB":
            return _NOTHING, at + 2
        return (_ANYTHING if following.isalnum() else frozenset({_Head(following)})), at + 2
    if char in "^$":
        return _NOTHING, at + 1
    return (_ANYTHING if char == "." else frozenset({_Head(char)})), at + 1


def _group(pattern: str, at: int) -> tuple[_Heads, int]:
    opening = next(mark for mark in _OPENINGS if pattern.startswith(mark, at))
    inner = at + len(opening)
    if opening == "(?P<":
        inner = pattern.index(">", at) + 1
    found, end = _alternatives(pattern, inner)
    return (_NOTHING if opening in _LOOKS else found), end + 1


def _repeated(atom: _Heads, pattern: str, at: int) -> tuple[_Heads, int]:
    if at == len(pattern) or pattern[at] not in "?*+{":
        return atom, at
    mark, end = pattern[at], at + 1
    optional = mark in "?*"
    if mark == "{":
        end = pattern.index("}", at) + 1
        optional = pattern[at + 1] in "0,"
    if end < len(pattern) and pattern[end] in "?+":
        end += 1
    once = atom if mark == "?" else frozenset(_Head(h.text, open=False) for h in atom)
    return (once | _NOTHING if optional else once), end
