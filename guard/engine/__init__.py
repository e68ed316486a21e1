"""Holds documents against facts. The cache of claims and the worker pool live beside it."""

from guard.engine.cache import Cache
from guard.engine.choosing import Candidate, candidates
from guard.engine.holding import hold, hold_one
from guard.engine.library import Library

__all__ = ["Cache", "Candidate", "Library", "candidates", "hold", "hold_one"]
