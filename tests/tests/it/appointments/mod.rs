//! Appointments (R11–R16): each refusal with its code and what it carries.

mod answers;
mod corrections;
mod days;
mod lead;
mod leaving;
mod means;
mod moves;
mod order;
mod outcomes;
mod overlap;
mod records;
mod windows;
