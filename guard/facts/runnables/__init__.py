"""What a repository lets people run by name: scripts of packages, targets of make, tox, cargo and
their like, modules of Python."""

from guard.facts.runnables.crates import Crates
from guard.facts.runnables.go_modules import go_modules
from guard.facts.runnables.manifest import Crate
from guard.facts.runnables.modules import Modules
from guard.facts.runnables.packages import Package, Packages
from guard.facts.runnables.target_file import TargetFile
from guard.facts.runnables.targets import Targets

__all__ = ["Crate", "Crates", "Modules", "Package", "Packages", "TargetFile", "Targets", "go_modules"]
