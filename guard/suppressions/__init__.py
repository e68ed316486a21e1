"""Comments that set findings aside: what they say, how far they reach, and which of them do nothing."""

from guard.suppressions.directive import Directive, Malformed, directive
from guard.suppressions.suppress import Names, Suppressed, suppress

__all__ = ["Directive", "Malformed", "Names", "Suppressed", "directive", "suppress"]
