//! The ranges that parser, schema and CHECK constraints share.

/// First year of a programme.
pub const YEAR_MIN: i32 = 2000;
/// Last year of a programme.
pub const YEAR_MAX: i32 = 2100;
/// Fewest days between sending the road-book and the appointment (R3).
pub const LEAD_DAYS_MIN: u16 = 0;
/// Most days between sending the road-book and the appointment (R3).
pub const LEAD_DAYS_MAX: u16 = 60;
/// Fewest places of a mentor (R3).
pub const CAPACITY_MIN: u16 = 1;
/// Most places of a mentor (R3).
pub const CAPACITY_MAX: u16 = 20;
/// Fewest withdrawals allowed to a student (R6).
pub const WITHDRAWALS_MIN: u16 = 0;
/// Most withdrawals allowed to a student (R6).
pub const WITHDRAWALS_MAX: u16 = 10;
/// Shortest retention after closing, in months (R30).
pub const RETENTION_MONTHS_MIN: u16 = 1;
/// Longest retention after closing, in months (R30).
pub const RETENTION_MONTHS_MAX: u16 = 120;
/// Retention of a programme that sets none, in months (R30).
pub const RETENTION_MONTHS_DEFAULT: u16 = 24;
/// Time zone of a programme that sets none (R1).
pub const DEFAULT_ZONE: chrono_tz::Tz = chrono_tz::Europe::Paris;
