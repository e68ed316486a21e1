"""Programs in Go whose command line is read with cobra."""

from guard.facts.programs.go.cobra import read

__all__ = ["read"]
