"""Every rule, in the order of reports and pages."""

from .commands import missing_module, unknown_script, unknown_target
from .compose import image_mismatch, missing_compose_file, port_mismatch, unknown_service
from .counts import wrong_count
from .derived import stale_section
from .environment import unknown_variable
from .ledgers import ledger_entries
from .links import broken_anchor, broken_link, ignored_target, malformed_link, own_url, wrong_case
from .paths import key_files, missing_path, path_layout, stale_tree, workstation_path
from .steps import dangling_step
from .symbols import moved_import, unknown_symbol
from .text import forbidden_text
from .versions import version_mismatch
from .workflows import unknown_workflow

RULES = (
    broken_link,
    broken_anchor,
    wrong_case,
    malformed_link,
    own_url,
    ignored_target,
    missing_path,
    key_files,
    stale_tree,
    workstation_path,
    path_layout,
    unknown_service,
    missing_compose_file,
    image_mismatch,
    port_mismatch,
    unknown_script,
    unknown_target,
    missing_module,
    moved_import,
    unknown_symbol,
    unknown_variable,
    version_mismatch,
    unknown_workflow,
    wrong_count,
    dangling_step,
    forbidden_text,
    stale_section,
    ledger_entries,
)
