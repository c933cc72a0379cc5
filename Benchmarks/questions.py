#!/usr/bin/env python3
"""Puts the same questions to Spoor and to other tools, and compares the times.

Spoor asks its case and DuckDB its own table, both made from the whole log, a
fresh process each time with the page cache warm. jq and lnav keep nothing, so
they read a log anew for each question: they get the first part of it, and their
time is multiplied.
"""

import argparse
import importlib.util
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import harness

# Title, Spoor's words, DuckDB's SQL, jq's filter, lnav's SQL. Values in braces
# come from the log. The others ask of the events with an answer what Spoor asks
# of requests.
DONE = "stage = 'ResponseComplete'"
WANTED = (
    "requestReceivedTimestamp AS time, \"user\".username AS actor, verb, objectRef.resource AS "
    "resource, objectRef.namespace AS namespace, objectRef.name AS name, responseStatus.code AS "
    "code, requestURI, sourceIPs[-1] AS source_ip, userAgent, auditID"
)
ROW = (
    "[.requestReceivedTimestamp, .user.username, .verb, .objectRef.resource, "
    ".objectRef.namespace, .objectRef.name, .responseStatus.code, .requestURI, .userAgent, "
    ".auditID] | @csv"
)
LNAV = 'log_time, "user/username", verb, requestURI, auditID'
QUESTIONS = [
    (
        "who deleted a deployment",
        "who deleted deployments/{deployment} -n {namespace}",
        "SELECT \"user\".username, responseStatus.code, count(*), min(requestReceivedTimestamp), "
        "max(requestReceivedTimestamp) FROM events WHERE " + DONE + " AND verb = 'delete' "
        "AND objectRef.resource = 'deployments' AND objectRef.namespace = '{namespace}' "
        "AND objectRef.name = '{deployment}' GROUP BY 1, 2",
        'select(.stage == "ResponseComplete" and .verb == "delete" and .objectRef.resource == '
        '"deployments" and .objectRef.namespace == "{namespace}" and .objectRef.name == '
        '"{deployment}") | ' + ROW,
        "SELECT \"user/username\", count(*) FROM kubernetes_audit WHERE verb = 'delete' AND "
        "\"objectRef/resource\" = 'deployments' AND \"objectRef/namespace\" = '{namespace}' AND "
        "\"objectRef/name\" = '{deployment}' GROUP BY 1",
    ),
    (
        "show a request",
        "show {audit_id}",
        "SELECT * FROM events WHERE auditID = '{audit_id}'",
        'select(.auditID == "{audit_id}")',
        "SELECT log_raw_text FROM kubernetes_audit WHERE auditID = '{audit_id}'",
    ),
    (
        "timeline of a user",
        "timeline --user {user} --format csv",
        "SELECT " + WANTED + " FROM events WHERE " + DONE + " AND \"user\".username = '{user}' "
        "ORDER BY 1",
        'select(.stage == "ResponseComplete" and .user.username == "{user}") | ' + ROW,
        "SELECT " + LNAV + " FROM kubernetes_audit WHERE \"user/username\" = '{user}'",
    ),
    (
        "history of a deployment",
        "history deployments/{deployment} -n {namespace}",
        "SELECT " + WANTED + ", requestObject, responseObject FROM events WHERE " + DONE
        + " AND verb IN ('create', 'update', 'patch', 'delete') AND objectRef.resource = "
        "'deployments' AND objectRef.namespace = '{namespace}' AND objectRef.name = "
        "'{deployment}' ORDER BY 1",
        'select(.stage == "ResponseComplete" and .objectRef.resource == "deployments" and '
        '.objectRef.namespace == "{namespace}" and .objectRef.name == "{deployment}" and '
        '(.verb | IN("create", "update", "patch", "delete"))) | ' + ROW,
        "SELECT " + LNAV + " FROM kubernetes_audit WHERE \"objectRef/resource\" = 'deployments' "
        "AND \"objectRef/namespace\" = '{namespace}' AND \"objectRef/name\" = '{deployment}' AND "
        "verb IN ('create', 'update', 'patch', 'delete')",
    ),
    (
        "timeline of another filter",
        "timeline --code 403 --format csv",
        "SELECT " + WANTED + " FROM events WHERE " + DONE + " AND responseStatus.code = 403 "
        "ORDER BY 1",
        'select(.stage == "ResponseComplete" and .responseStatus.code == 403) | ' + ROW,
        "SELECT " + LNAV + ' FROM kubernetes_audit WHERE "responseStatus/code" = 403',
    ),
    (
        "top of users and verbs",
        "top user verb",
        'SELECT "user".username, verb, count(*) AS n FROM events WHERE ' + DONE
        + " GROUP BY 1, 2 ORDER BY n DESC",
        'select(.stage == "ResponseComplete") | [.user.username, .verb] | @tsv',
        'SELECT "user/username", verb, count(*) AS n FROM kubernetes_audit GROUP BY 1, 2 '
        "ORDER BY n DESC",
    ),
    (
        "the whole timeline as CSV",
        "timeline --format csv",
        "SELECT " + WANTED + " FROM events WHERE " + DONE + " ORDER BY 1",
        'select(.stage == "ResponseComplete") | ' + ROW,
        "SELECT " + LNAV + " FROM kubernetes_audit",
    ),
]
RUNS = 5
# jq and lnav read so many of the first events of the log.
PART = 100_000


def main():
    """Makes DuckDB's table, asks, prints."""
    options = arguments()
    import scale  # here, for scale.py imports this file

    values = scale.pick_values(options.log)
    print(table(options.spoor, pathlib.Path(options.case), pathlib.Path(options.log), values))


