"""Headers of files: what their fields mean, and where one does not mean what its name says."""

from __future__ import annotations

from pipeline.readers.front_matter import metadata, split

HEADER = """Title: Kites Act 2031
Date: 2033-01-15
Description: Make provision about kites.
Publisher: Statute Law Database
Identifier: http://www.legislation.gov.uk/ukpga/2031/7/enacted

"""


def test_the_day_on_which_a_file_was_changed_is_no_date_of_the_law() -> None:
    stated, findings = metadata(split(HEADER, "x.txt"), "x.txt")
    assert (stated.work_date, stated.version_date) == ("", "")
    assert {"META-DATE", "META-VERSION"} <= {f.code for f in findings}
    assert ("Date", "2033-01-15") in stated.extra


def test_the_number_is_that_of_the_law_and_not_its_address() -> None:
    stated, _ = metadata(split(HEADER, "x.txt"), "x.txt")
    assert (stated.jurisdiction, stated.number) == ("uk", "ukpga/2031/7")  # as in the XML
    assert stated.source_uri == "http://www.legislation.gov.uk/ukpga/2031/7/enacted"


def test_fields_of_other_headers_keep_their_meaning() -> None:
    header = "Title: Kite Act\nDate: 2031-01-15\nCountry: xa\n\n"
    assert metadata(split(header, "x.txt"), "x.txt")[0].work_date == "2031-01-15"
