//! Claims that the contract requires, checked one by one.

use super::BadToken;
use crate::config::Issuer;
use chrono::{DateTime, Utc};
use domain::text::unfit_for_id;
use serde_json::{Map, Value};

/// Tolerance between two clocks, in seconds.
const LEEWAY: i64 = 30;
/// Longest subject, in characters: an `external_id`.
const SUBJECT: usize = 200;

/// Staff role given by a token; an admin may do all that an adviser may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Staff {
    /// Staff of the Alumni Career Department.
    Adviser,
    /// Staff who run the programme.
    Admin,
}

/// Claims of a good token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claims {
    /// The person's `external_id`.
    pub subject: String,
    /// Staff role, if any.
    pub staff: Option<Staff>,
    /// First name, for a staff person seen for the first time.
    pub given_name: Option<String>,
    /// Last name, likewise.
    pub family_name: Option<String>,
    /// E-mail address, likewise.
    pub email: Option<String>,
    /// Language tag, likewise.
    pub locale: Option<String>,
}

/// Checks times, audience and subject; `max_life` in seconds, `None` for ready-made tokens.
pub(super) fn check(
    claims: &Map<String, Value>,
    issuer: &Issuer,
    max_life: Option<i64>,
    now: DateTime<Utc>,
) -> Result<Claims, BadToken> {
    if !is_for(claims.get("aud"), &issuer.audience) {
        return Err(BadToken::invalid(
            "aud is missing or names another audience",
        ));
    }
    check_times(claims, max_life, now.timestamp())?;
    let text = |name: &str| claims.get(name).and_then(Value::as_str).map(str::to_owned);
    let short = |name: &str| text(name).filter(|text| is_short(text));
    let subject = text("sub")
        .filter(|sub| !sub.is_empty() && sub.chars().count() <= SUBJECT && !sub.contains('\0'));
    let odd = || BadToken::invalid(format!("sub is no text of 1 to {SUBJECT} characters"));
    let subject = subject.ok_or_else(odd)?;
    if let Some(unseen) = unfit_for_id(&subject) {
        // Nobody has such an id: it would only make a second person of the same name.
        let code = u32::from(unseen);
        return Err(BadToken::invalid(format!(
            "sub holds the invisible character U+{code:04X}"
        )));
    }
    Ok(Claims {
        subject,
        staff: staff(roles(claims, &issuer.roles_claim)),
        given_name: short("given_name"),
        family_name: short("family_name"),
        email: short("email"),
        locale: short("locale"),
    })
}

fn is_short(text: &str) -> bool {
    text.chars().count() <= 100 && !text.contains('\0')
}

fn is_for(audience: Option<&Value>, wanted: &str) -> bool {
    match audience {
        Some(Value::String(one)) => one == wanted,
        Some(Value::Array(many)) => {
            many.iter().all(Value::is_string) && many.iter().any(|one| one.as_str() == Some(wanted))
        }
        _ => false,
    }
}

fn check_times(
    claims: &Map<String, Value>,
    max_life: Option<i64>,
    now: i64,
) -> Result<(), BadToken> {
    let time = |name: &str| {
        let value = claims.get(name);
        let value = value.ok_or_else(|| BadToken::invalid(format!("{name} is missing")))?;
        seconds(value).ok_or_else(|| BadToken::invalid(format!("{name} is no number of seconds")))
    };
    let (expires, issued) = (time("exp")?, time("iat")?);
    let soon = now.saturating_add(LEEWAY);
    // Keycloak and others leave it out (RFC 7519 §4.1.5: optional).
    if claims.contains_key("nbf") && time("nbf")? > soon {
        return Err(BadToken::invalid("nbf is still ahead"));
    }
    if issued > soon {
        return Err(BadToken::invalid("iat is still ahead"));
    }
    if expires <= issued {
        return Err(BadToken::invalid("exp is not after iat"));
    }
    if let Some(most) = max_life.filter(|most| expires.saturating_sub(issued) > *most) {
        let minutes = most / 60;
        return Err(BadToken::invalid(format!(
            "lives longer than {minutes} minutes"
        )));
    }
    if expires.saturating_add(LEEWAY) <= now {
        return Err(BadToken::EXPIRED);
    }
    Ok(())
}

/// A NumericDate (RFC 7519 §2): seconds that may have a fraction, which is cut off.
fn seconds(value: &Value) -> Option<i64> {
    let number = value.as_number()?;
    let whole = match number.as_i64() {
        Some(whole) => whole,
        None => format!("{:.0}", number.as_f64()?.floor()).parse().ok()?,
    };
    (whole >= 0).then_some(whole)
}

/// The claim of that name, or the one that a path with dots leads to (Keycloak's
/// `realm_access.roles`).
fn roles<'a>(claims: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    let nested = || {
        let (outer, inner) = name.split_once('.')?;
        roles(claims.get(outer)?.as_object()?, inner)
    };
    claims.get(name).or_else(nested)
}

/// The highest staff role among the roles of a token.
fn staff(roles: Option<&Value>) -> Option<Staff> {
    let roles = match roles {
        Some(Value::Array(roles)) => roles.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    let role = |role: &Value| match role.as_str() {
        Some("admin") => Some(Staff::Admin),
        Some("adviser") => Some(Staff::Adviser),
        _ => None,
    };
    roles.iter().filter_map(role).max()
}
