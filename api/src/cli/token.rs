//! `mentoring token`.

use super::StaffRole;
use crate::auth::{Staff, TokenFor};
use crate::clock::Clock;
use crate::config::Config;
use crate::server;
use chrono::TimeDelta;

/// Prints a token for the person `setup-admin` or `setup-adviser`, created at first use.
pub(super) async fn print(config: &Config, role: StaffRole, minutes: u16) -> Result<(), String> {
    let store = server::open(config)
        .await
        .map_err(|error| error.to_string())?;
    let key = server::own_key(&store, &config.own_url()).await;
    let key = key.map_err(|error| error.to_string())?;
    // The demo's clock stands in its database; in any other database it is real time.
    let now = Clock::demo(store.clone()).now().await;
    let from = now.map_err(|problem| problem.to_string())?;
    let (staff, subject) = match role {
        StaffRole::Admin => (Staff::Admin, "setup-admin"),
        StaffRole::Adviser => (Staff::Adviser, "setup-adviser"),
    };
    let token = key.sign(TokenFor {
        subject,
        staff: Some(staff),
        name: Some(("Set-up", "Staff")),
        from,
        until: from + TimeDelta::minutes(i64::from(minutes)),
    })?;
    println!("{token}");
    Ok(())
}
