//! The steps in words.

use super::{NextStep, NextStepCode};
use crate::words::{Language, Step};
use chrono::{Datelike, NaiveDate};

impl NextStep {
    /// What to do, in one sentence.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        match language {
            Language::Fr => self.french(),
            Language::En => self.english(),
        }
    }

    fn french(&self) -> String {
        let step = self.step.map_or("prochain entretien", french_step);
        let (by, on) = (
            self.day(" au plus tard le ", french_day),
            self.day(" le ", french_day),
        );
        let of = self.day(" du ", french_day);
        match self.code {
            NextStepCode::AcceptCharter => "Lisez la charte du mentorat et acceptez-la.".to_owned(),
            NextStepCode::ChooseMentor => format!("Choisissez votre mentor{by}."),
            NextStepCode::AnswerProposal => {
                format!("Un rendez-vous{on} vous est proposé pour le {step} : répondez d’ici là.")
            }
            NextStepCode::ProposeAppointment => {
                let last = self.day(", au plus tard le ", french_day);
                format!("Proposez un rendez-vous pour le {step}{last}.")
            }
            NextStepCode::FillRoadbook => {
                format!("Complétez votre carnet de route pour le {step} et envoyez-le{by}.")
            }
            NextStepCode::SendRoadbook if self.too_late => format!(
                "Le dernier jour pour envoyer votre carnet de route pour le {step} était{on} : \
                 déplacez le rendez-vous, ou demandez à votre mentor de s’en passer."
            ),
            NextStepCode::SendRoadbook => {
                format!("Envoyez à votre mentor votre carnet de route pour le {step}{by}.")
            }
            NextStepCode::ReadRoadbook => {
                let before = self.day(", avant le rendez-vous du ", french_day);
                format!("Lisez le carnet de route reçu pour le {step}{before}.")
            }
            NextStepCode::AttendAppointment => {
                format!("Vous avez rendez-vous{on} pour le {step}.")
            }
            NextStepCode::RecordOutcome => {
                format!("Indiquez si le rendez-vous{of} pour le {step} a eu lieu.")
            }
            NextStepCode::GiveEvaluation => {
                format!("Remplissez la fiche d’évaluation du {step} et remettez-la.")
            }
            NextStepCode::ReadEvaluation => format!(
                "Lisez la fiche d’évaluation du {step}, et dites à votre mentor que vous l’avez \
                 lue."
            ),
            NextStepCode::GivePrivateEmail if self.too_late => format!(
                "Indiquez une adresse e-mail personnelle : celle de l’École ne sert plus depuis \
                 votre départ{}.",
                self.day(", le ", french_day)
            ),
            NextStepCode::GivePrivateEmail => format!(
                "Indiquez une adresse e-mail personnelle : celle de l’École ne servira plus \
                 après votre départ{}.",
                self.day(", le ", french_day)
            ),
            NextStepCode::AssignMentors => match self.count {
                Some(1) => "Une personne n’a pas encore de mentor.".to_owned(),
                count => format!(
                    "{} étudiants n’ont pas encore de mentor.",
                    count.unwrap_or(0)
                ),
            },
            NextStepCode::SeeOverdue => match self.count {
                Some(1) => "Un mentorat est en retard.".to_owned(),
                count => format!("{} mentorats sont en retard.", count.unwrap_or(0)),
            },
            NextStepCode::FinishSetup => {
                format!("Inscrivez les étudiants et les mentors du programme{by}.")
            }
            NextStepCode::OpenProgramme => format!("Ouvrez le programme{by}."),
        }
    }

    fn english(&self) -> String {
        let step = self.step.map_or("next interview", english_step);
        let (by, on) = (self.day(" by ", english_day), self.day(" on ", english_day));
        match self.code {
            NextStepCode::AcceptCharter => "Read the mentoring charter and accept it.".to_owned(),
            NextStepCode::ChooseMentor => format!("Choose your mentor{by}."),
            NextStepCode::AnswerProposal => {
                format!("You are offered an appointment{on} for the {step}: answer before then.")
            }
            NextStepCode::ProposeAppointment => {
                let last = self.day(", to take place by ", english_day);
                format!("Propose an appointment for the {step}{last}.")
            }
            NextStepCode::FillRoadbook => {
                format!("Complete your road-book for the {step} and send it{by}.")
            }
            NextStepCode::SendRoadbook if self.too_late => format!(
                "The last day to send your road-book for the {step} was{}: move the appointment, \
                 or ask your mentor to do without it.",
                self.day(" ", english_day)
            ),
            NextStepCode::SendRoadbook => {
                format!("Send your mentor the road-book for the {step}{by}.")
            }
            NextStepCode::ReadRoadbook => {
                let before = self.day(", before you meet on ", english_day);
                format!("Read the road-book that came for the {step}{before}.")
            }
            NextStepCode::AttendAppointment => {
                format!("You have an appointment{on} for the {step}.")
            }
            NextStepCode::RecordOutcome => {
                format!("Say whether the appointment{on} for the {step} took place.")
            }
            NextStepCode::GiveEvaluation => {
                format!("Fill in the evaluation form of the {step} and give it.")
            }
            NextStepCode::ReadEvaluation => format!(
                "Read the evaluation form of the {step}, and tell your mentor that you have."
            ),
            NextStepCode::GivePrivateEmail if self.too_late => format!(
                "Add a private e-mail address: the School’s stopped working for you when you \
                 left{on}."
            ),
            NextStepCode::GivePrivateEmail => format!(
                "Add a private e-mail address: the School’s stops working for you when you \
                 leave{on}."
            ),
            NextStepCode::AssignMentors => match self.count {
                Some(1) => "One student has no mentor yet.".to_owned(),
                count => format!("{} students have no mentor yet.", count.unwrap_or(0)),
            },
            NextStepCode::SeeOverdue => match self.count {
                Some(1) => "One mentorship is overdue.".to_owned(),
                count => format!("{} mentorships are overdue.", count.unwrap_or(0)),
            },
            NextStepCode::FinishSetup => {
                format!("Enrol the programme’s students and mentors{by}.")
            }
            NextStepCode::OpenProgramme => format!("Open the programme{by}."),
        }
    }

    fn day(&self, before: &str, say: fn(NaiveDate) -> String) -> String {
        self.due_on
            .map_or_else(String::new, |day| format!("{before}{}", say(day)))
    }
}

