"""JSON Schemas that a repository has for configuration files."""

from guard.facts.schemas.held import Key, held
from guard.facts.schemas.schemas import Schema, Schemas

__all__ = ["Key", "Schema", "Schemas", "held"]
