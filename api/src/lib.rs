//! How the mentoring programme is spoken to over HTTP, and the processes around it.

pub mod access;
pub mod answer;
pub mod app;
pub mod auth;
pub mod call;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod deprecation;
pub mod edge;
pub mod json;
pub mod mail;
pub mod openapi;
pub mod operation;
pub mod problem;
pub mod resources;
pub mod routes;
pub mod server;
