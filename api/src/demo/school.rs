//! School of the demo: a small one, in February of its year, made by the domain's own commands.

use super::interview::Interview;
use super::play::{Pair, YEAR, at, at_in, days_later, meta, unread};
use super::story::{FORMER, Former, Level, STORIES, Story, UNDECIDED, WITHDREW};
use super::texts::{mentor_account, said, student_account, words};
use chrono::{DateTime, Utc};
use domain::enrolment::MentorChange;
use domain::ids::{MentorshipId, PersonId, ProgrammeId};
use domain::mentorship::Command;
use domain::programme::{Programme, ProgrammeChange};
use domain::text::{Line, Name};
use domain::words::{EndReason, Party, Step};
use futures_util::future::try_join_all;
use persistence::{NewChoice, Store};
use std::ops::Range;

/// Address of the programme's team; `example` is reserved.
const TEAM: &str = "mentoring@school.example";

/// The school as it is being made.
pub(super) struct School<'a> {
    pub(super) store: &'a Store,
    pub(super) programme: ProgrammeId,
    pub(super) admin: PersonId,
    pub(super) year: i32,
    /// Places of its students in the list of people.
    pub(super) students: Range<usize>,
}

/// The demo's present: a Tuesday in February.
pub(super) fn present() -> Result<DateTime<Utc>, String> {
    at(2, 9, 11)
}

/// Creates all people and plays their year up to the demo's present.
///
/// # Errors
/// The refusal and the person it met: a mistake in this build.
pub(super) async fn make(store: &Store) -> Result<(), String> {
    let admin = super::people::staff(store).await?;
    let people = super::texts::people()?;
    let students = people.students.len();
    let school = School {
        store,
        programme: ProgrammeId::new(),
        admin,
        year: YEAR,
        students: 0..students,
    };
    school.create().await?;
    super::people::enrol(&school).await?;
    school.open().await?;
    school.welcome().await?;
    school.withdraw().await?;
    // At once, so that the database commits several of them together.
    try_join_all(STORIES.iter().map(|story| school.play(story))).await?;
    school.pause_the_busy().await?;
    let before = School {
        programme: ProgrammeId::new(),
        year: YEAR - 1,
        students: students..students + people.former.len(),
        ..school
    };
    before.play_to_its_end().await
}

