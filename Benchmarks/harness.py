"""What the benchmark scripts share: the data, the runs, the machine."""

import dataclasses
import datetime
import glob
import gzip
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
SEED = 20261123


@dataclasses.dataclass
class Run:
    """One run of a command: its time, its memory, how it ended."""

    seconds: float
    cpu_seconds: float
    peak_bytes: int
    status: int
    output_bytes: int = 0
    message: str = ""


def run(command, *, timeout, output=None, folder=None, environment=None):
    """Runs a command, measures it and everything that it started.

    The peak is that of the largest single process. `folder` is where the
    result lies whose size is wanted.
    """
    with open(output or os.devnull, "wb") as sink, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        child = subprocess.Popen(
            command, stdout=sink, stderr=errors, start_new_session=True, env=environment
        )
        status, usage = wait(child, start + timeout)
        seconds = time.perf_counter() - start
        errors.seek(max(0, errors.seek(0, os.SEEK_END) - 600))
        message = errors.read().decode(errors="replace").strip()
    cpu = usage.ru_utime + usage.ru_stime
    return Run(seconds, cpu, usage.ru_maxrss * 1024, status, size_of(folder), message)


def wait(child, deadline):
    """Waits for a child; past the deadline it and its group are killed."""
    while True:
        pid, status, usage = os.wait4(child.pid, os.WNOHANG)
        if pid:
            child.returncode = os.waitstatus_to_exitcode(status)
            return child.returncode, usage
        if time.perf_counter() > deadline:
            os.killpg(child.pid, 9)
            _, _, usage = os.wait4(child.pid, 0)
            child.returncode = 124
            return 124, usage
        time.sleep(0.002)


def size_of(folder):
    """The bytes of all files in a folder."""
    if folder is None:
        return 0
    return sum(path.stat().st_size for path in pathlib.Path(folder).rglob("*") if path.is_file())


def median(values):
    """The median, or none of nothing."""
    return statistics.median(values) if values else None


def generator():
    """The generator's path; builds it when it is not there."""
    binary = HERE / ".build" / "release" / "generate"
    if not binary.exists():
        say("building the generator")
        build = ["swift", "build", "-c", "release", "--package-path", str(HERE)]
        subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    return binary


def generated_path(folder, events):
    """Where a generated log of so many events lies."""
    return pathlib.Path(folder) / f"generated-{events}-{SEED}.jsonl"


def generated(folder, events, packed=False):
    """A generated log of so many events; makes it when it is not there."""
    path = generated_path(folder, events)
    path.parent.mkdir(parents=True, exist_ok=True)
    packed_path = path.with_name(path.name + ".gz")
    if not path.exists() and not (packed and packed_path.exists()):
        say(f"generating {events:,} events into {path}")
        unfinished = path.with_suffix(".unfinished")
        command = [generator(), "--events", str(events), "--seed", str(SEED)]
        command += ["--output", unfinished, "--report", path.with_suffix(".report.json")]
        subprocess.run(command, check=True)
        unfinished.rename(path)
    if packed and not packed_path.exists():
        say(f"packing {path}")
        subprocess.run(["gzip", "--keep", "--force", str(path)], check=True)
    return packed_path if packed else path


def busy_cluster():
    """The rotated files of the recorded busy cluster, or none when absent."""
    for corpora in corpora_folders():
        files = sorted(glob.glob(str(corpora / "recorded" / "busy-cluster" / "*.gz")))
        if files:
            return files
    say(
        "the recorded logs are not here: set SPOOR_CORPORA to the folder that holds "
        "recorded/busy-cluster (looked in " + ", ".join(map(str, corpora_folders())) + ")"
    )
    return []


def corpora_folders():
    """Where the recorded logs may be: the variable, beside the repository."""
    if os.environ.get("SPOOR_CORPORA"):
        return [pathlib.Path(os.environ["SPOOR_CORPORA"])]
    folders = [ROOT.parent / "shared" / "corpora"]
    common = answer(["git", "-C", str(ROOT), "rev-parse", "--git-common-dir"])
    if common:
        main = (ROOT / common).resolve().parent
        folders.append(main.parent / "shared" / "corpora")
    return list(dict.fromkeys(folders))


def concatenated(files, path):
    """The files unpacked into one; makes it when it is not there."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".unfinished")
        with open(unfinished, "wb") as sink:
            for file in files:
                with gzip.open(file, "rb") as source:
                    shutil.copyfileobj(source, sink, 1 << 20)
        unfinished.rename(path)
    return path


def warm(files):
    """Reads the files once, so that all of them come from the page cache."""
    for file in files:
        with open(file, "rb", buffering=0) as source:
            while source.read(1 << 22):
                pass


def answer(command):
    """What a command prints, or nothing when it fails or is not there."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def machine():
    """The machine, the day and what else it has to do, as one line."""
    model = "unknown processor"
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        for line in file:
            if line.startswith("model name"):
                model = " ".join(line.split(":", 1)[1].split())
                break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    today = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d")
    return (
        f"{os.cpu_count()} cores ({model}), {memory:.0f} GiB, "
        f"Linux {platform.release()}, Python {platform.python_version()}, {today}, "
        f"load {os.getloadavg()[0]:.1f}"
    )


def say(text):
    """Tells what is going on, on standard error."""
    print(text, file=sys.stderr, flush=True)
