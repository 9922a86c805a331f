//! School of the demo: a small one, in February of its year, made by the domain's own commands.

use super::crowd;
use super::interview::Interview;
use super::play::{Pair, YEAR, at, at_in, days_later, meta, unread};
use super::story::{FORMER, Former, Level, REPEATER, STORIES, Story, UNDECIDED, WITHDREW};
use super::texts::{mentor_account, said, student_account, words};
use chrono::{DateTime, Utc};
use domain::enrolment::MentorChange;
use domain::ids::{MentorshipId, PersonId, ProgrammeId};
use domain::mentorship::Command;
use domain::programme::{Programme, ProgrammeChange};
use domain::text::{Line, Name};
use domain::words::{EndReason, Party, Step};
use futures_util::{StreamExt, TryStreamExt, stream};
use persistence::{Assignment, NewChoice, Store};

/// People who act at once, so that the database commits several of them together.
const AT_ONCE: usize = 64;
/// Students who have not looked in yet: without charter and mentor.
const LATE: std::ops::Range<usize> = 122..127;
/// Address of the programme's team; `example` is reserved.
const TEAM: &str = "mentoring@school.example";

/// The school as it is being made.
pub(super) struct School<'a> {
    pub(super) store: &'a Store,
    pub(super) programme: ProgrammeId,
    pub(super) admin: PersonId,
    pub(super) year: i32,
    /// Places of its students in the list of people.
    pub(super) students: Vec<usize>,
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
    let (people, further) = (super::texts::people()?, super::texts::crowd()?);
    let named = people.students.len();
    let crowd = named + people.former.len();
    let earlier = crowd + further.students.len();
    let now = School {
        store,
        programme: ProgrammeId::new(),
        admin,
        year: YEAR,
        students: (0..named).chain(crowd..earlier).chain([REPEATER]).collect(),
    };
    now.play_to_the_present().await?;
    let before = School {
        programme: ProgrammeId::new(),
        year: YEAR - 1,
        students: (named..crowd)
            .chain(earlier..earlier + further.former.len())
            .collect(),
        ..now
    };
    before.play_to_its_end().await
}

/// Runs works of many people, some at a time.
async fn all<T>(
    works: impl IntoIterator<Item = impl Future<Output = Result<T, String>>>,
) -> Result<Vec<T>, String> {
    stream::iter(works)
        .buffer_unordered(AT_ONCE)
        .try_collect()
        .await
}

