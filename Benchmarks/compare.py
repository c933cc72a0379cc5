#!/usr/bin/env python3
"""Compares Spoor's ingest with other tools that read JSON lines.

All tools read the same file from the page cache, one after the other and that
several times over (ABAB…), each run a fresh process and a fresh store. The
table shows medians. See README.md for what is fair about it and what is not.
"""

import argparse
import dataclasses
import json
import os
import pathlib
import shutil
import tempfile
import time

import contestants
import harness

INPUTS = ["generated-plain", "generated-gzip", "busy-gzip", "busy-plain"]
TIMEOUT = 900


def main():
    """Runs everything that was asked for and prints the tables."""
    options = arguments()
    chosen = present(options)
    deadline = time.monotonic() + options.budget
    print(f"Machine: {harness.machine()}  ")
    print("Versions: " + ", ".join(f"{tool.name} {tool.version()}" for tool in chosen) + "\n")
    raw = []
    for source in inputs(options):
        harness.warm(source.files)
        runs = interleave(chosen, source, options, deadline)
        print(table(source, chosen, runs), flush=True)
        raw.append(record(source, chosen, runs))
    if options.json:
        pathlib.Path(options.json).write_text(json.dumps(raw, indent=2) + "\n")


def arguments():
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--spoor", help="path of the spoor executable")
    parser.add_argument("--runs", type=int, default=5, help="runs of each (default 5)")
    parser.add_argument("--events", type=int, default=1_000_000, help="events to generate")
    parser.add_argument("--inputs", default=",".join(INPUTS), help="some of " + ", ".join(INPUTS))
    parser.add_argument(
        "--tools", default="spoor,duckdb,chdb,sqlite-utils,jq",
        help="some of " + ", ".join(contestants.everybody("")),
    )
    parser.add_argument("--quick", action="store_true", help="100,000 events, one run")
    parser.add_argument(
        "--budget", type=float, default=3000, help="seconds after which no run starts"
    )
    parser.add_argument("--data", default=harness.HERE / "data", help="folder of the logs")
    parser.add_argument("--json", help="file for the raw numbers")
    options = parser.parse_args()
    if options.quick:
        options.events, options.runs = 100_000, 1
    options.data = pathlib.Path(options.data)
    return options


def present(options):
    """The contestants that are here; says which are not."""
    known = contestants.everybody(options.spoor)
    chosen = []
    for key in options.tools.split(","):
        if known[key].version():
            chosen.append(known[key])
        else:
            how = "give --spoor PATH" if key == "spoor" else "see requirements.txt"
            harness.say(f"{known[key].name} is not here and is left out ({how})")
    return chosen


def inputs(options):
    """Yields the inputs, made as they are needed."""
    for name in options.inputs.split(","):
        if name.startswith("generated"):
            plain = harness.generated(options.data, options.events)
            packed = name.endswith("gzip")
            file = harness.generated(options.data, options.events, packed=True) if packed else plain
            title = f"{options.events:,} generated events, {'gzip' if packed else 'plain'}"
            yield contestants.Input(title, [file], plain.stat().st_size, options.events)
            continue
        files = harness.busy_cluster()
        if files:
            plain = harness.concatenated(files, options.data / "busy-cluster.jsonl")
            packed = name.endswith("gzip")
            title = f"busy-cluster, {len(files)} gzip files" if packed else "busy-cluster, one file"
            yield contestants.Input(
                title, files if packed else [plain], plain.stat().st_size, lines(plain)
            )


def lines(path):
    """The number of lines of a file."""
    with open(path, "rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 22), b""))


def interleave(chosen, source, options, deadline):
    """Runs the tools in turn, all of them once before any of them again."""
    runs = {tool.name: [] for tool in chosen}
    for number in range(options.runs):
        for tool in chosen:
            done = runs[tool.name]
            if number >= tool.most_runs or not tool.accepts(source):
                continue
            if time.monotonic() > deadline or any(run.status for run in done):
                continue
            one = measure(tool, source)
            done.append(one)
            harness.say(f"{source.name}: {tool.name} run {number + 1}: {one.seconds:.2f} s")
            if one.status:
                harness.say(f"  failed with status {one.status}: {one.message}")
    return runs


def measure(tool, source):
    """One run of a tool in a folder of its own."""
    folder = tempfile.mkdtemp(prefix="spoor-benchmark-")
    os.sync()  # what the run before left to write is not this one's cost
    try:
        return harness.run(tool.command(source, folder), timeout=TIMEOUT, folder=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def table(source, chosen, runs):
    """The Markdown table of an input."""
    first = next((tool for tool in chosen if tool.name == "Spoor"), None)
    base = seconds(first, runs) if first else None
    heads = ["tool", "seconds (fastest to slowest, runs)", "CPU s", "MB/s of JSON", "result MB",
             "of the JSON", "peak MB", "Spoor is"]
    rows = [row(tool, source, runs[tool.name], base) for tool in chosen if runs[tool.name]]
    size = f"{source.json_bytes / 1e6:,.0f} MB of JSON, {source.events:,} events"
    text = [f"### {source.name} ({size})", "", "| " + " | ".join(heads) + " |"]
    text.append("| --- |" + " ---: |" * (len(heads) - 1))
    return "\n".join(text + ["| " + " | ".join(cells) + " |" for cells in rows]) + "\n"


def row(tool, source, runs, base):
    """The cells of a tool."""
    good = [run for run in runs if run.status == 0]
    title = f"{tool.name} ({tool.note})" if tool.note else tool.name
    if not good:
        return [title, f"failed ({runs[0].status})"] + ["–"] * 6
    times = sorted(run.seconds * tool.scale for run in good)
    middle = harness.median(times)
    size = harness.median([run.output_bytes for run in good]) * tool.scale
    peak = harness.median([run.peak_bytes for run in good])
    return [
        title,
        f"{middle:.2f} ({times[0]:.2f} to {times[-1]:.2f}, {len(good)})",
        f"{harness.median([run.cpu_seconds for run in good]) * tool.scale:.2f}",
        f"{source.json_bytes / middle / 1e6:,.0f}",
        f"{size / 1e6:,.0f}" if size else "–",
        f"{size / source.json_bytes:.1%}" if size else "–",
        f"{peak / 1e6:,.0f}",
        ratios(middle, times[0], base) if tool.name != "Spoor" else "–",
    ]


def ratios(middle, fastest, base):
    """How much faster Spoor is: by the medians, and by the fastest runs."""
    if not base:
        return "–"
    return f"{middle / base[0]:.2f} × as fast (fastest runs: {fastest / base[1]:.2f} ×)"


def seconds(tool, runs):
    """The median and the fastest time of a tool, or none when it failed."""
    times = [run.seconds for run in runs[tool.name] if run.status == 0]
    return (harness.median(times), min(times)) if times else None


def record(source, chosen, runs):
    """The raw numbers of an input."""
    return {
        "input": source.name,
        "json_bytes": source.json_bytes,
        "events": source.events,
        "machine": harness.machine(),
        "runs": {
            tool.name: {
                "version": tool.version(),
                "scale": tool.scale,
                "runs": [dataclasses.asdict(run) for run in runs[tool.name]],
            }
            for tool in chosen
        },
    }


if __name__ == "__main__":
    main()
