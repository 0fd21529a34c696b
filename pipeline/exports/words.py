"""A link in, its quotation and its evidence out, as plain text of a cell."""

from __future__ import annotations

from pipeline.exports.site.summary import Entry


def quote(entry: Entry) -> str:
    """The paragraphs that hold the evidence, the law's words and ellipses only."""
    return "\n".join("".join(words.text for words in line) for line in entry.quote)


def evidence(entry: Entry) -> str:
    """The words that are the evidence, as the quotation marks them."""
    marked = (words.text for line in entry.quote for words in line if words.marked)
    return " | ".join(dict.fromkeys(marked))
