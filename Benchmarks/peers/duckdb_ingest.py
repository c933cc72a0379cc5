"""Reads audit logs into a DuckDB file: duckdb_ingest.py [--any-order] DATABASE FILE…

Every field is kept. The schema is given, so that no time goes into guessing
it; bodies stay JSON text, as a forensic store must keep them. With --any-order
the rows need not keep the order of the lines: somewhat faster, twice the memory.
"""

import sys

import duckdb

USER = "STRUCT(username VARCHAR, uid VARCHAR, groups VARCHAR[], extra MAP(VARCHAR, VARCHAR[]))"
OBJECT = (
    "STRUCT(resource VARCHAR, namespace VARCHAR, name VARCHAR, uid VARCHAR, apiGroup VARCHAR, "
    "apiVersion VARCHAR, resourceVersion VARCHAR, subresource VARCHAR)"
)
STATUS = "STRUCT(status VARCHAR, message VARCHAR, reason VARCHAR, details JSON, code INTEGER)"
COLUMNS = {
    "kind": "VARCHAR",
    "apiVersion": "VARCHAR",
    "level": "VARCHAR",
    "auditID": "UUID",
    "stage": "VARCHAR",
    "requestURI": "VARCHAR",
    "verb": "VARCHAR",
    "user": USER,
    "impersonatedUser": USER,
    "sourceIPs": "VARCHAR[]",
    "userAgent": "VARCHAR",
    "objectRef": OBJECT,
    "responseStatus": STATUS,
    "requestObject": "JSON",
    "responseObject": "JSON",
    "requestReceivedTimestamp": "TIMESTAMP",
    "stageTimestamp": "TIMESTAMP",
    "annotations": "MAP(VARCHAR, VARCHAR)",
}


def main():
    """Makes the table in one statement with two threads."""
    arguments = sys.argv[1:]
    any_order = arguments[0] == "--any-order"
    database, *files = arguments[any_order:]
    connection = duckdb.connect(database)
    connection.execute("SET threads=2")
    if any_order:
        connection.execute("SET preserve_insertion_order=false")
    connection.execute(
        "CREATE TABLE events AS SELECT * FROM "
        "read_json(?, format='newline_delimited', columns=?)",
        [files, COLUMNS],
    )
    print(connection.execute("SELECT count(*) FROM events").fetchone()[0])
    connection.close()


main()
