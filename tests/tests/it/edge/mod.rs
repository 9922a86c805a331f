//! What holds on every route: the conventions of the contract.

mod bodies;
mod conditional;
mod document;
mod examples;
mod headers;
mod idempotency;
mod pages;
mod tokens;
