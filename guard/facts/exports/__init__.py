"""What packages of JavaScript and TypeScript export."""

from guard.facts.exports.exports import Exports
from guard.facts.exports.model import Entry, Manifest, Script

__all__ = ["Entry", "Exports", "Manifest", "Script"]
