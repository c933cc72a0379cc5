"""Puts a question to a DuckDB file: duckdb_ask.py DATABASE ANSWER SQL

Writes the answer as CSV, and prints the seconds from opening the file to the
last row: what Python takes to start and to load DuckDB is left out.
"""

import sys
import time

import duckdb


def main():
    """Opens, asks, writes."""
    database, answer, sql = sys.argv[1:]
    start = time.perf_counter()
    connection = duckdb.connect(database, read_only=True)
    connection.execute("SET threads=2")
    connection.execute(f"COPY ({sql}) TO '{answer}' (HEADER, DELIMITER ',')")
    connection.close()
    print(time.perf_counter() - start)


main()
