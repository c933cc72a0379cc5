// CaseStore: written next.
