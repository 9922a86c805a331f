//! What holds on every route: the conventions of the contract.

mod behind;
mod bodies;
mod compression;
mod conditional;
mod document;
mod examples;
mod headers;
mod idempotency;
mod languages;
mod load;
mod methods;
mod pages;
mod preconditions;
mod providers;
mod shapes;
mod slow;
mod tokens;
mod wire;
