"""Small rules of every kind, for the tests of what handles rules."""

from .layout import required_file
from .links import bare_url, dead_link
from .text import shouting

RULES = (dead_link, bare_url, shouting, required_file)
