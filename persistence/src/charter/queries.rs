//! The charter and its acceptance (R32).

use super::journal::{Changed, Field, Subject, Target, audit};
use super::{Conn, Later, RunQueryDsl, dialect, people, programmes};
use crate::error::{Error, Result};
use crate::schema::{charter_acceptances, charters};
use crate::types::{Id, Instant, int, small};
use crate::unit::Meta;
use diesel::prelude::*;
use domain::charter::{
    Acceptance, Charter, CharterText, FIRST_VERSION, accept as accepted, default_text,
};
use domain::ids::{PersonId, ProgrammeId};
use domain::text::Text;

/// Writes the guide's rules of behaviour as the charter of a new programme.
pub(crate) async fn create_default(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
) -> Result<()> {
    create(conn, meta, programme, &default_text()).await
}

/// Writes the charter of a new programme, as its first version.
pub(crate) async fn create(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    text: &CharterText,
) -> Result<()> {
    insert(conn, meta, programme, FIRST_VERSION, text).await
}

async fn insert(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    version: u32,
    text: &CharterText,
) -> Result<()> {
    diesel::insert_into(charters::table)
        .values((
            charters::programme_id.eq(Id::from(programme)),
            charters::version.eq(int(version)),
            charters::text_fr.eq(text.fr.as_str().to_owned()),
            charters::text_en.eq(text.en.as_str().to_owned()),
            charters::created_at.eq(Instant::from(meta.now)),
        ))
        .beside(conn)
        .await?;
    Ok(())
}

type Rows = (Vec<(i32, String, String)>, Vec<(i32, Instant)>);

/// The current charter and this person's acceptance, in one flight.
async fn rows(
    conn: &mut Conn,
    programme: ProgrammeId,
    person: PersonId,
) -> Result<(Charter, Option<Acceptance>)> {
    let (current, accepted): Rows = dialect::together!(conn;
        charters::table
            .filter(charters::programme_id.eq(Id::from(programme)))
            .order(charters::version.desc())
            .select((charters::version, charters::text_fr, charters::text_en))
            .limit(1),
        charter_acceptances::table
            .find((Id::from(programme), Id::from(person)))
            .select((
                charter_acceptances::version,
                charter_acceptances::accepted_at,
            )),
    )?;
    let (version, fr, en) = current.into_iter().next().ok_or(Error::NotFound)?;
    let acceptance = accepted.into_iter().next();
    let acceptance = acceptance.map(|(version, at)| Acceptance {
        version: small(version),
        accepted_at: at.into(),
    });
    let charter = Charter {
        version: small(version),
        text: CharterText {
            fr: Text::restored(fr),
            en: Text::restored(en),
        },
        accepted_at: acceptance.map(|acceptance| acceptance.accepted_at),
    };
    Ok((charter, acceptance))
}

/// The current charter, and when this person accepted one.
pub(crate) async fn current(
    conn: &mut Conn,
    programme: ProgrammeId,
    person: PersonId,
) -> Result<Charter> {
    Ok(rows(conn, programme, person).await?.0)
}

/// Writes a new version of the charter.
pub(crate) async fn put(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    person: PersonId,
    text: CharterText,
) -> Result<Charter> {
    let record = programmes::lock(conn, programme).await?;
    let before = current(conn, programme, person).await?;
    meta.expect(before.version)?;
    record.programme.expect_not_closed()?;
    let version = before.version.saturating_add(1);
    insert(conn, meta, programme, version, &text).await?;
    let target = Target::new(Subject::Charter, programme);
    audit(conn, meta, target, Changed::Fields(&[Field::Text])).await?;
    Ok(Charter {
        version,
        text,
        ..before
    })
}

/// Accepts the charter; once is enough.
pub(crate) async fn accept(
    conn: &mut Conn,
    meta: &Meta,
    programme: ProgrammeId,
    person: PersonId,
    version: u32,
) -> Result<Charter> {
    let record = programmes::share(conn, programme).await?;
    people::hold(conn, person).await?;
    let (now, before) = rows(conn, programme, person).await?;
    meta.expect(now.version)?;
    let acceptance = accepted(&record.programme, now.version, before, version, meta.now)?;
    if before.is_none() {
        diesel::insert_into(charter_acceptances::table)
            .values((
                charter_acceptances::programme_id.eq(Id::from(programme)),
                charter_acceptances::person_id.eq(Id::from(person)),
                charter_acceptances::version.eq(int(acceptance.version)),
                charter_acceptances::accepted_at.eq(Instant::from(acceptance.accepted_at)),
            ))
            .beside(conn)
            .await?;
        audit(
            conn,
            meta,
            Target::new(Subject::Charter, programme),
            Changed::Fields(&[Field::AcceptedAt]),
        )
        .await?;
    }
    Ok(Charter {
        accepted_at: Some(acceptance.accepted_at),
        ..now
    })
}
