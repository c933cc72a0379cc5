// Digests: written next.
