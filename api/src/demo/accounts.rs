//! `GET /demo/accounts`: people with ready tokens that hold for the whole year.

use super::texts::{is_own, people, shows};
use crate::app::App;
use crate::auth::{OwnKey, Staff, TokenFor};
use crate::http::problem::Problem;
use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Data;
use chrono::{DateTime, Utc};
use domain::words::Role;
use persistence::{AccountRecord, Store};
use serde::Serialize;

/// Validity of ready tokens: wide enough for a clock that can be set.
const FROM: i64 = 1_577_836_800;
const UNTIL: i64 = 2_208_988_800;

/// Account to play with.
#[derive(Clone, Debug, Serialize)]
pub struct Account {
    /// First and last name.
    pub name: String,
    /// Role of the person; none: enrolled nowhere, and not of the demo's staff.
    pub role: Option<Role>,
    /// Their account on the Alumni website.
    pub external_id: String,
    /// What can be seen as this person, in a few words; none: nobody in particular.
    pub shows: Option<&'static str>,
    /// A ready token.
    pub token: String,
}

/// Everybody in the demo's database. First the demo's own people, grouped: staff, students and mentors
/// who each show something, then the other students and mentors; behind them who was added since.
///
/// # Errors
/// The database is unavailable, or a key can't sign.
pub(super) async fn accounts(key: &OwnKey, store: &Store) -> Result<Vec<Account>, Problem> {
    let staff = &people().map_err(Problem::internal)?.staff;
    let own = staff.iter().map(|one| AccountRecord {
        external_id: one.external_id.clone(),
        first_name: one.first_name.clone(),
        last_name: one.last_name.clone(),
        role: Some(one.role),
    });
    let mut all: Vec<_> = own.collect();
    let mut others = store.accounts().await?;
    others.retain(|one| !staff.iter().any(|own| own.external_id == one.external_id));
    let shows = shows().map_err(Problem::internal)?;
    others.sort_by_key(|one| {
        let own = is_own(&one.external_id);
        let shown = shows.contains_key(&one.external_id);
        (one.role.is_none(), !own, !shown, one.role)
    });
    all.extend(others);
    let shown = |one: &AccountRecord| shows.get(&one.external_id).copied();
    all.iter()
        .map(|one| account(key, one, shown(one)))
        .collect()
}

/// `GET /demo/accounts`.
///
/// # Errors
/// As `accounts`.
pub async fn list(app: Data<App>) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(accounts(&app.own_key, &app.store).await?))
}

fn account(
    key: &OwnKey,
    one: &AccountRecord,
    shows: Option<&'static str>,
) -> Result<Account, Problem> {
    let staff = match one.role {
        Some(Role::Admin) => Some(Staff::Admin),
        Some(Role::Adviser) => Some(Staff::Adviser),
        Some(Role::Student | Role::Mentor) | None => None,
    };
    let time = |seconds| DateTime::<Utc>::from_timestamp(seconds, 0).unwrap_or_default();
    let token = key.sign(TokenFor {
        subject: &one.external_id,
        staff,
        name: Some((&one.first_name, &one.last_name)),
        from: time(FROM),
        until: time(UNTIL),
    });
    Ok(Account {
        name: format!("{} {}", one.first_name, one.last_name)
            .trim()
            .to_owned(),
        role: one.role,
        external_id: one.external_id.clone(),
        shows,
        token: token.map_err(Problem::internal)?,
    })
}
