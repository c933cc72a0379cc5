// SQLite: written next.
