internal import Testing

/// Dependencies point one way: what each module may import.
@Suite struct ImportTests {
  static let table: [String: Set<String>] = [
    "SQLite": ["CSQLite", "Synchronization"],
    "Compression": ["CArchive", "CISAL", "CZlib", "CZstd"],
    "Digests": ["CCrypto"],
    "Patterns": [],
    "Arguments": ["Patterns"],
    "LogBytes": ["CIntrinsics", "Compression", "Digests", "Glibc", "Darwin"],
    "AuditEvents": ["LogBytes"],
    "CaseStore": [
      "SQLite", "Compression", "Digests", "LogBytes", "AuditEvents", "Glibc", "Darwin",
    ],
    "LogIngest": [
      "LogBytes", "AuditEvents", "CaseStore", "Compression", "Digests", "Dispatch", "Knowledge",
      "Synchronization", "Glibc", "Darwin",
    ],
    "Knowledge": [],
    "Inquiry": [
      "AuditEvents", "CaseStore", "Digests", "Dispatch", "Knowledge", "Patterns", "SQLite",
      "Synchronization",
    ],
    "Rendering": ["Inquiry", "Compression", "Glibc", "Darwin"],
    "spoor": [
      "Arguments", "CaseStore", "Compression", "Digests", "Inquiry", "Knowledge", "LogBytes",
      "LogIngest", "Patterns", "Rendering", "SQLite", "Dispatch", "Synchronization", "Glibc",
      "Darwin", "CMalloc",
    ],
  ]

  @Test func `every module is in the table and imports nothing else`() {
    #expect(SourceTree.modules.count > 10)
    for (name, files) in SourceTree.modules {
      guard let allowed = Self.table[name] else {
        Issue.record("module \(name) is not in the table")
        continue
      }
      for file in files {
        let others = file.imports.map(\.module).filter { !allowed.contains($0) }
        #expect(others == [], "\(file.path)")
      }
    }
  }

  @Test func `a C library is imported by one module only`() {
    for library in [
      "CSQLite", "CArchive", "CISAL", "CZlib", "CZstd", "CCrypto", "CMalloc", "CIntrinsics",
    ] {
      let importers = SourceTree.modules.filter { module in
        module.files.contains { $0.imports.contains { $0.module == library } }
      }
      #expect(importers.count == 1, "\(library): \(importers.map(\.name))")
    }
  }

  @Test func `no file imports Foundation`() {
    for (_, files) in SourceTree.modules {
      for file in files {
        let imports = file.imports.map(\.module).filter { $0.hasPrefix("Foundation") }
        #expect(imports == [], "\(file.path)")
      }
    }
  }

  @Test func `every import says how far it reaches`() {
    for (_, files) in SourceTree.modules {
      for file in files {
        #expect(file.imports.filter { !$0.isMarked }.map(\.module) == [], "\(file.path)")
      }
    }
  }
}
