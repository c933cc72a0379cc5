"""The tools that are compared: the command of each, and what it can read."""

import dataclasses
import importlib.util
import os
import shlex
import shutil
import sys
from importlib import metadata

import harness


@dataclasses.dataclass
class Input:
    """A log in one of its forms."""

    name: str
    files: list
    json_bytes: int
    events: int

    @property
    def is_packed(self):
        """True when the files are gzip."""
        return str(self.files[0]).endswith(".gz")


class Contestant:
    """A tool: whether it is here, and how it reads an input."""

    name = ""
    scale = 1
    most_runs = 99
    note = ""

    def version(self):
        """The version's text, or nothing when the tool is not here."""
        raise NotImplementedError

    def accepts(self, source):
        """True when the tool can read the input."""
        return True

    def command(self, source, folder):
        """The command that reads the input; results go into the folder."""
        raise NotImplementedError


class Spoor(Contestant):
    """Spoor itself."""

    name = "Spoor"

    def __init__(self, path):
        self.path = path

    def version(self):
        return harness.answer([self.path, "--version"]) if self.path else ""

    def command(self, source, folder):
        case = os.path.join(folder, "spoor.db")
        return [self.path, "ingest", *map(str, source.files), "--case", case]


class DuckDB(Contestant):
    """DuckDB by its Python package: one statement into a table of a file."""

    name = "DuckDB"
    options = []

    def version(self):
        return package_version("duckdb")

    def command(self, source, folder):
        script = harness.HERE / "peers" / "duckdb_ingest.py"
        database = os.path.join(folder, "events.duckdb")
        return [sys.executable, script, *self.options, database, *map(str, source.files)]


class DuckDBAnyOrder(DuckDB):
    """DuckDB that need not keep the order of the lines."""

    name = "DuckDB, any order"
    options = ["--any-order"]


class ChDB(Contestant):
    """ClickHouse in a Python package: one statement into a MergeTree table."""

    name = "chDB"

    def version(self):
        return package_version("chdb")

    def command(self, source, folder):
        script = harness.HERE / "peers" / "chdb_ingest.py"
        files = [str(file) for file in source.files]
        pattern = files[0] if len(files) == 1 else os.path.join(os.path.dirname(files[0]), "*.gz")
        return [sys.executable, script, os.path.join(folder, "chdb"), pattern]


class SQLiteUtils(Contestant):
    """sqlite-utils: its insert of a tenth of the lines, times ten."""

    name = "sqlite-utils"
    scale = 10
    most_runs = 2
    note = "a tenth of the events, times ten"

    def version(self):
        return package_version("sqlite-utils") if shutil.which("sqlite-utils") else ""

    def accepts(self, source):
        return not source.is_packed

    def command(self, source, folder):
        part = os.path.join(folder, "tenth.jsonl")
        database = shlex.quote(os.path.join(folder, "events.db"))
        lines = max(1, source.events // self.scale)
        head = f"head -n {lines} {shlex.quote(str(source.files[0]))} > {part}"
        insert = f"sqlite-utils insert {database} events {part} --nl --alter"
        return ["sh", "-c", f"{head} && {insert} && rm {part}"]


class JQ(Contestant):
    """jq: a filter that reads everything and keeps nothing."""

    name = "jq filter"
    most_runs = 2
    note = "reads only, stores nothing"

    def version(self):
        return harness.answer(["jq", "--version"])

    def command(self, source, folder):
        files = " ".join(shlex.quote(str(file)) for file in source.files)
        unpack = "gzip -dc" if source.is_packed else "cat"
        return ["sh", "-c", f"{unpack} {files} | jq -c 'select(.verb==\"delete\")'"]


def package_version(name):
    """The version of a Python package, or nothing when it is not here."""
    if importlib.util.find_spec(name.replace("-", "_")) is None:
        return ""
    return metadata.version(name)


def everybody(spoor):
    """All contestants by the key that the command line knows them by."""
    return {
        "spoor": Spoor(spoor),
        "duckdb": DuckDB(),
        "duckdb-any-order": DuckDBAnyOrder(),
        "chdb": ChDB(),
        "sqlite-utils": SQLiteUtils(),
        "jq": JQ(),
    }
