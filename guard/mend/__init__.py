"""Applies fixes: replaces spans of bytes and leaves every byte outside them alone."""

from guard.mend.choosing import Plan, Skipped, plan
from guard.mend.diffs import diff
from guard.mend.splicing import MendError, splice
from guard.mend.writing import apply

__all__ = ["MendError", "Plan", "Skipped", "apply", "diff", "plan", "splice"]
