// LogIngest: written next.
