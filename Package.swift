// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// Settings of every module: Swift 6 mode is the default of these tools.
let common: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

/// Modules that need no unsafe code at all: there the compiler refuses it.
let safe: [SwiftSetting] =
  common + [
    .strictMemorySafety(), .treatWarning("StrictMemorySafety", as: .error),
  ]

func module(
  _ name: String, _ dependencies: [Target.Dependency] = [], settings: [SwiftSetting] = common
) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, exclude: exclude,
    swiftSettings: [.enableUpcomingFeature("ExistentialAny")])
}

func system(_ name: String, package: String) -> Target {
  .systemLibrary(
    name: name, path: "Sources/System/\(name)", pkgConfig: package,
    providers: [.apt(["pkg-config"])])
}

/// Whether to inflate with ISA-L, which is twice as fast as zlib.
///
/// Elsewhere zlib does all the work. `SPOOR_ZLIB_ONLY=1` asks for that, and arm64
/// gets it: there ISA-L makes mistakes (issue 316 of intel/isa-l).
let inflatesWithISAL: Bool = {
  #if arch(x86_64)
    let header = "/usr/include/isa-l/igzip_lib.h"
    let isRefused = ProcessInfo.processInfo.environment["SPOOR_ZLIB_ONLY"] == "1"
    return !isRefused && FileManager.default.fileExists(atPath: header)
  #else
    return false
  #endif
}()

let package = Package(
  name: "spoor",
  products: [.executable(name: "spoor", targets: ["spoor"])],
  targets: [
    system("CSQLite", package: "sqlite3"),
    system("CZlib", package: "zlib"),
    system("CZstd", package: "libzstd"),
    system("CCrypto", package: "libcrypto"),
    system("CArchive", package: "libarchive"),
    .systemLibrary(name: "CMalloc", path: "Sources/System/CMalloc"),
    .systemLibrary(name: "CIntrinsics", path: "Sources/System/CIntrinsics"),

    module("SQLite", ["CSQLite"]),
    module("Compression", ["CZlib", "CZstd", "CArchive"]),
    module("Digests", ["CCrypto"]),
    module("Patterns", settings: safe),
    module("Arguments", ["Patterns"], settings: safe),

    module("LogBytes", ["CIntrinsics", "Compression", "Digests"]),
    module("AuditEvents", ["LogBytes"]),
    module("CaseStore", ["SQLite", "Compression", "Digests", "LogBytes", "AuditEvents"]),
    module(
      "LogIngest",
      ["LogBytes", "AuditEvents", "CaseStore", "Compression", "Digests", "Knowledge"]),
    .executableTarget(name: "embed", path: "Plugins/embed"),
    .plugin(
      name: "EmbedQueries", capability: .buildTool(), dependencies: ["embed"],
      path: "Plugins/EmbedQueries"),
    .executableTarget(name: "commit", path: "Plugins/commit"),
    .plugin(
      name: "NameCommit", capability: .buildTool(), dependencies: ["commit"],
      path: "Plugins/NameCommit"),
    .target(name: "Knowledge", swiftSettings: common, plugins: ["EmbedQueries"]),

    module(
      "Inquiry", ["AuditEvents", "CaseStore", "Digests", "Knowledge", "Patterns", "SQLite"],
      settings: safe),
    module("Rendering", ["Compression", "Inquiry"]),
    .executableTarget(
      name: "spoor",
      dependencies: [
        "Arguments", "CMalloc", "CaseStore", "Compression", "Digests", "Inquiry", "Knowledge",
        "LogBytes", "LogIngest", "Patterns", "Rendering", "SQLite",
      ],
      swiftSettings: common, plugins: ["NameCommit"]),

    tests("DocumentationTests", ["CaseStore", "Inquiry", "LogIngest"]),
    tests("SQLiteTests", ["SQLite"]),
    tests("CompressionTests", ["Compression"]),
    tests("DigestsTests", ["Digests"]),
    tests("PatternsTests", ["Patterns"]),
    tests("ArgumentsTests", ["Arguments"]),
    .target(
      name: "TestSupport", dependencies: ["Compression"], path: "Tests/TestSupport",
      swiftSettings: [.enableUpcomingFeature("ExistentialAny")]),
    tests("LogBytesTests", ["Compression", "Digests", "LogBytes", "TestSupport"]),
    tests("AuditEventsTests", ["AuditEvents", "LogBytes", "TestSupport"]),
    tests(
      "CaseStoreTests",
      ["AuditEvents", "CaseStore", "LogBytes", "SQLite", "TestSupport"]),
    tests(
      "LogIngestTests",
      ["AuditEvents", "CaseStore", "LogBytes", "LogIngest", "SQLite", "TestSupport"]),
    tests("SpoorTests", ["spoor", "Arguments", "TestSupport"], exclude: ["Snapshots"]),
    tests("ArchitectureTests", []),
    tests("RenderingTests", ["Rendering", "Inquiry"]),
    tests(
      "InquiryTests", ["CaseStore", "Inquiry", "Knowledge", "LogIngest", "SQLite", "TestSupport"]),
  ]
)

if inflatesWithISAL, let compression = package.targets.first(where: { $0.name == "Compression" }) {
  package.targets.append(system("CISAL", package: "libisal"))
  compression.dependencies.append("CISAL")
  compression.swiftSettings?.append(.define("SPOOR_ISAL"))
}

// `make fuzz`: the modules that read bytes are then built to tell libFuzzer where
// they go, and a program is added that runs it.
if ProcessInfo.processInfo.environment["SPOOR_FUZZ"] == "1" {
  let sanitizers = ["-sanitize=fuzzer,address"]
  for target in package.targets
  where ["Compression", "LogBytes", "AuditEvents", "LogIngest"].contains(target.name) {
    target.swiftSettings?.append(.unsafeFlags(sanitizers + ["-enable-testing"]))
  }
  package.targets.append(
    .executableTarget(
      name: "spoor-fuzz",
      dependencies: ["AuditEvents", "Compression", "LogBytes", "LogIngest", "TestSupport"],
      path: "Tests/Fuzz", exclude: ["Findings", "json.dict"],
      swiftSettings: [.enableUpcomingFeature("ExistentialAny"), .unsafeFlags(sanitizers)],
      linkerSettings: [.unsafeFlags(sanitizers + ["-use-ld=lld"])]))
}
