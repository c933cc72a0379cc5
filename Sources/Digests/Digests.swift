// Digests: SHA-256 of evidence, by OpenSSL's libcrypto.
//
// Bytes go in, in any number of pieces; a `SHA256Digest` comes out. libcrypto
// uses the processor's SHA instructions where it has them. Nothing here opens a
// file. Start reading at `SHA256`.