impl School<'_> {
    /// A local hour of a day of its year.
    pub(super) fn at(&self, month: u32, day: u32, hour: u32) -> Result<DateTime<Utc>, String> {
        at_in(self.year, month, day, hour)
    }

    /// Plays the year before: most have had all three interviews, some have not.
    async fn play_to_its_end(&self) -> Result<(), String> {
        self.create().await?;
        super::people::enrol(self).await?;
        self.open().await?;
        self.welcome().await?;
        try_join_all(FORMER.iter().map(|former| self.play_former(former))).await?;
        Ok(())
    }

    async fn play_former(&self, former: &Former) -> Result<(), String> {
        let hour = hour(former.student);
        let pair = self.choose(former.student, former.mentor, self.at(1, 8, 9)?);
        let pair = pair.await?;
        let begins = [
            self.at(1, 13, hour)?,
            self.at(4, 8, hour)?,
            self.at(9, 9, hour)?,
        ];
        let steps = [Step::Project, Step::ActionPlan, Step::FollowUp];
        for ((step, begins), level) in steps.into_iter().zip(begins).zip(former.steps) {
            let interview = Interview {
                store: self.store,
                pair,
                step,
                begins,
                ahead: 19,
            };
            interview.play(level).await?;
        }
        if !former.left {
            return Ok(());
        }
        let end = Command::End {
            reason: Some(EndReason::StudentLeft),
            note: Some(said(&words()?.endings, pair.student_language)),
            pause: false,
        };
        let now = self.at(5, 4, 10)?;
        pair.has_done_to_it(self.store, self.admin, now, "end_mentorship", end)
            .await
    }

    async fn create(&self) -> Result<(), String> {
        let name = Name::parse(format!("Alumni Mentoring {}", self.year)).map_err(text)?;
        let team = Line::parse(TEAM).map_err(text)?;
        let wishes = ProgrammeChange {
            contact_email: Some(Some(team)),
            ..ProgrammeChange::default()
        };
        let programme = Programme::create(self.programme, self.year, &name, &wishes);
        let programme = programme.map_err(|refusal| format!("{refusal:?}"))?;
        let meta = meta(self.admin, "create_programme", self.at(1, 2, 9)?);
        let made = self.store.create_programme(meta, programme, unread());
        made.await.map(drop).map_err(text)
    }

    async fn open(&self) -> Result<(), String> {
        let meta = meta(self.admin, "open_programme", self.at(1, 4, 9)?);
        let opened = self.store.open_programme(meta, self.programme, unread());
        opened.await.map(drop).map_err(text)
    }

    /// Accepts the charter for all but one person.
    async fn welcome(&self) -> Result<(), String> {
        let people = super::texts::people()?;
        let mentors = (0..people.mentors.len()).map(mentor_account);
        let students = self.students.clone().filter(|index| *index != UNDECIDED);
        let accounts = mentors.chain(students.map(student_account));
        let accepted = try_join_all(accounts.map(|account| self.accept(account)));
        accepted.await.map(drop)
    }

    async fn accept(&self, account: String) -> Result<(), String> {
        let person = self.person(&account).await?;
        let meta = meta(person, "accept_charter", self.at(1, 5, 12)?);
        let charter = self.store.charter(self.programme, person);
        let version = charter.await.map_err(text)?.version;
        let accepted = self
            .store
            .accept_charter(meta, self.programme, person, version, unread());
        accepted.await.map(drop).map_err(text)
    }

    /// Withdraws one student, who has yet to choose again.
    async fn withdraw(&self) -> Result<(), String> {
        let (student, mentor) = WITHDREW;
        let pair = self.choose(student, mentor, at(1, 8, 10)?).await?;
        let end = Command::End {
            reason: None,
            note: None,
            pause: false,
        };
        let now = at(1, 19, 10)?;
        pair.does(self.store, Party::Student, now, "end_mentorship", end)
            .await
    }

    async fn play(&self, story: &Story) -> Result<(), String> {
        let (student, hour) = (story.student, hour(story.student));
        let chosen_at = match story.declined_by {
            None => at(1, 8, 9)?,
            Some(mentor) => {
                self.declined(student, mentor).await?;
                at(1, 22, 9)?
            }
        };
        let pair = self.choose(student, story.mentor, chosen_at).await?;
        let place = i64::try_from(student).unwrap_or_default();
        let (begins, ahead) = if story.project >= Level::Held {
            (days_later(at(1, 12, hour)?, place % 7), 14)
        } else {
            (days_later(at(2, 1, hour)?, place % 3), 19)
        };
        let interview = Interview {
            store: self.store,
            pair,
            step: Step::Project,
            begins,
            ahead,
        };
        interview.play(story.project).await
    }

    async fn declined(&self, student: usize, mentor: usize) -> Result<(), String> {
        let pair = self.choose(student, mentor, at(1, 12, 9)?).await?;
        let note = Some(said(&words()?.endings, pair.mentor_language));
        let end = Command::End {
            reason: None,
            note,
            pause: false,
        };
        pair.does(
            self.store,
            Party::Mentor,
            at(1, 20, 18)?,
            "end_mentorship",
            end,
        )
        .await
    }

    async fn choose(
        &self,
        student: usize,
        mentor: usize,
        now: DateTime<Utc>,
    ) -> Result<Pair, String> {
        let who = self.person(&student_account(student)).await?;
        let whom = self.person(&mentor_account(mentor)).await?;
        let people = super::texts::people()?;
        let enrolled = self
            .store
            .student(self.programme, who)
            .await
            .map_err(text)?;
        let pair = Pair {
            id: MentorshipId::new(),
            programme: self.programme,
            roadbook: enrolled.roadbook_id,
            student: who,
            mentor: whom,
            student_language: super::texts::student(student)?.language,
            mentor_language: people.mentors.get(mentor).ok_or("no such mentor")?.language,
            mentor_place: mentor,
            place: student,
        };
        let meta = meta(who, "choose_mentor", now);
        let choice = NewChoice {
            student: who,
            mentor: whom,
            message: None,
        };
        let chosen = self
            .store
            .choose_mentor(meta, pair.id, pair.programme, choice, unread())
            .await;
        chosen.map_err(|error| pair.failed("choose_mentor", &error))?;
        Ok(pair)
    }

    async fn pause_the_busy(&self) -> Result<(), String> {
        let mentors = super::texts::people()?.mentors.iter().enumerate();
        for (index, _) in mentors.filter(|(_, mentor)| mentor.paused) {
            let person = self.person(&mentor_account(index)).await?;
            let change = MentorChange {
                paused: Some(true),
                ..MentorChange::default()
            };
            let meta = meta(person, "update_mentor", at(2, 1, 8)?);
            let changed = self
                .store
                .change_mentor(meta, self.programme, person, change, unread());
            changed.await.map_err(text)?;
        }
        Ok(())
    }

    async fn person(&self, account: &str) -> Result<PersonId, String> {
        let caller = self.store.caller(account.to_owned()).await.map_err(text)?;
        Ok(caller
            .ok_or_else(|| format!("{account} is not there"))?
            .person_id)
    }
}

/// Hour of a student, so that no dates overlap.
fn hour(student: usize) -> u32 {
    u32::try_from(student % 9).unwrap_or_default() + 9
}

pub(super) fn text(error: impl std::fmt::Debug) -> String {
    format!("{error:?}")
}
