//! `mentoring`: the command line.

use clap::Parser;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    match api::cli::Cli::parse().run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            api::cli::fail(&message);
            ExitCode::FAILURE
        }
    }
}
