/// Why a source cannot be read.
///
/// The numbers are the system's.
public enum SourceError: Error, Equatable, Sendable {
  /// There is nothing at the path.
  case notFound(path: String)
  /// The path cannot be opened.
  case cannotOpen(path: String, errno: Int32)
  /// A stream is an archive, which must be read more than once.
  case archiveStream(path: String)
  /// An archive that comes through a pipe cannot be kept in the folder for
  /// such files.
  case cannotKeep(folder: String, errno: Int32)
  /// Reading failed after some bytes of the file.
  case cannotRead(path: String, offset: Int64, errno: Int32)
}
