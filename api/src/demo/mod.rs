//! The demo: a clock that can be set, ready accounts, and people to play with. Its routes are not
//! in the document.

mod accounts;
mod answers;
mod clock;
mod crowd;
mod deeds;
mod form;
mod interview;
mod mails;
mod people;
mod play;
mod prepare;
mod school;
mod story;
mod texts;

#[cfg(test)]
mod tests;

use accounts::Account;

use crate::clock::Clock;
use crate::config::Config;
use crate::http::edge::Address;
use crate::server::{self, Running};
use actix_web::http::Method;
use actix_web::web::ServiceConfig;
use chrono::SecondsFormat;
use domain::words::Role;

/// Options of the demo on the command line.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Whether it holds only an admin.
    pub empty: bool,
    /// Whether to start anew.
    pub fresh: bool,
}

/// The demo's own routes.
pub fn routes(config: &mut ServiceConfig) {
    let clock = Address::at("/demo/clock").serve(Method::GET, clock::get);
    config
        .service(clock.serve(Method::PUT, clock::put))
        .service(Address::at("/demo/accounts").serve(Method::GET, accounts::list))
        .service(Address::at("/demo/mails").serve(Method::GET, mails::list))
        .service(Address::at("/demo/mails/{id}").serve(Method::GET, mails::show));
}

/// Prepares the database, starts the server and prints the addresses.
pub async fn start(config: Config, wanted: Wanted) -> Result<Running, String> {
    let public_url = config.public_url.clone();
    let mail = match &config.smtp_url {
        Some(_) => "sent by SMTP, too".to_owned(),
        None => format!("files in {}", config.mail_dir.display()),
    };
    let prepare::Prepared { store, found } = prepare::prepare(&config, wanted).await?;
    let running = server::start(config, routes)
        .await
        .map_err(|error| error.to_string())?;
    let url = running.url();
    let key = server::own_key(&store, public_url.as_deref().unwrap_or(&url));
    let key = key.await.map_err(|error| error.to_string())?;
    let accounts = accounts::accounts(&key, &store).await;
    let accounts = accounts.map_err(|_| "the tokens can't be signed")?;
    let now = Clock::demo(store.clone()).now().await;
    let now = now.map_err(|_| "the demo's clock can't be read")?;
    store.close();
    let now = now.to_rfc3339_opts(SecondsFormat::Secs, true);
    if found {
        println!("{}", found_in_words(&now, &accounts, wanted));
    }
    announce(&url, &mail, &now, &accounts);
    Ok(running)
}

/// Content of the database of an earlier start, and the way to another one.
fn found_in_words(now: &str, accounts: &[Account], wanted: Wanted) -> String {
    let number = |role| accounts.iter().filter(|one| one.role == Some(role)).count();
    let (mentors, students) = (number(Role::Mentor), number(Role::Student));
    let (empty, kept) = match wanted.empty {
        true if mentors + students > 0 => (" --empty", ", so --empty changes nothing"),
        _ => ("", ""),
    };
    format!(
        "This demo was begun earlier and goes on: {mentors} mentors, {students} students, its clock \
         at {now}{kept}.\nTo begin anew: stop it, and run `mentoring demo --fresh{empty}`.\n"
    )
}

/// Prints the addresses, with one token per role.
fn announce(url: &str, mail: &str, now: &str, accounts: &[Account]) {
    println!("API         {url}/v1");
    println!("Swagger UI  {url}/swagger-ui/");
    println!("Mails       {url}/demo/mails ({mail})");
    println!("Clock       {url}/demo/clock (now {now})");
    println!("Accounts    {url}/demo/accounts");
    for role in Role::ALL {
        if let Some(account) = accounts.iter().find(|account| account.role == Some(*role)) {
            println!("\n{role}: {}\n{}", account.name, account.token);
        }
    }
    println!("\nCtrl-C ends it.");
}
