//! Pages of the lists that can be exported, as rows of cells.

use super::rows;
use crate::http::problem::Problem;
use crate::http::sheet::Cell;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use domain::ids::{MentorshipId, ProgrammeId};
use domain::programme::Programme;
use persistence::{AfterName, ExportedMentorship, Store};

/// Rows that are read at a time: what an export holds in memory.
const PAGE: i64 = 250;

/// A list that can be exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    Students,
    Mentors,
    Mentorships,
    Appointments,
    Evaluations,
}

impl List {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Students => "students",
            Self::Mentors => "mentors",
            Self::Mentorships => "mentorships",
            Self::Appointments => "appointments",
            Self::Evaluations => "evaluations",
        }
    }

    pub(super) const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Students => rows::STUDENT,
            Self::Mentors => rows::MENTOR,
            Self::Mentorships => rows::MENTORSHIP,
            Self::Appointments => rows::APPOINTMENT,
            Self::Evaluations => rows::EVALUATION,
        }
    }
}

/// A list as it is read, page by page.
pub(super) struct Pages {
    list: List,
    store: Store,
    programme: ProgrammeId,
    zone: Tz,
    now: DateTime<Utc>,
    after: After,
}

/// The last row that was read.
enum After {
    Nothing,
    Name(AfterName),
    Choice(DateTime<Utc>, MentorshipId),
    End,
}

impl Pages {
    pub(super) const fn of(
        list: List,
        store: Store,
        programme: &Programme,
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            list,
            store,
            programme: programme.id,
            zone: programme.zone,
            now,
            after: After::Nothing,
        }
    }

    /// Whether the last page was read.
    pub(super) const fn is_over(&self) -> bool {
        matches!(self.after, After::End)
    }

    /// The next page's rows.
    pub(super) async fn next(&mut self) -> Result<Vec<Vec<Cell>>, Problem> {
        match self.list {
            List::Students => self.students().await,
            List::Mentors => self.mentors().await,
            List::Mentorships => {
                let page = self.mentorships(false).await?;
                let row = |one: &ExportedMentorship| rows::mentorship(one, self.zone);
                Ok(page.iter().map(row).collect())
            }
            List::Appointments => {
                let page = self.mentorships(true).await?;
                let rows = page
                    .iter()
                    .flat_map(|one| rows::appointments(one, self.zone));
                Ok(rows.collect())
            }
            List::Evaluations => {
                let page = self.mentorships(false).await?;
                let rows = page
                    .iter()
                    .flat_map(|one| rows::evaluations(one, self.zone));
                Ok(rows.collect())
            }
        }
    }

    async fn students(&mut self) -> Result<Vec<Vec<Cell>>, Problem> {
        let page = self
            .store
            .export_students(self.programme, self.name(), PAGE);
        let page = page.await?;
        let last = page.last().map(|row| (row.sort_key.clone(), row.person.id));
        self.turn(page.len(), last.map(|last| After::Name(last.into())));
        Ok(page.into_iter().map(rows::student).collect())
    }

    async fn mentors(&mut self) -> Result<Vec<Vec<Cell>>, Problem> {
        let page = self.store.export_mentors(self.programme, self.name(), PAGE);
        let page = page.await?;
        let last = page.last().map(|row| (row.sort_key.clone(), row.person.id));
        self.turn(page.len(), last.map(|last| After::Name(last.into())));
        Ok(page.into_iter().map(rows::mentor).collect())
    }

    async fn mentorships(
        &mut self,
        appointments: bool,
    ) -> Result<Vec<ExportedMentorship>, Problem> {
        let after = match &self.after {
            After::Choice(at, id) => Some((*at, *id)),
            _ => None,
        };
        let (store, at) = (&self.store, (self.now, self.zone));
        let page = if appointments {
            store.export_appointments(self.programme, at, after, PAGE)
        } else {
            store.export_mentorships(self.programme, at, after, PAGE)
        };
        let page = page.await?;
        let last = page.last().map(|row| After::Choice(row.chosen_at, row.id));
        self.turn(page.len(), last);
        Ok(page)
    }

    fn name(&self) -> Option<AfterName> {
        match &self.after {
            After::Name(name) => Some(name.clone()),
            _ => None,
        }
    }

    /// Goes on behind the last row, or ends where the page was not full.
    fn turn(&mut self, rows: usize, last: Option<After>) {
        let full = i64::try_from(rows).is_ok_and(|rows| rows >= PAGE);
        self.after = last.filter(|_| full).unwrap_or(After::End);
    }
}
