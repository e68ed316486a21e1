"""A ledger: entries with ids, in an index table, in sections of their own, or in both."""

from guard.derive.sources.ledger.entries import Entry, Ledger, Options, Problem
from guard.derive.sources.ledger.read import read, reconciled

__all__ = ["Entry", "Ledger", "Options", "Problem", "read", "reconciled"]
