//! Queries of the home page of the personal area, in a fixed number of statements.

use super::{Conn, RunQueryDsl, career, cycle, dialect, programmes};
use crate::error::{Error, Result};
use crate::records::{ChoiceRecord, HomeRecord, InvolvedRecord};
use crate::rows::{PersonRow, ProgrammeRow};
use crate::schema::{enrolments, mentorships, persons, programmes as programme_table, students};
use crate::types::{Id, Word};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::ids::PersonId;
use domain::words::{MentorshipState, ProgrammeStatus};

/// Maximum of a person's programmes: more than anyone has.
const PROGRAMMES: i64 = 200;

type Choice = (Id, Option<NaiveDate>, NaiveDate);
type Rows = (
    Vec<PersonRow>,
    Vec<cycle::Head>,
    Vec<ProgrammeRow>,
    Vec<Choice>,
    Vec<career::Asked>,
    Vec<career::Recommended>,
);

/// A person, their programmes, and their mentorships that have not ended, in two flights.
pub(crate) async fn home(
    conn: &mut Conn,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<HomeRecord> {
    let id = Id::from(person);
    let programmes = programme_table::table.select(ProgrammeRow::as_select());
    let (row, heads, programmes, choices, asked, recommended): Rows = dialect::together!(conn;
        persons::table.find(id).select(PersonRow::as_select()),
        cycle::heads!()
            .filter(mentorships::student_id.eq(id).or(mentorships::mentor_id.eq(id)))
            .filter(mentorships::state.ne(Word(MentorshipState::Ended)))
            .order((mentorships::chosen_at.desc(), mentorships::id.desc())),
        programmes::enrolled!(programmes, person)
            .order((programme_table::year.desc(), programme_table::id.desc()))
            .limit(PROGRAMMES),
        // by way of the enrolments, which have an index of people
        enrolments::table
            .inner_join(
                students::table.on(students::programme_id
                    .eq(enrolments::programme_id)
                    .and(students::person_id.eq(enrolments::person_id))),
            )
            .filter(enrolments::person_id.eq(id))
            .select((
                students::programme_id,
                students::choice_until,
                students::leaves_school_on,
            )),
        career::asked!(id).limit(PROGRAMMES),
        career::recommendations!(id).limit(PROGRAMMES),
    )?;
    let involved = cycle::gather(conn, heads, person, now).await?;
    let involved = involved.into_iter();
    let programmes = programmes.into_iter().map(TryInto::try_into);
    Ok(HomeRecord {
        person: row.into_iter().next().ok_or(Error::NotFound)?.into(),
        mentorships: involved
            .map(|(record, unread)| InvolvedRecord { record, unread })
            .collect(),
        programmes: programmes.collect::<Result<_>>()?,
        choices: choices.into_iter().map(choice).collect(),
        career: career::desks(asked, recommended),
    })
}

fn choice((programme, choice_until, leaves_school_on): Choice) -> ChoiceRecord {
    ChoiceRecord {
        programme_id: programme.into(),
        choice_until,
        leaves_school_on,
    }
}
