"""Which tests watch over which module: the likeliest to see a mistake stands first."""

from __future__ import annotations

from pathlib import Path

_D, _X, _S = "data/", "data/exchange/", "services/"
_STORES = (
    f"{_D}test_stores",
    f"{_D}test_store_order",
    f"{_D}test_store_rows",
    f"{_S}test_diary",
    f"{_S}test_exercises",
    f"{_S}test_treatments",
    f"{_S}test_weekly",
    f"{_S}test_routines",
    f"{_S}test_reminding",
    f"{_S}test_reminding_words",
    f"{_S}test_under_way",
    f"{_S}test_habits",
    f"{_S}test_visit_log",
    f"{_S}test_block_days",
    f"{_D}test_setting_store",
    f"{_D}test_database",
    f"{_S}test_preferences",
    f"{_S}test_own_things",
    f"{_D}test_turns",
)
_JOURNAL = (
    f"{_D}test_journal",
    f"{_S}test_history",
    f"{_D}test_merging",
    f"{_S}test_many_undos",
    f"{_S}test_saving",
    f"{_D}test_database",
    f"{_S}test_ledger",
    f"{_S}test_revisions",
    f"{_S}test_reminding",
    f"{_S}test_reminding_words",
    f"{_S}test_visit_log",
)
_FILES = (
    f"{_X}test_csv_text",
    f"{_X}test_json_document",
    f"{_X}test_refusals",
    f"{_X}test_files",
    f"{_X}test_own_things",
    f"{_X}test_round_trip",
    f"{_X}test_schema",
    f"{_S}test_exchange",
    f"{_S}test_carried",
    "fuzz/test_found",
    "fuzz/test_spoilt_files",
)
_FOREIGN = (
    f"{_X}test_foreign_values",
    f"{_X}test_foreign_csv",
    f"{_X}test_foreign_rows",
    f"{_X}test_suggestions",
    f"{_X}test_loop",
    f"{_X}test_foreign",
    f"{_X}test_foreign_properties",
    "fuzz/test_found",
)
_EXERCISES = (
    f"{_D}test_routine_file",
    f"{_S}test_routine_files",
    f"{_X}test_own_things",
    "fuzz/test_spoilt_exercises",
    f"{_D}test_stores",
    f"{_D}test_store_order",
    f"{_D}test_store_rows",
    f"{_S}test_routines",
)
_RESCUE = (
    f"{_D}test_traces",
    f"{_D}test_pages",
    f"{_D}test_salvage",
    f"{_D}test_diary_file",
    f"{_S}test_recovery",
    f"{_S}test_under_way",
)
_BACKUPS = (
    f"{_D}test_backup",
    f"{_S}test_backups",
    f"{_S}test_locking",
    f"{_S}test_locked_backups",
    f"{_S}test_lock_faults",
    "faults/test_full_disk",
    "faults/test_no_right",
)
_OLD = (
    f"{_D}test_migrations",
    f"{_D}test_old_versions",
    f"{_D}test_version_2",
    f"{_D}test_version_3",
    f"{_D}test_version_4",
)

_HERE = Path(__file__).parents[2] / "cluneal_tracker" / "data"
# Whoever adds a table adds its modules here by their names.
_TESTS = Path(__file__).parents[1]


def _services(module: str) -> list[str]:
    """The tests of all services, those with the name of a store's or a table's subject first."""
    subject = module.rsplit("_", 1)[0]
    names = sorted(file.stem for file in (_TESTS / _S).glob("test_*.py"))
    names.sort(key=lambda name: subject not in name)
    return [f"{_S}{name}" for name in names]


_STORE_MODULES = [file.stem for file in sorted(_HERE.glob("*_store.py"))]
_TABLE_MODULES = [file.stem for file in sorted((_HERE / "exchange").glob("*_table.py"))]
_FILE_MODULES = (
    "comparison",
    "csv_tables",
    "csv_text",
    "fields",
    "files",
    "json_document",
    "json_text",
    "table",
)
_FOREIGN_MODULES = (
    "foreign",
    "foreign_csv",
    "foreign_records",
    "foreign_rows",
    "foreign_values",
    "loop_database",
    "loop_files",
    "suggestions",
)

# By group, by module of cluneal_tracker.data.
GROUPS: dict[str, dict[str, tuple[str, ...]]] = {
    "store": {
        **{name: (f"{_D}test_stores", *_services(name), *_STORES) for name in _STORE_MODULES},
        "reader": _STORES,
        "when_columns": _STORES,
        "pain_store": (*_STORES, f"{_S}test_warning_signs", f"{_S}test_revisions"),
        "setting_store": (f"{_D}test_setting_store", *_OLD, *_STORES),
        "routine_store": (*_STORES, f"{_X}test_own_things", f"{_D}test_salvage"),
        "database": (
            f"{_D}test_database",
            f"{_D}test_turns",
            f"{_D}test_diary_file",
            f"{_S}test_locking",
            f"{_S}test_locked_backups",
            f"{_S}test_lock_faults",
            f"{_D}locking/test_converting",
            f"{_S}test_under_way",
            *_BACKUPS,
            "faults/test_side_by_side",
        ),
        "migrations": (*_OLD, f"{_D}test_database", *_STORES),
        "table_rows": (*_JOURNAL, *_OLD),
    },
    "journal": {
        "journal": _JOURNAL,
        "chain": (
            *_JOURNAL,
            *_OLD,
            f"{_D}test_diary_file",
            f"{_X}test_fhir",
            f"{_X}test_fhir_rules",
        ),
        "merging": (f"{_D}test_merging", f"{_S}test_recovery", *_BACKUPS),
        "restoring": (*_BACKUPS, f"{_S}test_recovery"),
        "revisions": (
            f"{_S}test_revisions",
            *_JOURNAL,
            f"{_S}test_own_things",
            f"{_X}test_fhir",
            f"{_X}test_fhir_rules",
            f"{_S}test_roland",
        ),
        "audit": (f"{_D}test_journal", f"{_D}test_diary_file", f"{_D}test_merging"),
        "shape": (f"{_D}test_shape", *_OLD),
        "seal": (f"{_D}test_diary_file", f"{_S}test_saving", f"{_S}test_recovery", *_BACKUPS),
        "backup": (*_BACKUPS, "cli/test_safety"),
        "backup_content": (*_BACKUPS, f"{_S}test_recovery", "cli/test_safety"),
        "salvage": _RESCUE,
        "traces": _RESCUE,
        "pages": _RESCUE,
    },
    "importers": {
        **{f"exchange.{name}": _FILES for name in _FILE_MODULES},
        **{f"exchange.{name}": (*_FILES, *_OLD) for name in _TABLE_MODULES},
        "exchange.csv_tables": (*_FILES, *_FOREIGN),
        **{f"exchange.{name}": (*_FOREIGN, *_FILES) for name in _FOREIGN_MODULES},
        "strict_json": (*_FILES, *_EXERCISES),
        "routine_file": _EXERCISES,
        "routine_text": _EXERCISES,
    },
}
