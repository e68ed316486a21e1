"""Rules about ledgers: lists of entries with ids that only grow."""
