"""Every rule, in the order of reports and pages."""

from .commands import missing_module, never_matches, unknown_command, unknown_flag, unknown_script, unknown_target
from .compose import image_mismatch, missing_compose_file, port_mismatch, unexposed_port, unknown_service
from .counts import miscounted_list, wrong_count
from .derived import stale_section
from .endpoints import undocumented_endpoint, unknown_endpoint
from .environment import undocumented_variable, unknown_variable
from .ledgers import ledger_entries
from .links import broken_anchor, broken_link, ignored_target, malformed_link, own_url, wrong_case
from .paths import key_files, missing_path, path_layout, stale_name, stale_tree, workstation_path
from .steps import dangling_step
from .symbols import moved_import, unknown_entry, unknown_symbol
from .text import forbidden_text, mojibake
from .values import conflicting_port, conflicting_values, unknown_key, wrong_default
from .versions import stale_version, version_mismatch
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
    stale_name,
    workstation_path,
    path_layout,
    unknown_service,
    missing_compose_file,
    image_mismatch,
    port_mismatch,
    unexposed_port,
    unknown_script,
    unknown_target,
    missing_module,
    never_matches,
    unknown_flag,
    unknown_command,
    moved_import,
    unknown_symbol,
    unknown_entry,
    unknown_variable,
    undocumented_variable,
    unknown_endpoint,
    undocumented_endpoint,
    version_mismatch,
    stale_version,
    wrong_default,
    unknown_key,
    conflicting_values,
    conflicting_port,
    unknown_workflow,
    wrong_count,
    miscounted_list,
    dangling_step,
    mojibake,
    forbidden_text,
    stale_section,
    ledger_entries,
)
