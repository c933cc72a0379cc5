// LogBytes: written next.
