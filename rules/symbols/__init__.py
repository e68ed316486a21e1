"""Rules about the symbols of programs."""
