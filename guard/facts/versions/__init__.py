"""Which versions a repository asks for: of runtimes and of what it depends on."""

from guard.facts.versions.manifests import Asked, Versions
from guard.facts.versions.ranges import Interval, intervals, meets, numbers

__all__ = ["Asked", "Interval", "Versions", "intervals", "meets", "numbers"]
