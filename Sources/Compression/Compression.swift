// Compression: written next.
