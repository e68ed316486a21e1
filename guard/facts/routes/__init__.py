"""The endpoints that programs route: which methods, which paths, and where."""

from guard.facts.routes.folding import Folded, fold, parts_of
from guard.facts.routes.model import ANY, METHODS, WEBSOCKET, Route
from guard.facts.routes.near import Moved, Slip, beside, moved, slips
from guard.facts.routes.routes import Routes, Source, Taken, is_below, names, takes
from guard.facts.routes.standing import Reading, Said

__all__ = [
    "ANY",
    "METHODS",
    "WEBSOCKET",
    "Folded",
    "Moved",
    "Reading",
    "Route",
    "Routes",
    "Said",
    "Slip",
    "Source",
    "Taken",
    "beside",
    "fold",
    "is_below",
    "moved",
    "names",
    "parts_of",
    "slips",
    "takes",
]
