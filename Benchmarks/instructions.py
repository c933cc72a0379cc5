#!/usr/bin/env python3
"""Counts the instructions that an ingest takes per event.

Unlike times, instruction counts repeat (to 0.02 %, threads being threads), so
that a change of a percent shows on a busy machine too. The count is compared with the one in
thresholds.json for the same Swift toolchain; --record writes it there.
"""

import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import harness

EVENTS = 20_000
THRESHOLDS = harness.HERE / "thresholds.json"
TOLERANCE = 0.02

# Which stage a function belongs to: the first pattern that is found in its
# source file, its demangled name or its object's file decides. Edit freely.
STAGES = [
    ("inflate", r"GzipInflater|\binflate|libz\.so|libisal|crc32"),
    ("hash", r"SHA256|sha256|libcrypto|EVP_|OPENSSL"),
    ("pack", r"ZstdPacker|ZSTD|libzstd"),
    ("insert", r"sqlite3|/SQLite/|CaseStore/Writing/(?!.*(?:LookUp|Segment|Radix))"),
    ("look-ups", r"LookUp|Segment|RadixSort|Varint"),
    ("intern", r"Interner|TextKey|ByteHash|Tuples"),
    ("frame", r"RecordFramer|SourceReader|nextRecord|memchr"),
    ("scan", r"JSONScanner|JSONValueReader|JSONUnescape|TextBytes"),
    ("decode", r"/AuditEvents/|EventDecoder|BodyFacts|FactReader|Timestamp"),
    ("memory", r"malloc|free|calloc|realloc|swift_(retain|release|alloc|dealloc|isUnique)"),
    ("copy", r"memcpy|memmove|memset|memcmp|Array\.append"),
    ("start", r"ld-linux|dl-lookup|dl-reloc"),
]

# valgrind's processor has no SHA instructions, so that hashing costs several
# times what it does in earnest: the threshold leaves this stage out.
NOT_COUNTED = "hash"


def main():
    """Counts, attributes, compares; the answer is JSON on standard output."""
    options = arguments()
    if not shutil.which("valgrind"):
        raise SystemExit("valgrind is not here: install the package valgrind")
    log = harness.generated(options.data, EVENTS, packed=True)
    with tempfile.TemporaryDirectory(prefix="spoor-instructions-") as folder:
        profile = count(options.spoor, log, pathlib.Path(folder))
        total, functions = read_profile(profile)
    stages = attribute(functions, total)
    per_event = total / EVENTS
    answer = {
        "toolchain": toolchain(),
        "events": EVENTS,
        "instructions": total,
        "instructions_per_event": round(per_event, 1),
        f"without_{NOT_COUNTED}": round(per_event - stages[NOT_COUNTED]["per_event"], 1),
        "stages": stages,
        "not_attributed": largest(functions, options.top),
    }
    answer.update(compare(answer, options.record))
    print(json.dumps(answer, indent=2, ensure_ascii=False))
    sys.exit(0 if answer["within_threshold"] is not False else 1)


def arguments():
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--spoor", required=True, help="path of the spoor executable")
    parser.add_argument("--data", default=harness.HERE / "data", help="folder of the log")
    parser.add_argument("--record", action="store_true", help="write the count as the threshold")
    parser.add_argument("--top", type=int, default=15, help="functions without a stage to list")
    return parser.parse_args()


def count(spoor, log, folder):
    """Runs an ingest under callgrind and gives the profile."""
    profile = folder / "callgrind.out"
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}", "--quiet"]
    command += [spoor, "ingest", str(log), "--case", str(folder / "spoor.db")]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0 or not profile.exists():
        raise SystemExit(f"the ingest failed under valgrind ({done.returncode}): {done.stderr}")
    return profile


def read_profile(profile):
    """The total count and that of each function, from callgrind_annotate."""
    command = ["callgrind_annotate", "--show-percs=no", "--threshold=100", "--auto=no"]
    command += ["--tree=none", str(profile)]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    names = shutil.which("swift-demangle") or shutil.which("swift")
    if names:
        demangle = [names] if names.endswith("demangle") else [names, "demangle"]
        demangle += ["--simplified"]
        text = subprocess.run(demangle, input=text, capture_output=True, text=True).stdout or text
    total, functions = 0, []
    for line in text.splitlines():
        match = re.match(r"\s*([\d,]+)\s+(?:\([^)]*\)\s+)?(.+)$", line)
        if not match:
            continue
        cost = int(match[1].replace(",", ""))
        if "PROGRAM TOTALS" in match[2]:
            total = cost
        else:
            functions.append((cost, re.sub(r"^\S*?/(?=Sources/)", "", match[2])))
    return total, functions


def stage_of(name):
    """The stage of a function, or none."""
    return next((stage for stage, pattern in STAGES if re.search(pattern, name)), None)


def attribute(functions, total):
    """Instructions per event of each stage, and its share."""
    sums = {stage: 0 for stage, _ in STAGES}
    for cost, name in functions:
        stage = stage_of(name)
        if stage:
            sums[stage] += cost
    sums["other"] = total - sum(sums.values())
    return {
        stage: {"per_event": round(cost / EVENTS, 1), "share": round(cost / max(total, 1), 4)}
        for stage, cost in sums.items()
    }


def largest(functions, number):
    """The costliest functions that no stage claims."""
    unclaimed = sorted((item for item in functions if not stage_of(item[1])), reverse=True)
    return [
        {"per_event": round(cost / EVENTS, 1), "function": name[:160]}
        for cost, name in unclaimed[:number]
    ]


def toolchain():
    """The number of the Swift toolchain."""
    match = re.search(r"Swift version (\S+)", harness.answer(["swift", "--version"]))
    return match[1] if match else "unknown"


def compare(answer, record):
    """Holds the count against the recorded one, or records it."""
    known = json.loads(THRESHOLDS.read_text()) if THRESHOLDS.exists() else {}
    key = f"without_{NOT_COUNTED}"
    measured = answer[key]
    if record:
        known[answer["toolchain"]] = {key: measured}
        THRESHOLDS.write_text(json.dumps(known, indent=2, sort_keys=True) + "\n")
    entry = known.get(answer["toolchain"])
    if entry is None:
        return {"threshold": None, "ratio": None, "within_threshold": None}
    threshold = entry[key]
    ratio = measured / threshold
    return {
        "threshold": threshold,
        "ratio": round(ratio, 4),
        "within_threshold": ratio <= 1 + TOLERANCE,
    }


if __name__ == "__main__":
    main()
