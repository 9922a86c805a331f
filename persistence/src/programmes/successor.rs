//! Next year's programme, made from another one in one transaction (R34).

use super::super::templates;
use super::{Conn, Later, RunQueryDsl, charters, dialect, get, insert};
use crate::error::{Error, Result};
use crate::records::{NewSuccessor, ProgrammeRecord};
use crate::rows::ProgrammeRow;
use crate::schema::{
    charters as charter_table, enrolments, evaluation_templates, mentors, persons, programmes,
    roadbook_templates,
};
use crate::types::{Id, Instant, Json, sql};
use crate::unit::Meta;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Integer};
use domain::charter::CharterText;
use domain::ids::ProgrammeId;
use domain::text::Text;
use domain::{evaluation, roadbook};

use super::super::journal::{Changed, Subject, Target, audit};

type Kept = (
    Vec<ProgrammeRow>,
    Vec<(String, String)>,
    Vec<Json<roadbook::Template>>,
    Vec<Json<evaluation::Template>>,
);

/// Makes a draft from another programme: its policies, its charter and templates as they are worded
/// now, and its mentors, paused until they agree to go on.
pub(crate) async fn succeed(
    conn: &mut Conn,
    meta: &Meta,
    of: ProgrammeId,
    new: NewSuccessor,
) -> Result<ProgrammeRecord> {
    let from = Id::from(of);
    let before = programmes::table
        .find(from)
        .select(ProgrammeRow::as_select());
    let (before, charter, questions, forms): Kept = dialect::together!(conn;
        dialect::shared!(before),
        charter_table::table
            .filter(charter_table::programme_id.eq(from))
            .order(charter_table::version.desc())
            .select((charter_table::text_fr, charter_table::text_en))
            .limit(1),
        roadbook_templates::table
            .find(from)
            .select(roadbook_templates::template),
        evaluation_templates::table
            .filter(evaluation_templates::programme_id.eq(from))
            .order(evaluation_templates::step)
            .select(evaluation_templates::template),
    )?;
    let before: ProgrammeRecord = before
        .into_iter()
        .next()
        .ok_or(Error::NotFound)?
        .try_into()?;
    meta.expect(before.version)?;
    let name = new.name.as_ref();
    let record = ProgrammeRecord {
        programme: before.programme.successor(new.id, new.year, name)?,
        version: 1,
        created_at: meta.now,
        updated_at: meta.now,
    };
    insert(conn, &record).await?;
    let (fr, en) = charter.into_iter().next().ok_or(Error::NotFound)?;
    let text = CharterText {
        fr: Text::restored(fr),
        en: Text::restored(en),
    };
    charters::create(conn, meta, new.id, &text).await?;
    let questions = questions.into_iter().next().ok_or(Error::NotFound)?;
    let forms = forms.into_iter().map(|form| form.0).collect();
    templates::create(conn, new.id, questions.0, forms).await?;
    let target = Target::new(Subject::Programme, new.id);
    audit(conn, meta, target, Changed::Fields(&[])).await?;
    enrol_mentors(conn, meta, from, new.id.into()).await?;
    get(conn, new.id).await
}

/// Mentors of a programme who take part in it and use the service.
macro_rules! still_there {
    ($programme:expr) => {
        mentors::table
            .inner_join(persons::table.on(persons::id.eq(mentors::person_id)))
            .filter(mentors::programme_id.eq($programme))
            .filter(mentors::active.eq(true))
            .filter(persons::active.eq(true))
    };
}

/// Enrols the mentors of another programme, with their profiles, in two statements however many they
/// are.
async fn enrol_mentors(conn: &mut Conn, meta: &Meta, from: Id, to: Id) -> Result<()> {
    still_there!(from)
        .select((
            to.into_sql::<sql::Uuid>(),
            mentors::person_id,
            mentors::role,
        ))
        .insert_into(enrolments::table)
        .into_columns((
            enrolments::programme_id,
            enrolments::person_id,
            enrolments::role,
        ))
        .later(conn)
        .await?;
    let now = Instant::from(meta.now);
    let profile = (
        mentors::headline,
        mentors::company,
        mentors::job_title,
        mentors::sector,
        mentors::location,
        mentors::graduation_year,
        mentors::languages,
        mentors::means,
        mentors::skills,
        mentors::about,
        mentors::capacity,
        mentors::listed,
        mentors::sort_key,
        mentors::search_key,
        mentors::own_fields,
    );
    still_there!(from)
        .select((
            (to.into_sql::<sql::Uuid>(), mentors::person_id),
            profile,
            (
                true.into_sql::<Bool>(),
                true.into_sql::<Bool>(),
                1.into_sql::<Integer>(),
                now.into_sql::<sql::Instant>(),
                now.into_sql::<sql::Instant>(),
            ),
        ))
        .insert_into(mentors::table)
        .into_columns((
            (mentors::programme_id, mentors::person_id),
            profile,
            (
                mentors::active,
                mentors::paused,
                mentors::version,
                mentors::created_at,
                mentors::updated_at,
            ),
        ))
        .later(conn)
        .await?;
    Ok(())
}
