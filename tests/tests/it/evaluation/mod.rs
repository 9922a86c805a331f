//! Evaluation forms (R21–R23, R35): drafted by the mentor, given to the student, corrected.

mod actions;
mod drafts;
mod fields;
mod given;
mod later;
mod outside;
mod received;
mod retracted;
mod versions;
