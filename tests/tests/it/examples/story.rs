//! The story's stage: the programme, its people, and what they have made so far.

use super::people;
use super::recorder::Recorder;
use crate::harness::{Actor, Class, Pair, School};

/// A short year; each chapter is a file of its own.
pub struct Story {
    pub school: School,
    pub book: Recorder,
    /// The programme, once it is made.
    pub class: Option<Class>,
    /// Camille with Claire: the year as the guide has it.
    pub camille: Option<Pair>,
    /// Jonas with Thomas: late, excused, and in touch by phone.
    pub jonas: Option<Pair>,
    /// Appointments that later chapters come back to.
    pub first_meeting: String,
}

impl Story {
    pub fn begin(school: &School) -> Self {
        Self {
            school: school.clone(),
            book: Recorder::default(),
            class: None,
            camille: None,
            jonas: None,
            first_meeting: String::new(),
        }
    }

    pub fn class(&self) -> &Class {
        self.class.as_ref().unwrap()
    }

    pub fn camille(&self) -> &Pair {
        self.camille.as_ref().unwrap()
    }

    pub fn jonas(&self) -> &Pair {
        self.jonas.as_ref().unwrap()
    }

    pub fn admin(&self) -> Actor {
        self.school.admin()
    }

    pub fn adviser(&self) -> Actor {
        self.school.adviser()
    }

    /// Everybody who accepts the charter at once.
    pub fn quick_to_accept() -> [&'static str; 4] {
        [
            people::CLAIRE,
            people::NADIA,
            people::YASMINE,
            people::LUCAS,
        ]
    }
}
