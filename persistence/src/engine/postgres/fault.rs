//! PostgreSQL's errors, sorted by SQLSTATE (PostgreSQL manual, appendix A).

use crate::error::Error;

/// Kinds of errors, distinguished by their remedy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Conflict of two transactions: worth a retry.
    Contention,
    /// The session only reads: another session.
    ReadOnly,
    /// Session ended or no longer usable: needs another session.
    Lost,
    /// The server can't at the moment: later.
    Passing,
    /// Other error: a fault of this service, or of its privileges.
    Ours,
}

impl Fault {
    /// Classifies a SQLSTATE; the only place to do so.
    pub(super) fn of(state: &str) -> Self {
        match state {
            "25006" => Self::ReadOnly,
            // cancelled by a time limit or by an operator; a lock that didn't come free in time
            "57014" | "55P03" | "55006" => Self::Passing,
            // a session ended for its idle transaction; a statement that a pooler has lost
            "25P03" | "25P04" | "26000" => Self::Lost,
            _ => match state.get(..2) {
                Some("40") => Self::Contention,
                Some("08" | "57") => Self::Lost,
                Some("53" | "58") => Self::Passing,
                _ => Self::Ours,
            },
        }
    }

    /// Converts the error by its fault; `committing`: whether its write may have stayed.
    pub(super) fn error(self, error: Error, state: &str, committing: bool) -> Error {
        let words = match &error {
            // a constraint that two writers may meet at once, which its name told already
            Error::Contention(_) if self == Self::Ours => return error,
            Error::Unavailable(words) | Error::Contention(words) | Error::Internal(words) => words,
            _ => return error,
        };
        let words = format!("{state} {words}");
        match self {
            Self::Ours => Error::Internal(words),
            Self::Passing => Error::Unavailable(words),
            Self::Lost if committing => Error::Unavailable(words),
            Self::Contention | Self::ReadOnly | Self::Lost => Error::Contention(words),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_by_itself_is_told_from_what_is_our_fault() {
        for (state, fault) in [
            ("25006", Fault::ReadOnly),
            ("40001", Fault::Contention),
            ("40P01", Fault::Contention),
            ("57P01", Fault::Lost),
            ("57P02", Fault::Lost),
            ("57P03", Fault::Lost),
            ("08006", Fault::Lost),
            ("08P01", Fault::Lost),
            ("53100", Fault::Passing),
            ("53300", Fault::Passing),
            ("55P03", Fault::Passing),
            ("57014", Fault::Passing),
            ("58030", Fault::Passing),
            ("42703", Fault::Ours),
            ("42501", Fault::Ours),
            ("22021", Fault::Ours),
            ("23505", Fault::Ours),
            ("XX000", Fault::Ours),
            ("", Fault::Ours),
        ] {
            assert_eq!(Fault::of(state), fault, "{state}");
        }
    }

    #[test]
    fn a_lost_session_is_worth_another_try_unless_its_write_may_have_stayed() {
        let lost = |committing| {
            let error = Error::Unavailable("gone".into());
            Fault::Lost.error(error, "57P01", committing)
        };
        assert!(matches!(lost(false), Error::Contention(_)));
        assert!(matches!(lost(true), Error::Unavailable(_)));
    }

    #[test]
    fn a_row_that_another_writer_made_first_is_worth_another_try() {
        let met = Error::Contention("persons_external_id_key".into());
        let kept = Fault::of("23505").error(met, "23505", false);
        assert!(matches!(kept, Error::Contention(_)));
    }

    #[test]
    fn a_refusal_stays_one_whatever_the_server_said() {
        let refused = Fault::Passing.error(Error::NotFound, "53100", false);
        assert!(matches!(refused, Error::NotFound));
    }
}
