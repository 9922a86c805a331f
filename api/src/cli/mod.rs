//! The commands.

mod check;
mod document;
mod health;
mod log;
mod serve;
mod token;

pub use log::fail;

use crate::config::{Config, Mode};
use clap::{Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// The School's alumni mentoring programme: the API that the Alumni website speaks to.
#[derive(Debug, Parser)]
#[command(name = "mentoring", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves by its configuration (also the default without a command).
    Serve,
    /// Runs a demo: ready accounts, a clock that can be set, mails in a folder.
    Demo {
        /// Staff only: no programme, no students, no mentors.
        #[arg(long)]
        empty: bool,
        /// Starts anew; without it, existing data is kept.
        #[arg(long)]
        fresh: bool,
    },
    /// Brings the database up to date and stops.
    Migrate,
    /// Prints the OpenAPI document.
    Openapi {
        /// Format: YAML or JSON.
        #[arg(long, value_enum, default_value_t = Format::Yaml)]
        format: Format,
    },
    /// Prints a short-lived staff token signed by the service's own key, for the first set-up.
    Token {
        /// Role that the token gives.
        #[arg(long, value_enum)]
        role: StaffRole,
        /// Lifetime in minutes (1–60).
        #[arg(long, default_value_t = 15, value_parser = clap::value_parser!(u16).range(1..=60))]
        minutes: u16,
    },
    /// Commands about mails.
    Mail {
        #[command(subcommand)]
        command: Mail,
    },
    /// Checks configuration, addresses, database, issuers' keys and mail; changes nothing.
    Check,
    /// Asks the running service whether it is ready: for container health checks.
    Health,
    /// Makes an online copy of the embedded database.
    Backup {
        /// The file to write; it must not be there yet.
        file: PathBuf,
    },
}

#[derive(Clone, Copy, Debug, Subcommand)]
enum Mail {
    /// Queues every given-up mail again.
    Retry,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Yaml,
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum StaffRole {
    Admin,
    Adviser,
}

impl Cli {
    /// Runs the command.
    pub async fn run(self) -> Result<(), String> {
        match self.command.unwrap_or(Command::Serve) {
            Command::Serve => serve::serve(log::of_service(Mode::Serve)?).await,
            Command::Demo { empty, fresh } => {
                let wanted = crate::demo::Wanted { empty, fresh };
                serve::demo(log::of_service(Mode::Demo)?, wanted).await
            }
            Command::Migrate => serve::migrate(&load(Mode::Serve)?).await,
            Command::Openapi { format } => document::print(format),
            Command::Token { role, minutes } => {
                token::print(&load(Mode::Serve)?, role, minutes).await
            }
            Command::Mail {
                command: Mail::Retry,
            } => serve::retry_mails(&load(Mode::Serve)?).await,
            Command::Check => check::check(Config::load(Mode::Serve)).await,
            Command::Health => health::health(&load(Mode::Serve)?),
            Command::Backup { file } => serve::backup(&load(Mode::Serve)?, &file).await,
        }
    }
}

fn load(mode: Mode) -> Result<Config, String> {
    let config = Config::load(mode).map_err(|error| error.to_string())?;
    log::start(&config.log, config.log_format);
    Ok(config)
}
