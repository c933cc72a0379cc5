"""Reads timelines as Timesketch's own importer does, and says what it dropped.

Usage: read-timelines.py TIMELINE.csv TIMELINE.jsonl TIMELINE-WITHOUT-PROFILE.ndjson
"""

import csv
import json
import logging
import sys

try:
    from timesketch.lib import utils
except ImportError as error:
    print(f"skipped: Timesketch's importer is not here ({error})")
    sys.exit(0)


def fail(reason):
    sys.exit(f"timesketch: {reason}")


def check(kind, written, taken):
    """Every row must come out again, with the moment that was written."""
    if len(written) != len(taken):
        fail(f"{kind}: {len(written)} rows were written, the importer took {len(taken)}")
    for row, event in zip(written, taken):
        for field in ("message", "timestamp_desc"):
            if event.get(field) != row[field]:
                fail(f"{kind}: {field} became {event.get(field)!r}, not {row[field]!r}")
        if int(event["timestamp"]) != int(row["timestamp"]):
            fail(f"{kind}: {row['datetime']} became {event['timestamp']}, not {row['timestamp']}")


def main():
    table, lines, plain = sys.argv[1:]
    warnings = []
    handler = logging.Handler()
    handler.emit = lambda record: warnings.append(record.getMessage())
    utils.logger.addHandler(handler)

    with open(table, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with open(table, "rb") as file:
        check("CSV", rows, list(utils.read_and_validate_csv(file)))

    with open(lines, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    with open(lines, encoding="utf-8") as file:
        check("JSONL", rows, list(utils.read_and_validate_jsonl(file)))

    if warnings:
        fail("; ".join(warnings))
    # An oracle that cannot refuse is none.
    try:
        with open(plain, encoding="utf-8") as file:
            list(utils.read_and_validate_jsonl(file))
        fail("the importer took a timeline that was not written for it")
    except RuntimeError:
        pass
    print(f"Timesketch's importer takes all {len(rows)} rows, as CSV and as JSONL")


main()
