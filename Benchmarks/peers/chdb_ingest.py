"""Reads audit logs into a chDB folder: chdb_ingest.py FOLDER PATTERN

Every field is kept in a MergeTree table ordered by time; bodies stay text.
The pattern may name many files as {a,b}; chDB reads several of them at once.
"""

import sys

from chdb import session

USER = (
    "Tuple(username String, uid String, groups Array(String), extra Map(String, Array(String)))"
)
OBJECT = (
    "Tuple(resource String, namespace String, name String, uid String, apiGroup String, "
    "apiVersion String, resourceVersion String, subresource String)"
)
STATUS = "Tuple(status String, message String, reason String, details String, code Int32)"
COLUMNS = f"""
    kind LowCardinality(String), apiVersion LowCardinality(String),
    level LowCardinality(String), auditID UUID, stage LowCardinality(String),
    requestURI String, verb LowCardinality(String), user {USER}, impersonatedUser {USER},
    sourceIPs Array(String), userAgent String, objectRef {OBJECT}, responseStatus {STATUS},
    requestObject String, responseObject String,
    requestReceivedTimestamp DateTime64(6, 'UTC'), stageTimestamp DateTime64(6, 'UTC'),
    annotations Map(String, String)
"""
SETTINGS = (
    "max_threads=2, max_insert_threads=2, date_time_input_format='best_effort', "
    "input_format_json_read_objects_as_strings=1, input_format_skip_unknown_fields=1"
)


def main():
    """Makes the table and fills it in one statement with two threads."""
    folder, pattern = sys.argv[1:]
    database = session.Session(folder)
    database.query(
        f"CREATE TABLE events ({COLUMNS}) ENGINE = MergeTree ORDER BY requestReceivedTimestamp"
    )
    schema = COLUMNS.replace("'", "\\'").replace("\n", " ")
    database.query(
        f"INSERT INTO events SELECT * FROM file('{pattern}', 'JSONEachRow', '{schema}') "
        f"SETTINGS {SETTINGS}"
    )
    print(database.query("SELECT count() FROM events", "CSV"))
    database.close()


main()
