// Patterns: written next.