impl School<'_> {
    /// A local hour of a day of its year.
    pub(super) fn at(&self, month: u32, day: u32, hour: u32) -> Result<DateTime<Utc>, String> {
        at_in(self.year, month, day, hour)
    }

    async fn play_to_the_present(&self) -> Result<(), String> {
        self.begin().await?;
        self.withdraw().await?;
        let mut pairs = all(STORIES.iter().map(|story| self.play(*story))).await?;
        let further = crowd::stories()?.into_iter();
        pairs.extend(all(further.map(|story| self.play(story))).await?);
        self.switch().await?;
        self.staff_at_work(&pairs).await
    }

    /// Plays the year before: most have had all three interviews, some have not.
    async fn play_to_its_end(&self) -> Result<(), String> {
        self.begin().await?;
        let all_years = FORMER.iter().copied().chain(crowd::before());
        let pairs = all(all_years.map(|former| self.play_former(former))).await?;
        self.staff_at_work(&pairs).await
    }

    async fn begin(&self) -> Result<(), String> {
        self.create().await?;
        super::people::enrol(self).await?;
        self.open().await?;
        self.welcome().await
    }

    async fn play_former(&self, former: Former) -> Result<Pair, String> {
        let hour = hour(former.student);
        let later = if is_named(former.student) {
            0
        } else {
            former.student % 10
        };
        let later = |at| days_later(at, i64::try_from(later).unwrap_or_default());
        let pair = self.choose(former.student, former.mentor, self.at(1, 8, 9)?);
        let pair = pair.await?;
        let begins = [
            later(self.at(1, 13, hour)?),
            later(self.at(4, 8, hour)?),
            later(self.at(9, 9, hour)?),
        ];
        let steps = [Step::Project, Step::ActionPlan, Step::FollowUp];
        for ((step, begins), level) in steps.into_iter().zip(begins).zip(former.steps) {
            let interview = self.interview(pair, step, (begins, 19));
            interview.play(level).await?;
        }
        if former.left {
            self.end_early(&pair).await?;
        }
        Ok(pair)
    }

    async fn end_early(&self, pair: &Pair) -> Result<(), String> {
        let note = said(&words()?.endings, pair.student_language, pair.place);
        let end = Command::End {
            reason: Some(EndReason::StudentLeft),
            note: Some(note),
            pause: false,
        };
        let now = self.at(5, 4, 10)?;
        pair.has_done_to_it(self.store, self.admin, now, "end_mentorship", end)
            .await
    }

    const fn interview(&self, pair: Pair, step: Step, when: (DateTime<Utc>, i64)) -> Interview<'_> {
        let (begins, ahead) = when;
        Interview {
            store: self.store,
            pair,
            staff: self.admin,
            step,
            begins,
            ahead,
        }
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

    /// Accepts the charter for all but a few.
    async fn welcome(&self) -> Result<(), String> {
        let people = super::texts::people()?;
        let mentors = (0..people.mentors.len()).map(mentor_account);
        let students = self.students.iter().copied();
        let students = students.filter(|place| *place != UNDECIDED && !LATE.contains(place));
        let accounts = mentors.chain(students.map(student_account));
        let accepted = all(accounts.map(|account| self.accept(account)));
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

    async fn play(&self, story: Story) -> Result<Pair, String> {
        if let Some(mentor) = story.declined_by {
            self.declined(story.student, mentor).await?;
        }
        let chosen_at = chosen_at(&story)?;
        let pair = match story.assigned {
            true => self.assign(story.student, story.mentor, chosen_at).await?,
            false => self.choose(story.student, story.mentor, chosen_at).await?,
        };
        let project = self.interview(pair, Step::Project, first_date(&story)?);
        project.play(story.project).await?;
        let april = (at(2, 5, hour(story.student))?, 62);
        let plan = self.interview(pair, Step::ActionPlan, april);
        plan.play(story.action_plan).await?;
        Ok(pair)
    }

    async fn declined(&self, student: usize, mentor: usize) -> Result<(), String> {
        let pair = self.choose(student, mentor, at(1, 12, 9)?).await?;
        let note = Some(said(&words()?.endings, pair.mentor_language, 0));
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
        let pair = self.pair(student, mentor).await?;
        let word = said(&words()?.choices, pair.student_language, student);
        let choice = NewChoice {
            student: pair.student,
            mentor: pair.mentor,
            message: Some(word).filter(|_| !student.is_multiple_of(3)),
        };
        let meta = meta(pair.student, "choose_mentor", now);
        let chosen = self
            .store
            .choose_mentor(meta, pair.id, pair.programme, choice, unread());
        let chosen = chosen
            .await
            .map_err(|error| pair.failed("choose_mentor", &error));
        chosen.map(|_| pair)
    }

    async fn assign(
        &self,
        student: usize,
        mentor: usize,
        now: DateTime<Utc>,
    ) -> Result<Pair, String> {
        let pair = self.pair(student, mentor).await?;
        let assignment = Assignment {
            student: pair.student,
            mentor: pair.mentor,
            reason: None,
        };
        let (store, staff) = (self.store, self.admin);
        let meta = meta(staff, "assign_mentor", now);
        let assigned =
            store.assign_mentor(meta, pair.id, pair.programme, staff, assignment, unread());
        let assigned = assigned
            .await
            .map_err(|error| pair.failed("assign_mentor", &error));
        assigned.map(|_| pair)
    }

    async fn pair(&self, student: usize, mentor: usize) -> Result<Pair, String> {
        let who = self.person(&student_account(student)).await?;
        let whom = self.person(&mentor_account(mentor)).await?;
        let people = super::texts::people()?;
        let enrolled = self.store.student(self.programme, who).await;
        Ok(Pair {
            id: MentorshipId::new(),
            programme: self.programme,
            roadbook: enrolled.map_err(text)?.roadbook_id,
            student: who,
            mentor: whom,
            student_language: super::texts::student(student)?.language,
            mentor_language: people.mentors.get(mentor).ok_or("no such mentor")?.language,
            mentor_place: mentor,
            place: student,
        })
    }

    /// Pauses mentors who are busy, and takes those off the list who wish it.
    async fn switch(&self) -> Result<(), String> {
        for (index, mentor) in super::texts::people()?.mentors.iter().enumerate() {
            let change = MentorChange {
                paused: mentor.paused.then_some(true),
                listed: mentor.unlisted.then_some(false),
                by_staff: mentor.unlisted,
                ..MentorChange::default()
            };
            if !mentor.paused && !mentor.unlisted {
                continue;
            }
            let person = self.person(&mentor_account(index)).await?;
            let by = if mentor.unlisted { self.admin } else { person };
            let meta = meta(by, "update_mentor", at(2, 1, 8)?);
            let changed = self
                .store
                .change_mentor(meta, self.programme, person, change, unread());
            changed.await.map_err(text)?;
        }
        Ok(())
    }

    pub(super) async fn person(&self, account: &str) -> Result<PersonId, String> {
        let caller = self.store.caller(account.to_owned()).await.map_err(text)?;
        Ok(caller
            .ok_or_else(|| format!("{account} is not there"))?
            .person_id)
    }
}

/// Whether a student is one of the named ones, of this year or the year before.
fn is_named(student: usize) -> bool {
    super::texts::student(student).is_ok_and(|student| student.past.is_none())
}

/// When a student of this year chooses.
fn chosen_at(story: &Story) -> Result<DateTime<Utc>, String> {
    let Story { student, .. } = *story;
    let (hour, turn) = (hour(student), i64::try_from(student).unwrap_or_default());
    match (story.declined_by, is_named(student)) {
        (Some(_), _) => at(1, 22, 9),
        (None, true) => at(1, 8, 9),
        (None, false) if story.project == Level::Chosen => {
            Ok(days_later(at(1, 25, hour)?, turn % 10))
        }
        (None, false) => Ok(days_later(at(1, 6, hour)?, turn % 5)),
    }
}

/// When a student of this year proposes the first date, and the days up to it.
fn first_date(story: &Story) -> Result<(DateTime<Utc>, i64), String> {
    let Story {
        student, project, ..
    } = *story;
    let (hour, turn) = (hour(student), i64::try_from(student).unwrap_or_default());
    let agreed = matches!(project, Level::Confirmed | Level::Sent);
    Ok(match (is_named(student), project.is_over()) {
        (true, true) => (days_later(at(1, 12, hour)?, turn % 7), 14),
        (true, false) => (days_later(at(2, 1, hour)?, turn % 3), 19),
        (false, true) => (days_later(at(1, 12, hour)?, turn % 7), 13 + turn % 5),
        (false, false) if agreed => (days_later(at(1, 18, hour)?, turn % 12), 24 + turn % 19),
        (false, false) => (days_later(at(2, 1, hour)?, turn % 3), 19 + turn % 15),
    })
}

/// Hour of a student, so that no dates overlap.
fn hour(student: usize) -> u32 {
    u32::try_from(student % 9).unwrap_or_default() + 9
}

pub(super) fn text(error: impl std::fmt::Debug) -> String {
    format!("{error:?}")
}
