//! What holds on every route: the conventions of the contract.

mod bodies;
mod compression;
mod conditional;
mod document;
mod headers;
mod idempotency;
mod languages;
mod methods;
mod pages;
mod tokens;
