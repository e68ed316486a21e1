"""Rules about variables of the environment and other names in capitals."""
