#!/usr/bin/env python3
"""Measures how fast Spoor reads wrapped logs, a byte, beside the same log as it is.

Each wrapper is put around every line of a log. The wrapped log and the log
itself are ingested in turn (ABAB…), each run a fresh process and a fresh case;
every event has to come out. A wrapper costs its ratio: how much longer a byte
takes than a byte of the log itself in the same runs.
"""

import argparse
import os
import pathlib
import shutil
import sqlite3
import tempfile

import harness
from wrappers import WRAPPERS

MOST = 1.5


def main():
    """Measures every wrapper and prints the table."""
    options = arguments()
    log = source(options)
    if not log:
        return
    harness.warm([log])
    print(f"### Wrapped logs ({log.name}, {log.stat().st_size / 1e6:,.0f} MB)\n")
    heads = ["wrapper", "MB", "MB/s", "native MB/s", "ratio", "CPU ratio"]
    print("| " + " | ".join(heads) + " |")
    print("| --- |" + " ---: |" * (len(heads) - 1), flush=True)
    missed = []
    for name in options.wrappers.split(";") if options.wrappers else WRAPPERS:
        ratio = measure(options, log, name)
        if ratio > MOST:
            missed.append(name)
    print(f"\nmust: at most {MOST}; " + (f"missed by {', '.join(missed)}" if missed else "all are"))
    print()


def arguments():
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--spoor", required=True, help="path of the spoor executable")
    parser.add_argument("--log", help="JSON lines (default: busy-cluster, else a generated log)")
    parser.add_argument("--runs", type=int, default=5, help="runs of each (default 5)")
    parser.add_argument("--wrappers", help="some of them, with semicolons between")
    parser.add_argument("--data", default=harness.HERE / "data", help="folder of the logs")
    options = parser.parse_args()
    options.data = pathlib.Path(options.data)
    return options


def source(options):
    """The log to wrap."""
    if options.log:
        return pathlib.Path(options.log)
    files = harness.busy_cluster()
    if files:
        return harness.concatenated(files, options.data / "busy-cluster.jsonl")
    return harness.generated(options.data, 100_000)


def measure(options, log, name):
    """Prints the row of a wrapper; gives its ratio."""
    wrapped = options.data / "wrapped.log"
    with open(log, encoding="utf-8", newline="\n") as lines, \
            open(wrapped, "w", encoding="utf-8", newline="\n") as sink:
        sink.writelines(WRAPPERS[name](line.rstrip("\n") for line in lines))
    try:
        harness.warm([wrapped])
        runs = {path: [] for path in (log, wrapped)}
        for number in range(options.runs + 1):
            for path, done in runs.items():
                run = ingest(options, path)
                if number:  # the first one warms up
                    done.append(run)
        return row(name, {path: (path.stat().st_size, done) for path, done in runs.items()})
    finally:
        wrapped.unlink()


def ingest(options, path):
    """One run, with the number of events that came of it."""
    folder = tempfile.mkdtemp(prefix="spoor-benchmark-")
    os.sync()  # what the run before left to write is not this one's cost
    case = pathlib.Path(folder) / "case.db"
    try:
        run = harness.run([options.spoor, "ingest", path, "--case", case], timeout=900)
        if run.status:
            raise SystemExit(f"error: {path.name}: {run.message}")
        with sqlite3.connect(f"file:{case}?mode=ro", uri=True) as connection:
            run.events = connection.execute("SELECT count(*) FROM event").fetchone()[0]
        return run
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def row(name, sources):
    """Prints what the runs say of a wrapper."""
    (size, native), (wrapped_size, wrapped) = sources.values()
    # Cloud Logging has no stages: a request is an event of its own there.
    if name != "gke" and wrapped[0].events != native[0].events:
        raise SystemExit(f"error: {name}: {wrapped[0].events} of {native[0].events} events")
    rates = [bytes_ / harness.median([run.seconds for run in runs]) / 1e6
             for bytes_, runs in sources.values()]
    cpu = [harness.median([run.cpu_seconds for run in runs]) / bytes_
           for bytes_, runs in sources.values()]
    ratio = rates[0] / rates[1]
    cells = [name, f"{wrapped_size / 1e6:,.0f}", f"{rates[1]:,.0f}", f"{rates[0]:,.0f}",
             f"{ratio:.2f}", f"{cpu[1] / cpu[0]:.2f}"]
    print("| " + " | ".join(cells) + " |", flush=True)
    return ratio


if __name__ == "__main__":
    main()
