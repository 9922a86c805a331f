//! The road-book (R17–R20): drafts, sending in time or late, and the editions that were sent.

mod deadline;
mod drafts;
mod editions;
mod repeating;
mod sending;
mod waiver;
