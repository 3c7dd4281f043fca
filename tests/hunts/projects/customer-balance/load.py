import csv
import sqlite3
from pathlib import Path

TABLES = {
    "customers": "id INTEGER PRIMARY KEY, name TEXT NOT NULL",
    "orders": "customer INTEGER NOT NULL, day TEXT, amount INTEGER NOT NULL",
    "payments": "customer INTEGER NOT NULL, day TEXT, amount INTEGER NOT NULL",
}


def load(folder):
    """The tables of a folder as a database in memory."""
    database = sqlite3.connect(":memory:")
    for table, columns in TABLES.items():
        database.execute(f"CREATE TABLE {table} ({columns})")
        with open(Path(folder) / f"{table}.csv", newline="", encoding="utf-8") as file:
            head, *rows = csv.reader(file)
        database.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(head))})", rows)
    return database
