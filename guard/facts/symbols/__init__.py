"""What Python modules define."""

from guard.facts.symbols.model import Class, Module
from guard.facts.symbols.symbols import Place, Symbols

__all__ = ["Class", "Module", "Place", "Symbols"]
