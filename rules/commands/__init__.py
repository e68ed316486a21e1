"""Rules about commands that documents tell people to run."""
