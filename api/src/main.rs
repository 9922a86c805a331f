//! `mentoring`: the command line.

use clap::Parser;
use std::process::ExitCode;

/// Gives memory back to the system after a storm, which glibc's allocator keeps.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
