internal import Arguments

/// The options that choose requests.
enum Filters {
  /// How repeating, wildcards and negation work, for the help of a command.
  static let discussion = """
    A filter may be repeated: any of its values will do; different filters must all hold. \
    A value matches as a whole; * stands for any text and ? for one character. A leading ! means \
    none of these (in quotation marks, for the shell), as does --exclude.
    """

  /// The options under their headings.
  static let groups = [when, whoever, what, which]

  private static let when = OptionGroup(
    "When",
    [
      .value("since", "TIME", "received at or after")
        .explained(
          """
          RFC 3339, a date, a date and a time, or a duration back from now such as 2h or 7d. \
          The same for --until.
          """),
      .value("until", "TIME", "received before; a date includes that day"),
      .value("last", "DURATION", "back from the last event in the case"),
      .value("around", "TIME|AUDIT-ID", "near a time or another request").repeating(),
      .value("within", "DURATION", "how near, either side").defaulting(to: "5m"),
    ])

  private static let whoever = OptionGroup(
    "Who",
    [
      .value("user", "NAME", "the authenticated user").repeating(),
      .value("impersonated", "NAME", "the user it acted as").repeating(),
      .value("service-account", "NAMESPACE/NAME", "the service account").repeating(),
      .value("group", "NAME", "a group of the user").repeating(),
      .value("ip", "ADDRESS|CIDR", "any address of the request").repeating(),
      .value("agent", "TEXT", "the user agent, its beginning unless it has a wildcard")
        .repeating(),
      .value("credential", "ID", "the credential, as the log names it").repeating(),
    ])

  private static let what = OptionGroup(
    "What",
    [
      .value("verb", "VERB", "the audit verb").repeating(),
      .value("resource", "RESOURCE", "pods, deployments.apps, pods/exec or a short name")
        .repeating()
        .explained("pods means the pods themselves, pods/* what is below them."),
      .value("namespace", "NAME", "the namespace", short: "n").repeating(),
      .value("name", "NAME", "the object's name").repeating(),
      .value("code", "CODE", "the status code, such as 403 or 4xx").repeating(),
      .value("outcome", "OUTCOME", "allowed, denied, failed or pending").repeating(),
    ])

  private static let which = OptionGroup(
    "Which",
    [
      .value("audit-id", "ID", "the request of this audit ID").repeating(),
      .value("cluster", "NAME", "the cluster").repeating(),
      .value("exclude", "KEY=VALUE", "none of these; KEY is a filter's name").repeating(),
    ])
}
