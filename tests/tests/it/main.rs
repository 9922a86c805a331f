//! The service as its callers meet it: the real application on a free port, a fresh database for
//! each test, every story on SQLite and on PostgreSQL. `scripts/test` starts the PostgreSQL.

mod hard_years;
mod harness;

mod advisers;
mod applications;
mod appointments;
mod audit;
mod calendar;
mod career;
mod charter;
mod choice;
mod concerns;
mod dashboard;
mod demo;
mod edge;
mod enrolment;
mod evaluation;
mod examples;
mod exports;
mod import;
mod import_csv;
mod lists;
mod mails;
mod matrix;
mod me;
mod mentorships;
mod metrics;
mod pasted;
mod people;
mod postgres;
mod programmes;
mod races;
mod random;
mod roadbook;
mod search;
mod shares;
mod slots;
mod smoke;
mod steering;
mod templates;
mod year;
