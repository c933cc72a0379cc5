// swift-tools-version: 6.2
import PackageDescription

/// The generator of audit logs that the benchmarks read.
let package = Package(
  name: "spoor-benchmarks",
  products: [.executable(name: "generate", targets: ["generate"])],
  targets: [
    .executableTarget(
      name: "generate",
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
      ])
  ]
)