def arguments():
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--spoor", required=True, help="path of the spoor executable")
    parser.add_argument("--case", required=True, help="the case to ask")
    parser.add_argument("--log", required=True, help="the log that the case was made from")
    return parser.parse_args()


def table(spoor, case, log, values):
    """Asks everybody every question and gives the table.

    What is made for it lies beside the case, and goes.
    """
    folder = pathlib.Path(tempfile.mkdtemp(prefix="questions-", dir=case.parent))
    try:
        events = count_lines(log)
        part = head(log, folder / "part.jsonl")
        asked = [DuckDB(log, folder), JQ(part, events), Lnav(part, events, folder)]
        for tool in asked:
            if tool.absence:
                harness.say(f"{tool.name} is left out: {tool.absence}")
        return rows(spoor, case, folder, asked, values)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def rows(spoor, case, folder, tools, values):
    """The lines of the table: Spoor's milliseconds, then how much longer others take."""
    lines = [
        "| question | Spoor ms | " + " | ".join(tool.title for tool in tools) + " |",
        "| --- | ---: | " + " | ".join("---:" for _ in tools) + " |",
    ]
    for title, words, *texts in QUESTIONS:
        command = [spoor, *(word.format(**values) for word in words.split()), "--case", str(case)]
        runs = 1 if title == QUESTIONS[-1][0] else RUNS
        own = median_of(runs, lambda: seconds(command, folder / "answer"))
        cells = [f"{own * 1e3:,.1f}" if own else "failed"]
        for tool, text in zip(tools, texts):
            took = None if tool.absence else tool.median(fill(text, values), runs)
            cells.append(beside(took, own))
        lines.append(f"| {title} | " + " | ".join(cells) + " |")
    absent = [f"{tool.name} was left out: {tool.absence}." for tool in tools if tool.absence]
    return "\n".join(lines + ["", *absent]) + "\n"


def beside(took, own):
    """A cell: the milliseconds, and how many times Spoor's they are."""
    if not took or not own:
        return "–"
    ratio = took / own
    times = f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.1f}"
    return f"{took * 1e3:,.0f} ({times} ×)"


def fill(text, values):
    """Puts the values into a question, whose other braces stay as they are."""
    for name, value in values.items():
        text = text.replace("{" + name + "}", value)
    return text


def median_of(runs, measure):
    """The median of some runs after one that warms up; nothing where one failed."""
    times = [measure() for _ in range(runs + 1)][1:]
    return None if None in times else harness.median(times)


def seconds(command, answer, environment=None):
    """How long a command takes; nothing where it fails."""
    run = harness.run(command, timeout=3_600, output=answer, environment=environment)
    if run.status:
        harness.say(f"{command[0]} failed: {run.message[-300:]}")
        return None
    return run.seconds


def count_lines(log):
    """How many events a log has."""
    with open(log, "rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 22), b""))


def head(log, part):
    """The first PART lines of a log as a file of their own."""
    with open(log, "rb") as source, open(part, "wb") as sink:
        for number, line in enumerate(source):
            if number == PART:
                break
            sink.write(line)
    return part


class DuckDB:
    """DuckDB, which asks a table of its own of all events."""

    name = "DuckDB"
    title = "DuckDB ms"

    def __init__(self, log, folder):
        self.absence = None
        self.database = folder / "peer.duckdb"
        self.answer = folder / "peer.csv"
        if importlib.util.find_spec("duckdb") is None:
            self.absence = "it is not installed"
            return
        harness.say("making DuckDB's table")
        script = harness.HERE / "peers" / "duckdb_ingest.py"
        run = harness.run(
            [sys.executable, str(script), str(self.database), str(log)], timeout=3_600
        )
        if run.status:
            self.absence = f"its ingest failed ({run.message[-100:]})"

    def median(self, sql, runs):
        """The median seconds of a question."""
        script = harness.HERE / "peers" / "duckdb_ask.py"
        command = [sys.executable, str(script), str(self.database), str(self.answer), sql]

        def ask():
            done = subprocess.run(command, capture_output=True, text=True, timeout=3_600)
            if done.returncode:
                harness.say(f"DuckDB failed: {done.stderr[-300:]}")
                return None
            return float(done.stdout)

        return median_of(runs, ask)


class JQ:
    """jq, which reads a part of the log for each question."""

    name = "jq"

    def __init__(self, part, events):
        self.part = part
        self.scale = max(1, events / PART)
        self.title = f"jq ms (of {PART:,} events, times {self.scale:,.0f})"
        self.absence = None if shutil.which("jq") else "it is not installed"

    def median(self, text, _):
        """The seconds of a question, of two runs."""
        command = ["jq", "-r", text, str(self.part)]
        took = median_of(1, lambda: seconds(command, os.devnull))
        return took and took * self.scale


class Lnav:
    """lnav, which reads and indexes a part of the log for each question."""

    name = "lnav"

    def __init__(self, part, events, folder):
        self.part = part
        self.scale = max(1, events / PART)
        self.title = f"lnav ms (of {PART:,} events, times {self.scale:,.0f})"
        self.absence = None if shutil.which("lnav") else "it is not installed"
        # It writes into its user's folders, which here are ours.
        self.environment = dict(os.environ, HOME=str(folder), XDG_CONFIG_HOME=str(folder / "xdg"))

    def median(self, sql, _):
        """The seconds of a question, of two runs."""
        formats = harness.HERE / "peers" / "lnav"
        command = ["lnav", "-n", "-I", str(formats), "-c", f";{sql}"]
        command += ["-c", ":write-csv-to /dev/null", str(self.part)]
        took = median_of(1, lambda: seconds(command, os.devnull, self.environment))
        return took and took * self.scale


if __name__ == "__main__":
    main()
