// Rendering: written next.
