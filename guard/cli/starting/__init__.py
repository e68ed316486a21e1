"""The first settings of a repository: what guard sees in it, and that as a commented file."""

from guard.cli.starting.look import look
from guard.cli.starting.seen import Seen
from guard.cli.starting.text import text

__all__ = ["Seen", "look", "text"]
