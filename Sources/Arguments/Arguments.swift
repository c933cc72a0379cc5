// Arguments: written next.
