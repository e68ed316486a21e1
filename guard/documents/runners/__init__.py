"""What a command line asks of those who run things by name."""

from guard.documents.runners.calls import CrateCall, CrateKind, Program, TargetCall
from guard.documents.runners.cargo import crate_calls
from guard.documents.runners.make import target_call
from guard.documents.runners.node import ScriptCall, script_call
from guard.documents.runners.python import python_calls

__all__ = [
    "CrateCall",
    "CrateKind",
    "Program",
    "ScriptCall",
    "TargetCall",
    "crate_calls",
    "python_calls",
    "script_call",
    "target_call",
]
