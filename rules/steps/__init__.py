"""Rules about steps, phases and sections that a document numbers."""
