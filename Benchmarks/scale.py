#!/usr/bin/env python3
"""Measures how Spoor's cost grows with the log, and how fast it answers.

Ingests generated logs of growing size, one fresh case each, and then asks the
largest case questions whose values come from the log and match at most 1,000
requests. Each question is a fresh process with the page cache warm.
"""

import argparse
import collections
import json
import os
import pathlib
import re
import shutil
import subprocess

import harness
import questions

# The questions, with values in braces that `pick_values` fills in.
QUESTIONS = [
    ("who deleted a deployment", "who deleted deployments/{deployment} -n {namespace}"),
    ("show a request", "show {audit_id}"),
    ("timeline of a user", "timeline --user {user} --format csv"),
    ("timeline of a name", "timeline --name {pod} --format csv"),
    ("history of a deployment", "history deployments/{deployment} -n {namespace}"),
    ("what a user did", "what {user}"),
    ("timeline of another filter", "timeline --code 403 --format csv"),
    ("top of users and verbs", "top user verb"),
    ("top of resources, namespaces, outcomes", "top resource namespace outcome"),
]
WHOLE = "timeline --format csv"
MOST_MATCHES = 1_000
RUNS = 9


def main():
    """Ingests every size, then asks the largest case."""
    options = arguments()
    sizes = sorted(int(size) for size in options.sizes.split(","))
    paths = [harness.generated_path(options.data, size) for size in sizes]
    passing = [] if options.keep else [path for path in paths if not path.exists()]
    print(f"Machine: {harness.machine()}  ")
    print(f"Version: {harness.answer([options.spoor, '--version'])}\n")
    case = options.data / "scale" / "spoor.db"
    if options.case:
        case, log = pathlib.Path(options.case), options.log
    else:
        log = ingest_sizes(options, sizes, case.parent, passing)
    if log and case.exists() and not options.no_questions:
        values = pick_values(log)
        harness.say(json.dumps(values))
        print(question_table(options, case, values))
        if not options.no_peers:
            print(questions.table(options.spoor, case, log, values))
    if not options.keep and not options.case:
        shutil.rmtree(case.parent, ignore_errors=True)
        for path in passing:
            path.unlink(missing_ok=True)


def arguments():
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--spoor", required=True, help="path of the spoor executable")
    parser.add_argument("--sizes", default="1000000,5000000,10000000", help="events of each log")
    parser.add_argument("--runs", type=int, default=1, help="ingests of each log (default 1)")
    parser.add_argument("--data", default=harness.HERE / "data", help="folder of logs and cases")
    parser.add_argument("--keep", action="store_true", help="keep the logs made and the case")
    parser.add_argument("--no-questions", action="store_true", help="ingest only")
    parser.add_argument("--no-peers", action="store_true", help="ask nobody but Spoor")
    parser.add_argument("--case", help="ask this case instead of ingesting")
    parser.add_argument("--log", help="the log that --case was made from")
    options = parser.parse_args()
    if options.case and not options.log:
        parser.error("--case needs --log")
    options.data = pathlib.Path(options.data)
    return options


