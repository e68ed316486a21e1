"""Rules about the versions that documents name."""
