internal import Glibc

// libFuzzer's own driver: it makes inputs, watches what code they reach, and
// keeps those that reach more, or that fail.

/// Runs libFuzzer; it reads its options and folders from the arguments.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<Int32>,
  _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ runOne: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

guard FuzzTarget.chosen != nil else {
  let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
  print("set SPOOR_FUZZ_TARGET to one of: \(names)")
  exit(64)
}

var count = CommandLine.argc
var words = CommandLine.unsafeArgv
let status = runDriver(&count, &words) { start, length in
  let bytes = Array(UnsafeBufferPointer(start: start, count: length))
  if let failure = FuzzTarget.chosen?.failure(of: bytes) { fatalError(failure) }
  return 0
}
exit(status)
