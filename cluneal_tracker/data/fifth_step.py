"""What version 5 of the diary brought: visits, answers, trials, spots, doses and side effects."""

from __future__ import annotations

_VISIT = """
create table visit (
    id          text primary key not null,
    day         text not null check (day glob '????-??-??'),
    at          text check (at glob '??:??'),
    whom        text not null,
    asked       text not null,
    said        text not null,
    remind      integer not null check (remind in (0, 1)),
    set_at      text not null,
    entered_at  text not null
) strict;
create index visit_day on visit (day);
"""
_ROLAND = """
create table roland (
    id          text primary key not null,
    felt_at     text not null,
    zone        text not null,
    utc_offset  integer not null,
    day         text not null check (day glob '????-??-??'),
    slot        text not null check (slot in ('morning', 'evening')),
    entered_at  text not null,
    ticked      text check (ticked is null or json_valid(ticked))
) strict;
create index roland_day on roland (day);
"""
_SLEEP = """
alter table weekly add column sleep integer check (sleep between 0 and 10);
"""
# The order of a trial is drawn once: "abba" is with, without, without, with.
_TRIAL = """
create table trial (
    id           text primary key not null,
    about        text not null,
    way_a        text not null,
    way_b        text not null,
    side         text not null check (side in ('left', 'right', 'both')),
    first_day    text not null check (first_day glob '????-??-??'),
    period_days  integer not null check (period_days > 0),
    washout_days integer not null check (washout_days >= 0),
    drawn        text not null check (drawn != '' and drawn not glob '*[^ab]*'),
    stopped_on   text check (stopped_on glob '????-??-??'),
    remind_at    text check (remind_at glob '??:??'),
    kept         text not null check (json_valid(kept)),
    entered_at   text not null
) strict;
"""
_SPOT = """
create table spot (
    id          text primary key not null,
    felt_at     text not null,
    zone        text not null,
    utc_offset  integer not null,
    day         text not null check (day glob '????-??-??'),
    slot        text not null check (slot in ('morning', 'evening')),
    entered_at  text not null,
    x           integer not null,
    y           integer not null,
    feels       text not null check (json_valid(feels)),
    mm          integer check (mm between 0 and 100),
    spread      integer check (spread >= 0),
    towards     text check (towards in ('up', 'down', 'out', 'in'))
) strict;
create index spot_day on spot (day);
"""
_NEEDED = """
alter table treatment add column when_needed integer not null default 0
    check (when_needed in (0, 1));
"""
_DOSE = """
create table dose (
    id          text primary key not null,
    treatment   text not null,
    felt_at     text not null,
    zone        text not null,
    utc_offset  integer not null,
    day         text not null check (day glob '????-??-??'),
    slot        text not null check (slot in ('morning', 'evening')),
    entered_at  text not null,
    note        text not null default ''
) strict;
create index dose_day on dose (day);
create index dose_treatment on dose (treatment);
"""
_EFFECT = """
create table effect (
    id          text primary key not null,
    treatment   text not null,
    what        text not null check (what != ''),
    strength    text not null check (strength in ('mild', 'moderate', 'strong')),
    first_day   text not null check (first_day glob '????-??-??'),
    last_day    text check (last_day glob '????-??-??'),
    entered_at  text not null,
    note        text not null default ''
) strict;
create index effect_treatment on effect (treatment);
"""
FIFTH = "".join(
    (
        _VISIT,
        _ROLAND,
        _SLEEP,
        _TRIAL,
        _SPOT,
        _NEEDED,
        _DOSE,
        _EFFECT,
    )
)
