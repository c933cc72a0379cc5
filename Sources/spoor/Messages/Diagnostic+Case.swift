internal import CaseStore
internal import Glibc
internal import LogBytes
internal import LogIngest
internal import SQLite

extension Diagnostic {
  /// The message of a case that cannot be used.
  init(_ error: CaseError) {
    switch error {
    case .notFound(let path):
      self.init(
        "there is no case at \(path)", why: "asking never creates one",
        tries: ["spoor ingest PATH… --case \(path)", "--case FILE, or SPOOR_CASE=FILE"])
    case .notADatabase(let path):
      self.init(
        "\(path) is no case", why: "it is not an SQLite database",
        tries: ["--case FILE to name another"])
    case .notACase(let path):
      self.init(
        "\(path) is no case of Spoor's", why: "it is an SQLite database of another program",
        tries: ["--case FILE to name another"])
    case .foreignSchema(let path, let name):
      self.init(
        "\(path) is not asked",
        why: "its \(SafeText.quoted(name)) is not Spoor's: the file was changed",
        tries: ["ingest the evidence again into a new case"])
    case .olderSchema(let path, let found, let known):
      self.init(
        "\(path) was written by an earlier version of Spoor",
        why: "its schema is \(found), this program reads \(known)",
        tries: ["spoor ingest --migrate --case \(path)"])
    case .newerSchema(let path, let found, let known):
      self.init(
        "\(path) was written by a later version of Spoor",
        why: "its schema is \(found), this program knows \(known)", tries: ["a newer spoor"])
    case .held(let path, let holder):
      self.init(
        "\(path) is being written by another process", why: "\(holder) holds it",
        tries: ["again when it has ended"])
    case .read(let path):
      self.init(
        "\(path) cannot be rewritten now", why: "another process is reading it",
        tries: ["again when it has ended"])
    case .cannotOpen(let path, let number):
      self.init("cannot open \(path)", why: String(cString: strerror(number)))
    case .missingBlock(let source, let ordinal):
      self.init(
        "evidence is not in the case", why: "block \(ordinal) of source \(source) is not stored",
        tries: ["spoor status for where the source came from"])
    case .damagedBlock(let source, let ordinal):
      self.init(
        "evidence in the case is damaged",
        why: "block \(ordinal) of source \(source) does not unpack",
        tries: ["spoor verify"])
    case .database(let error):
      self.init("the case cannot be used", why: error.description, tries: error.tries)
    }
  }

  /// The message of something that a run of ingest noticed, if it is more than
  /// a line for `--verbose`.
  init?(_ notice: IngestNotice) {
    switch notice {
    case .unreadable(let error): self.init(error)
    case .damaged(let path, let damage):
      self.init(
        "\(path) is damaged", why: damage, tries: ["spoor status, which lists what was read of it"],
        severity: .warning)
    case .skipped, .alreadyKnown: return nil
    case .otherCluster(let path, let cluster):
      self.init(
        "\(path) is in the case as another cluster's",
        why: cluster.isEmpty
          ? "the same bytes are there, of a cluster without a name"
          : "the same bytes belong to \(SafeText.quoted(cluster)) there",
        tries: [
          cluster.isEmpty
            ? "without --cluster, if it is the same cluster"
            : "--cluster \(cluster), if it is the same cluster"
        ], severity: .warning)
    case .secondCluster(let path, let doubt):
      self.init(
        "\(path) seems to be another cluster's than \(doubt.path), and names would merge",
        why: doubt.sign.sentence,
        tries: ["a case of its own, or --cluster NAME for each cluster, into a new case"],
        severity: .warning)
    case .changed(let path):
      self.init(
        "\(path) is read as a new source",
        why: "its beginning is not what the case has of it: it was rotated or changed",
        severity: .warning)
    case .otherFormat(let path, let found, let expected):
      self.init(
        "\(path) is not \(expected)", why: "its events were found as \(SafeText.quoted(found))",
        tries: ["--source-format auto, which reads the same"], severity: .warning)
    case .pruned(let path, let pruned):
      self.init(
        "\(path) is taken in again", why: "it was pruned at \(pruned.at) by \(pruned.who)",
        tries: ["spoor prune --source N once more, if it is to stay out"], severity: .warning)
    case .noEvents:
      self.init(
        "no audit event was found", why: "no record had an audit ID and a stage",
        tries: ["spoor ingest --verbose to see what was skipped"], severity: .warning)
    case .logStaysOpen:
      self.init(
        "the case keeps its write-ahead log for now", why: "another process is reading it",
        tries: ["any later ingest, which closes it"], severity: .warning)
    case .cancelled:
      self.init(
        "stopped before all was read", why: "interrupted",
        tries: ["the same command again, which goes on where it stopped"], severity: .warning)
    }
  }

  /// The message of a source that cannot be read.
  init(_ error: SourceError) {
    switch error {
    case .notFound(let path):
      self.init("cannot read \(path)", why: "there is no such file")
    case .cannotOpen(let path, let number):
      self.init("cannot read \(path)", why: String(cString: strerror(number)))
    case .archiveStream(let path):
      self.init(
        "cannot read \(path)", why: "it is a stream and an archive, which is read more than once",
        tries: ["put it into a file, and name that", "spoor ingest - < \(path)"])
    case .cannotKeep(let folder, let number):
      self.init(
        "cannot read the archive on standard input", why: String(cString: strerror(number)),
        tries: [
          "room in \(folder), where it is kept while it is read",
          "another folder in TMPDIR",
        ])
    case .cannotRead(let path, let offset, let number):
      self.init(
        "cannot read all of \(path)", why: String(cString: strerror(number)),
        places: [.record(source: path, offset: offset)])
    }
  }
}

extension ClusterDoubt.Sign {
  fileprivate var sentence: String {
    switch self {
    case .serviceAccount(let name, let uid, let otherUID, let atOnce):
      "\(atOnce ? "at the same time " : "")\(SafeText.quoted(name)) has the UID \(SafeText.quoted(uid)) in the one "
        + "and \(SafeText.quoted(otherUID)) in the other"
    case .nodes(let one, let other):
      "at the same time other nodes speak: \(SafeText.quoted(one)) in the one, "
        + "\(SafeText.quoted(other)) in the other"
    }
  }
}

extension SQLiteError {
  fileprivate var tries: [String] {
    if isFull { return ["free some space on the disk, then the same command again"] }
    if isBusy || isLocked { return ["again when the other program has finished"] }
    if needsRollBack { return ["the same spoor ingest again: it was killed while it wrote"] }
    if isReadOnly || isCannotOpen { return ["a folder that can be written to"] }
    if isCorrupt { return ["spoor verify", "ingest the evidence again into a new case"] }
    return []
  }
}
