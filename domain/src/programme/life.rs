//! Life of a programme: draft → open → closed, and reopened within thirty days (R1, R2).

use super::Programme;
use crate::calendar::plus_days;
use crate::refusal::{Code, Refusal};
use crate::words::{Action, ProgrammeStatus};
use chrono::{DateTime, Utc};

/// Local days after closing within which an admin may reopen (R2).
pub const REOPEN_DAYS: i64 = 30;

impl Programme {
    /// Opens a draft.
    ///
    /// # Errors
    /// `wrong_state` unless it is a draft.
    pub fn open(&self, now: DateTime<Utc>) -> Result<Self, Refusal> {
        self.expect(ProgrammeStatus::Draft)?;
        Ok(Self {
            status: ProgrammeStatus::Open,
            opened_at: Some(now),
            ..self.clone()
        })
    }

    /// Closes an open programme that has `live` mentorships; `end_live` ends them.
    ///
    /// # Errors
    /// `wrong_state` unless it is open; `live_mentorships` with their number.
    pub fn close(&self, end_live: bool, live: u64, now: DateTime<Utc>) -> Result<Self, Refusal> {
        self.expect(ProgrammeStatus::Open)?;
        if live > 0 && !end_live {
            return Err(Refusal::new(Code::LiveMentorships).count(live));
        }
        Ok(Self {
            status: ProgrammeStatus::Closed,
            closed_at: Some(now),
            ..self.clone()
        })
    }

    /// Opens a closed programme again, until thirty local days after it was closed (R2).
    ///
    /// # Errors
    /// `wrong_state` unless it is closed, or when the thirty days are over.
    pub fn reopen(&self, now: DateTime<Utc>) -> Result<Self, Refusal> {
        self.expect(ProgrammeStatus::Closed)?;
        let reopens = |closed_at| self.day(now) <= plus_days(self.day(closed_at), REOPEN_DAYS);
        if !self.closed_at.is_some_and(reopens) {
            return Err(self.wrong_state());
        }
        Ok(Self {
            status: ProgrammeStatus::Open,
            closed_at: None,
            ..self.clone()
        })
    }

    /// Refuses deletion unless it is an empty draft.
    ///
    /// # Errors
    /// `wrong_state`, with the number of those enrolled in a draft.
    pub fn expect_deletable(&self, enrolled: u64) -> Result<(), Refusal> {
        self.expect(ProgrammeStatus::Draft)?;
        if enrolled > 0 {
            return Err(self.wrong_state().count(enrolled));
        }
        Ok(())
    }

    /// Actions accepted from an admin now; only admins change a programme. Deleting a draft is not
    /// named, as it depends on enrolments. Closing is named although live mentorships may need an
    /// explicit flag.
    pub fn allowed_actions(&self, now: DateTime<Utc>) -> Vec<Action> {
        match self.status {
            ProgrammeStatus::Draft => vec![Action::UpdateProgramme, Action::OpenProgramme],
            ProgrammeStatus::Open => vec![Action::UpdateProgramme, Action::CloseProgramme],
            ProgrammeStatus::Closed if self.reopen(now).is_ok() => vec![Action::ReopenProgramme],
            ProgrammeStatus::Closed => Vec::new(),
        }
    }

    fn expect(&self, status: ProgrammeStatus) -> Result<(), Refusal> {
        if self.status == status {
            Ok(())
        } else {
            Err(self.wrong_state())
        }
    }

    fn wrong_state(&self) -> Refusal {
        Refusal::new(Code::WrongState).state(self.status.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ProgrammeId;
    use crate::programme::ProgrammeChange;
    use crate::text::Name;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn draft() -> Programme {
        let name = Name::parse("Mentoring").unwrap();
        Programme::create(ProgrammeId::new(), 2026, &name, &ProgrammeChange::default()).unwrap()
    }

    fn closed() -> Programme {
        let open = draft().open(at("2026-01-02T08:00:00Z")).unwrap();
        open.close(false, 0, at("2026-12-31T22:30:00Z")).unwrap()
    }

    #[test]
    fn a_draft_opens_once() {
        let open = draft().open(at("2026-01-02T08:00:00Z")).unwrap();
        assert_eq!(open.status, ProgrammeStatus::Open);
        assert_eq!(open.opened_at, Some(at("2026-01-02T08:00:00Z")));
        let refusal = open.open(at("2026-01-03T08:00:00Z")).unwrap_err();
        assert_eq!(refusal.code, Code::WrongState);
        assert_eq!(refusal.state, Some("open"));
    }

    #[test]
    fn closing_over_live_mentorships_needs_the_explicit_word() {
        let open = draft().open(at("2026-01-02T08:00:00Z")).unwrap();
        let now = at("2026-12-31T12:00:00Z");
        let refusal = open.close(false, 3, now).unwrap_err();
        assert_eq!(refusal.code, Code::LiveMentorships);
        assert_eq!(refusal.count, Some(3));
        let closed = open.close(true, 3, now).unwrap();
        assert_eq!(closed.status, ProgrammeStatus::Closed);
        assert_eq!(closed.closed_at, Some(now));
    }

    #[test]
    fn a_draft_is_not_closed() {
        let refusal = draft()
            .close(false, 0, at("2026-01-02T08:00:00Z"))
            .unwrap_err();
        assert_eq!(refusal.code, Code::WrongState);
    }

    #[test]
    fn reopening_is_possible_until_the_thirtieth_local_day() {
        // Closed on 31 December, 23:30 in Paris: the last day is 30 January.
        let last_minute = at("2027-01-30T22:59:00Z");
        let reopened = closed().reopen(last_minute).unwrap();
        assert_eq!(reopened.status, ProgrammeStatus::Open);
        assert_eq!(reopened.closed_at, None);
        assert_eq!(reopened.opened_at, Some(at("2026-01-02T08:00:00Z")));
        let refusal = closed().reopen(at("2027-01-30T23:00:00Z")).unwrap_err();
        assert_eq!(refusal.code, Code::WrongState);
        assert_eq!(refusal.state, Some("closed"));
    }

    #[test]
    fn what_is_listed_is_accepted_and_nothing_else() {
        let late = at("2027-06-01T08:00:00Z");
        let soon = at("2027-01-05T08:00:00Z");
        let open = draft().open(at("2026-01-02T08:00:00Z")).unwrap();
        for (programme, now) in [
            (draft(), soon),
            (open, soon),
            (closed(), soon),
            (closed(), late),
        ] {
            let accepted: Vec<Action> = [
                (
                    Action::UpdateProgramme,
                    programme.change(&ProgrammeChange::default(), false).is_ok(),
                ),
                (Action::OpenProgramme, programme.open(now).is_ok()),
                (
                    Action::CloseProgramme,
                    programme.close(true, 1, now).is_ok(),
                ),
                (Action::ReopenProgramme, programme.reopen(now).is_ok()),
            ]
            .into_iter()
            .filter_map(|(action, accepted)| accepted.then_some(action))
            .collect();
            assert_eq!(programme.allowed_actions(now), accepted);
        }
    }
}
