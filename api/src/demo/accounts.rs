//! `GET /demo/accounts`: people with ready tokens that hold for the whole year.

use super::prepare;
use super::texts::{mentor_account, people, student_account};
use crate::app::App;
use crate::auth::{OwnKey, Staff, TokenFor};
use crate::http::problem::Problem;
use actix_web::HttpResponse;
use actix_web::http::header;
use actix_web::web::Data;
use chrono::{DateTime, Utc};
use domain::words::Role;
use serde::Serialize;

/// Validity of ready tokens: wide enough for a clock that can be set.
const FROM: i64 = 1_577_836_800;
const UNTIL: i64 = 2_208_988_800;

/// Account to play with.
#[derive(Clone, Debug, Serialize)]
pub struct Account {
    /// First and last name.
    pub name: String,
    /// Role of the person.
    pub role: Role,
    /// Their account on the Alumni website.
    pub external_id: String,
    /// A ready token.
    pub token: String,
}

/// All people of the demo, staff first.
///
/// # Errors
/// The database is unavailable, or a key can't sign.
pub async fn accounts(app: &App) -> Result<Vec<Account>, Problem> {
    of(&app.own_key, prepare::has_school(&app.store).await?)
}

/// The accounts of the staff, and those of the school where it was made.
pub(super) fn of(key: &OwnKey, school: bool) -> Result<Vec<Account>, Problem> {
    let people = people().map_err(Problem::internal)?;
    let staff = people.staff.iter().map(|one| {
        let name = (one.first_name.as_str(), one.last_name.as_str());
        account(key, name, &one.external_id, one.role)
    });
    let mentors = people.mentors.iter().enumerate().map(|(place, one)| {
        let name = (one.first_name.as_str(), one.last_name.as_str());
        account(key, name, &mentor_account(place), Role::Mentor)
    });
    let students = people.students.iter().enumerate().map(|(place, one)| {
        let name = (one.first_name.as_str(), one.last_name.as_str());
        account(key, name, &student_account(place), Role::Student)
    });
    if school {
        staff.chain(mentors).chain(students).collect()
    } else {
        staff.collect()
    }
}

/// `GET /demo/accounts`.
///
/// # Errors
/// As [`accounts`].
pub async fn list(app: Data<App>) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .json(accounts(&app).await?))
}

fn account(key: &OwnKey, name: (&str, &str), id: &str, role: Role) -> Result<Account, Problem> {
    let staff = match role {
        Role::Admin => Some(Staff::Admin),
        Role::Adviser => Some(Staff::Adviser),
        Role::Student | Role::Mentor => None,
    };
    let time = |seconds| DateTime::<Utc>::from_timestamp(seconds, 0).unwrap_or_default();
    let token = key.sign(TokenFor {
        subject: id,
        staff,
        name: Some(name),
        from: time(FROM),
        until: time(UNTIL),
    });
    Ok(Account {
        name: format!("{} {}", name.0, name.1),
        role,
        external_id: id.to_owned(),
        token: token.map_err(Problem::internal)?,
    })
}
