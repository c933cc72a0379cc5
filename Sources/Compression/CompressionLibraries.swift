internal import CArchive
internal import CZlib
internal import CZstd

#if SPOOR_ISAL
  internal import CISAL
#endif

/// The libraries this module speaks to.
public enum CompressionLibraries {
  /// The version of each, at run time; of ISA-L the one it was built with, as it
  /// does not tell.
  public static var versions: [(name: String, version: String)] {
    var versions = [
      ("zlib", String(cString: zlibVersion())),
      ("zstd", String(cString: ZSTD_versionString())),
      ("libarchive", String(String(cString: archive_version_string()).split(separator: " ")[1])),
    ]
    #if SPOOR_ISAL
      versions.append(
        ("ISA-L", "\(ISAL_MAJOR_VERSION).\(ISAL_MINOR_VERSION).\(ISAL_PATCH_VERSION)"))
    #endif
    return versions
  }
}
