"""Rules about values that documents repeat."""
