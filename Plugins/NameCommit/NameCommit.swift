import Foundation
import PackagePlugin

/// Writes the commit that is built into a Swift source of the target.
@main
struct NameCommit: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let log = Self.gitFolder(of: context.package.directoryURL).appending(path: "logs/HEAD")
    let output = context.pluginWorkDirectoryURL.appending(path: "Version+Commit.swift")
    let hasLog = FileManager.default.fileExists(atPath: log.path())
    return [
      .buildCommand(
        displayName: "Naming the commit", executable: try context.tool(named: "commit").url,
        arguments: [log.path(), output.path()], inputFiles: hasLog ? [log] : [],
        outputFiles: [output])
    ]
  }

  /// In a work tree `.git` is a file that names the folder.
  private static func gitFolder(of package: URL) -> URL {
    let git = package.appending(path: ".git")
    guard let text = try? String(contentsOf: git, encoding: .utf8), text.hasPrefix("gitdir: ")
    else { return git }
    let path = text.dropFirst("gitdir: ".count).trimmingCharacters(in: .newlines)
    return URL(filePath: path, directoryHint: .isDirectory, relativeTo: package)
  }
}
