// Compression: gzip and zstd streams in, plain bytes out, and back.
//
// `GzipInflater` and `ZstdUnpacker` read evidence. They take chunks of any size,
// give every byte that can be had before a fault, and then tell the fault with
// its offset; they never throw bytes away and never guess past damage.
// `ZstdPacker` and `ZstdReader` keep blocks in the case file; `GzipWriter` makes
// a compressed report.
//
// Each owns one C stream, so each is `~Copyable`: it may be handed to another
// thread, but two can never use it at once. Running out of memory traps, as it
// does in Swift's own arrays. Nothing here opens a file.
//
// Start reading at `StreamStep`, which is what both readers answer.
