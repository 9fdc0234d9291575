"""Which tests watch over which module: the likeliest to see a mistake stands first."""

from __future__ import annotations

_D, _X, _S = "data/", "data/exchange/", "services/"
_STORES = (
    f"{_D}test_stores",
    f"{_S}test_diary",
    f"{_S}test_exercises",
    f"{_S}test_treatments",
    f"{_S}test_weekly",
    f"{_S}test_routines",
    f"{_S}test_reminding",
    f"{_S}test_under_way",
    f"{_S}test_habits",
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
    f"{_S}test_routines",
)
_RESCUE = (
    f"{_D}test_pages",
    f"{_D}test_salvage",
    f"{_D}test_diary_file",
    f"{_S}test_recovery",
)
_OLD = (f"{_D}test_migrations", f"{_D}test_version_2", f"{_D}test_version_3")

_STORE_MODULES = (
    "habit_store",
    "pain_store",
    "reminder_store",
    "routine_store",
    "session_store",
    "setting_store",
    "treatment_store",
    "under_way_store",
    "weekly_store",
    "when_columns",
)
_FILE_MODULES = (
    "comparison",
    "csv_tables",
    "csv_text",
    "fields",
    "files",
    "habit_table",
    "json_document",
    "json_text",
    "pain_table",
    "picture_table",
    "reminder_table",
    "routine_table",
    "session_table",
    "settings_table",
    "table",
    "treatment_table",
    "weekly_table",
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
        **dict.fromkeys(_STORE_MODULES, _STORES),
        "database": (f"{_D}test_database", f"{_D}test_turns", f"{_S}test_saving", *_STORES),
        "migrations": (*_OLD, f"{_D}test_database", *_STORES),
        "table_rows": (*_JOURNAL, *_OLD),
    },
    "journal": {
        "journal": _JOURNAL,
        "chain": (f"{_D}test_journal", *_JOURNAL),
        "merging": (f"{_D}test_merging", f"{_S}test_recovery", f"{_S}test_backups"),
        "restoring": (f"{_D}test_backup", f"{_S}test_backups", f"{_S}test_recovery"),
        "revisions": (f"{_S}test_revisions", f"{_D}test_journal"),
        "audit": (f"{_D}test_journal", f"{_D}test_diary_file", f"{_D}test_merging"),
        "seal": (f"{_D}test_diary_file", f"{_S}test_saving", f"{_S}test_recovery"),
        "backup": (f"{_D}test_backup", f"{_S}test_backups"),
        "backup_content": (f"{_D}test_backup", f"{_S}test_backups", f"{_S}test_recovery"),
        "salvage": _RESCUE,
        "traces": _RESCUE,
        "pages": _RESCUE,
    },
    "importers": {
        **{f"exchange.{name}": _FILES for name in _FILE_MODULES},
        **{f"exchange.{name}": (*_FOREIGN, *_FILES) for name in _FOREIGN_MODULES},
        "strict_json": (*_FILES, *_EXERCISES),
        "routine_file": _EXERCISES,
        "routine_text": _EXERCISES,
    },
}
