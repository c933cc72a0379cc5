internal import Glibc

/// Does what the arguments say.
private func generate() throws {
  let options = try Options(Array(CommandLine.arguments.dropFirst()))
  if let input = options.input {
    let source = try MappedFile(input)
    var repetition = Repetition(of: source, into: try LogFile(creating: options.output), options)
    try repetition.run()
    return
  }
  var simulation = Simulation(options, into: try LogFile(creating: options.output))
  try simulation.run()
  try publish(simulation.report, to: options.report)
}

do {
  try generate()
} catch let failure as UsageFailure {
  try publish("error: \(failure.message)\n\n" + usage, to: nil)
  exit(64)
} catch let failure as FileFailure {
  let why = String(cString: strerror(failure.code))
  try publish("error: cannot \(failure.action) \(failure.path)\n  why: \(why)\n", to: nil)
  exit(1)
}
