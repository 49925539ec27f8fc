"""Plan, edits, rules, checks, engine, metrics and explanations. No Qt, no files."""
