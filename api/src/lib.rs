//! HTTP API of the mentoring programme, and the processes around it.

pub mod access;
pub mod app;
pub mod auth;
pub mod calendar;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod http;
pub mod jobs;
pub mod limit;
pub mod load;
pub mod mail;
pub mod resources;
pub mod routes;
pub mod server;
