"""Rules about what guard writes itself."""
