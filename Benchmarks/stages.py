#!/usr/bin/env python3
"""Tells where the processor time of an ingest goes, stage by stage.

Samples the run with perf and sorts the samples by what they hit. A stage's
speed is the log's JSON by the stage's own processor time: what it would do if
it were alone on a core.
"""

import argparse
import pathlib
import re
import shutil
import subprocess
import tempfile

import harness

# The first pattern that is found in "library symbol" decides. Edit freely.
STAGES = [
    ("kernel (reading, writing, waiting)", r"^\[(kernel|guest)|^\[vdso"),
    ("inflate", r"libisal|libz\.so|GzipInflater|ISAL|crc32"),
    ("hash", r"libcrypto|SHA256"),
    ("pack", r"libzstd|ZstdPacker"),
    ("decode", r"\] (static |closure \S+ in |\(extension in )?AuditEvents\b"),
    ("look-ups", r"LookupSegment|RadixSort|Postings|Varint"),
    ("insert", r"libsqlite3|SQLite\.|CaseStore\.|sqlite3_|spoor_row"),
    ("intern", r"ByteInterner|TextKey|ByteHash|NumberedTuples|memcmp"),
    ("frame", r"RecordFramer|ValueMemory|KeyMemory|SourceReader|TextBlock"),
    ("scan", r"JSONScanner|JSONValueReader|TextBytes"),
    ("copy", r"memmove|memcpy|memset"),
    ("memory", r"malloc|free|_int_|realloc|swift_"),
]


def main():
    """Samples, sorts, and prints a table in Markdown."""
    options = arguments()
    if not shutil.which("perf"):
        raise SystemExit("perf is not here: install the package linux-perf")
    log = harness.generated(options.data, options.events, packed=True)
    plain = harness.generated(options.data, options.events, packed=False)
    with tempfile.TemporaryDirectory(prefix="spoor-stages-", dir=options.data) as folder:
        total, samples = sample(options.spoor, log, pathlib.Path(folder))
    size = pathlib.Path(plain).stat().st_size
    print(f"### Stages ({options.events:,} generated events, gzip; samples of perf)\n")
    print("| stage | CPU s | share | MB/s of JSON, alone |")
    print("| --- | ---: | ---: | ---: |")
    for stage, share in shares(samples):
        seconds = total * share
        speed = f"{size / 1e6 / seconds:,.0f}" if seconds else "–"
        print(f"| {stage} | {seconds:.2f} | {share:.1%} | {speed} |")
    print(f"| all | {total:.2f} | 100% | {size / 1e6 / total:,.0f} |\n")


def arguments():
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--spoor", required=True, help="path of the spoor executable")
    parser.add_argument("--data", default=harness.HERE / "data", help="folder of the log")
    parser.add_argument("--events", type=int, default=1_000_000, help="events of the log")
    return parser.parse_args()


def sample(spoor, log, folder):
    """The processor seconds of an ingest, and each symbol's share of them."""
    profile = folder / "perf.data"
    command = ["perf", "record", "--quiet", "--freq", "1999", "--output", str(profile)]
    command += [spoor, "ingest", str(log), "--quiet", "--case", str(folder / "spoor.db")]
    done = harness.run(command, timeout=600)
    if done.status != 0:
        raise SystemExit(f"perf failed ({done.status}): {done.message}")
    command = ["perf", "report", "--input", str(profile), "--stdio", "--sort", "dso,symbol"]
    command += ["--field-separator", "\t", "--percent-limit", "0"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if shutil.which("swift"):
        text = subprocess.run(
            ["swift", "demangle", "--compact"], input=text, capture_output=True, text=True
        ).stdout
    samples = []
    for line in text.splitlines():
        match = re.match(r"\s*([\d.]+)%?\s*\t\s*(.+?)\s*\t\s*(.+)$", line)
        if match and not line.startswith("#"):
            samples.append((float(match[1]) / 100, f"{match[2]} {match[3]}"))
    return done.cpu_seconds, samples


def shares(samples):
    """The share of each stage, the largest first, what is left last."""
    sums = {stage: 0.0 for stage, _ in STAGES}
    whole = sum(share for share, _ in samples)
    for share, name in samples:
        stage = next((stage for stage, pattern in STAGES if re.search(pattern, name)), None)
        if stage:
            sums[stage] += share / whole
    ordered = sorted(sums.items(), key=lambda item: -item[1])
    return ordered + [("other", max(0.0, 1 - sum(sums.values())))]


if __name__ == "__main__":
    main()
