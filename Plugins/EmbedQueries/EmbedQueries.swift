import Foundation
import PackagePlugin

/// Writes the files under `queries/` into a Swift source of the target, so that
/// the program needs none of them beside it.
@main
struct EmbedQueries: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folder = context.package.directoryURL.appending(
      path: "queries", directoryHint: .isDirectory)
    let output = context.pluginWorkDirectoryURL.appending(path: "ShippedFiles+Content.swift")
    let files = Self.files(in: folder)
    return [
      .buildCommand(
        displayName: "Embedding queries/",
        executable: try context.tool(named: "embed").url,
        arguments: [folder.path(), output.path()] + files,
        inputFiles: files.map { folder.appending(path: $0) },
        outputFiles: [output])
    ]
  }

  /// The paths below a folder, in order, without hidden files.
  private static func files(in folder: URL) -> [String] {
    let all = FileManager.default.subpaths(atPath: folder.path()) ?? []
    return all.filter { path in
      let isHidden = path.split(separator: "/").contains { $0.hasPrefix(".") }
      return !isHidden && !folder.appending(path: path).hasDirectoryPath
        && (try? folder.appending(path: path).resourceValues(forKeys: [.isRegularFileKey]))?
          .isRegularFile == true
    }.sorted()
  }
}
