"""What is true of the repository, each from its one source, computed once and only when asked for."""

from guard.facts.facts import Facts

__all__ = ["Facts"]
