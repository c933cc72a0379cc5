// LogBytes: from evidence as it lies on disk to the JSON text of one record at
// a time.
//
// In: paths, standard input. Out: for every source a sequence of blocks of its
// decompressed stream (`SourceReader`), and of each block the records that end
// in it (`RecordFramer`): where each lies, and where its members lie.
//
// The module knows files, compression, framing and the structure of JSON. It
// does not know the audit schema, it prints nothing, and it allocates per
// block, never per record. All loops over bytes are here, or take a `TextBytes`
// from here, because a per-byte call across a module border is five times
// slower than one inside.
//
// Start reading at `RecordFramer`, then `JSONScanner`.