def ingest_sizes(options, sizes, folder, passing):
    """Ingests each size and prints the table; returns the largest log.

    Logs that are `passing` go as soon as they are not needed any more.
    """
    print("| events | seconds | µs an event | grows | MB/s | case, of the JSON | peak MB |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    first = None
    for size in sizes:
        log = harness.generated(options.data, size)
        harness.warm([log])
        runs = [ingest(options.spoor, log, folder) for _ in range(options.runs)]
        bad = next((run for run in runs if run.status), None)
        if bad:
            harness.say(f"ingest of {size:,} events failed ({bad.status}): {bad.message}")
            return None
        seconds = harness.median([run.seconds for run in runs])
        first = first or seconds / size
        print(size_row(log, size, seconds, first, runs[-1]), flush=True)
        if size != sizes[-1] and log in passing:
            log.unlink()
    print()
    return log


def ingest(spoor, log, folder):
    """One ingest into a fresh case."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.sync()
    command = [spoor, "ingest", str(log), "--case", str(folder / "spoor.db")]
    return harness.run(command, timeout=7_200, folder=folder)


def size_row(log, size, seconds, first, run):
    """The table's row of a size."""
    json_bytes = log.stat().st_size
    each = seconds / size
    return (
        f"| {size:,} | {seconds:.2f} | {each * 1e6:.2f} | {each / first:.2f} × "
        f"| {json_bytes / seconds / 1e6:,.0f} | {run.output_bytes / json_bytes:.1%} "
        f"| {run.peak_bytes / 1e6:,.0f} |"
    )


def pick_values(log):
    """Values to ask for, each with at most MOST_MATCHES matching events."""
    values = {}
    for event in events_from(log, os.path.getsize(log) // 2):
        reference = event.get("objectRef", {})
        code = event.get("responseStatus", {}).get("code", 0)
        if event["verb"] == "delete" and reference.get("resource") == "deployments" and code == 200:
            values.setdefault("deployment", reference["name"])
            values.setdefault("namespace", reference["namespace"])
        if reference.get("resource") == "pods" and event["verb"] == "patch":
            values.setdefault("pod", reference["name"])
        values.setdefault("audit_id", event["auditID"])
        if len(values) == 4:
            break
    values["user"] = busiest_user(log)
    return values


def events_from(log, offset):
    """The events that follow an offset of the log."""
    with open(log, "rb") as file:
        file.seek(offset)
        file.readline()
        for line in file:
            yield json.loads(line)


def busiest_user(log):
    """The person with the most events, but not more than are wanted."""
    command = ["grep", "-oE", '"username":"[^":]*"', str(log)]
    environment = dict(os.environ, LC_ALL="C")
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as grep:
        names = collections.Counter(re.findall(rb'"username":"([^"]*)"', grep.stdout.read()))
    few = {name: count for name, count in names.items() if count <= MOST_MATCHES}
    if not few:
        raise SystemExit(f"no person has at most {MOST_MATCHES} events in {log}")
    return max(few, key=few.get).decode()


def question_table(options, case, values):
    """Asks every question and gives the table."""
    rows = ["| question | rows | median ms | slowest ms |", "| --- | ---: | ---: | ---: |"]
    for title, question in QUESTIONS:
        words = [word.format(**values) for word in question.split()]
        rows.append(ask(options.spoor, case, title, words))
    rows.append(ask_everything(options.spoor, case))
    return "\n".join(rows) + "\n"


def ask(spoor, case, title, words):
    """The row of a question: a run to warm up, then RUNS that count."""
    output = case.parent / "answer.txt"
    command = [spoor, *words, "--case", str(case)]
    runs = [harness.run(command, timeout=600, output=output) for _ in range(RUNS + 1)]
    if any(run.status for run in runs):
        return f"| {title} | failed: {runs[0].message[:60]} | – | – |"
    lines = output.read_bytes().count(b"\n")
    times = sorted(run.seconds * 1e3 for run in runs[1:])
    asked = f"{title} (`{' '.join(words)}`)"
    return f"| {asked} | {lines} | {harness.median(times):.1f} | {times[-1]:.1f} |"


def ask_everything(spoor, case):
    """The row of the whole timeline, written to a file."""
    output = case.parent / "answer.csv"
    run = harness.run([spoor, *WHOLE.split(), "--case", str(case)], timeout=3_600, output=output)
    if run.status:
        return f"| the whole timeline | failed: {run.message[:60]} | – | – |"
    with open(output, "rb") as file:
        lines = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 22), b""))
    output.unlink()
    asked = f"the whole timeline (`{WHOLE}`), {lines / run.seconds:,.0f} rows/s"
    return f"| {asked} | {lines:,} | {run.seconds * 1e3:,.0f} | – |"


if __name__ == "__main__":
    main()
