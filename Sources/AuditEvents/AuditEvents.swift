// AuditEvents: written next.
