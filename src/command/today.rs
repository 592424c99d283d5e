//! The one clock: which day it is, for what a build writes into the ledger and for notices.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::base::diag::{Code, Diagnostic};
use crate::model::date::Date;

/// The day that was given on the command line, else today's.
///
/// # Errors
/// None was given, and the clock stands before 1970.
pub(super) fn given(day: Option<Date>) -> Result<Date, Diagnostic> {
    day.or_else(today).ok_or_else(|| {
        Diagnostic::error(Code::BAD_VALUE, "this machine does not know what day it is")
            .help("give the day: `--today 2026-11-25`")
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "the edge where the day comes from: it is written into the ledger, and every later build reads it there"
)]
fn today() -> Option<Date> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    // Swedish normal time: a build in the first hour of a summer's day counts as the day before.
    let since = since + Duration::from_secs(3600);
    Date::new(1970, 1, 1)?.plus_days(i32::try_from(since.as_secs() / 86_400).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_given_or_todays() {
        assert_eq!(given(Date::parse("2026-03-05")).ok(), Date::parse("2026-03-05"));
        assert!(given(None).unwrap() > Date::parse("2025-01-01").unwrap());
    }
}
