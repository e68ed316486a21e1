"""Rules about numbers of things that documents state."""
