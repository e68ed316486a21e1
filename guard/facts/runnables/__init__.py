"""What a repository lets people run by name: scripts of packages, targets of make and its like, modules of Python."""

from guard.facts.runnables.modules import Modules
from guard.facts.runnables.packages import Package, Packages
from guard.facts.runnables.target_file import TargetFile
from guard.facts.runnables.targets import Targets

__all__ = ["Modules", "Package", "Packages", "TargetFile", "Targets"]