const fn french_step(step: Step) -> &'static str {
    match step {
        Step::Project => "premier entretien",
        Step::ActionPlan => "deuxième entretien",
        Step::FollowUp => "troisième entretien",
    }
}

const fn english_step(step: Step) -> &'static str {
    match step {
        Step::Project => "first interview",
        Step::ActionPlan => "second interview",
        Step::FollowUp => "third interview",
    }
}

const MONTHS: [(&str, &str); 12] = [
    ("janvier", "January"),
    ("février", "February"),
    ("mars", "March"),
    ("avril", "April"),
    ("mai", "May"),
    ("juin", "June"),
    ("juillet", "July"),
    ("août", "August"),
    ("septembre", "September"),
    ("octobre", "October"),
    ("novembre", "November"),
    ("décembre", "December"),
];

fn month(day: NaiveDate) -> (&'static str, &'static str) {
    let index = usize::try_from(day.month0()).unwrap_or(0);
    MONTHS.get(index).copied().unwrap_or_default()
}

fn french_day(day: NaiveDate) -> String {
    let number = match day.day() {
        1 => "1er".to_owned(),
        number => number.to_string(),
    };
    format!("{number} {} {}", month(day).0, day.year())
}

fn english_day(day: NaiveDate) -> String {
    format!("{} {} {}", day.day(), month(day).1, day.year())
}
