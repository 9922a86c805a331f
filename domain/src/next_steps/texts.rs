//! The steps in words.

use super::{NextStep, NextStepCode};
use crate::spoken;
use crate::words::{Language, Step};

impl NextStep {
    /// Instruction in one sentence.
    pub fn text(&self, language: Language) -> String {
        let sentence = match language {
            Language::Fr => self.french(),
            Language::En => self.english(),
        };
        match &self.student {
            Some(student) => format!("{} ({student}).", sentence.trim_end_matches('.')),
            None => sentence,
        }
    }

    fn french(&self) -> String {
        let step = self.step.map_or("prochain entretien", french_step);
        let (by, on) = (
            self.day(" au plus tard le ", Language::Fr),
            self.day(" le ", Language::Fr),
        );
        let of = self.day(" du ", Language::Fr);
        match self.code {
            NextStepCode::AcceptCharter => "Lisez la charte du mentorat et acceptez-la.".to_owned(),
            NextStepCode::ChooseMentor => format!("Choisissez votre mentor{by}."),
            NextStepCode::AnswerProposal => {
                format!(
                    "Un rendez-vous{on} vous est proposé pour le {step}\u{a0}: répondez d’ici là."
                )
            }
            NextStepCode::ProposeAppointment => {
                let last = self.day(", au plus tard le ", Language::Fr);
                format!("Proposez un rendez-vous pour le {step}{last}.")
            }
            NextStepCode::FillRoadbook => {
                format!("Complétez votre carnet de route pour le {step} et envoyez-le{by}.")
            }
            NextStepCode::SendRoadbook if self.too_late => format!(
                "Le dernier jour pour envoyer votre carnet de route pour le {step} était{on}\u{a0}: \
                 déplacez le rendez-vous, ou demandez à votre mentor de vous en dispenser."
            ),
            NextStepCode::SendRoadbook => {
                format!("Envoyez à votre mentor votre carnet de route pour le {step}{by}.")
            }
            NextStepCode::ReadRoadbook => {
                let before = self.day(", avant le rendez-vous du ", Language::Fr);
                format!("Lisez le carnet de route reçu pour le {step}{before}.")
            }
            NextStepCode::AttendAppointment => {
                let at = self.time(" à ", Language::Fr);
                format!("Vous avez rendez-vous{on}{at} pour le {step}.")
            }
            NextStepCode::RecordOutcome => {
                format!("Indiquez si le rendez-vous{of} pour le {step} a eu lieu.")
            }
            NextStepCode::GiveEvaluation => {
                format!("Remplissez la fiche d’évaluation du {step} et remettez-la.")
            }
            NextStepCode::ReadEvaluation => format!(
                "Lisez la fiche d’évaluation du {step}, dites à votre mentor que vous l’avez \
                 reçue, et répondez-lui si vous le souhaitez."
            ),
            NextStepCode::GivePrivateEmail if self.too_late => format!(
                "Indiquez une adresse e-mail personnelle\u{a0}: celle de l’École ne sert plus depuis \
                 votre départ{}.",
                self.day(", le ", Language::Fr)
            ),
            NextStepCode::GivePrivateEmail => format!(
                "Indiquez une adresse e-mail personnelle\u{a0}: celle de l’École ne servira plus \
                 après votre départ{}.",
                self.day(", le ", Language::Fr)
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
        let (by, on) = (
            self.day(" by ", Language::En),
            self.day(" on ", Language::En),
        );
        match self.code {
            NextStepCode::AcceptCharter => "Read the mentoring charter and accept it.".to_owned(),
            NextStepCode::ChooseMentor => format!("Choose your mentor{by}."),
            NextStepCode::AnswerProposal => {
                format!("You are offered an appointment{on} for the {step}: answer before then.")
            }
            NextStepCode::ProposeAppointment => {
                let last = self.day(", to take place by ", Language::En);
                format!("Propose an appointment for the {step}{last}.")
            }
            NextStepCode::FillRoadbook => {
                format!("Complete your road-book for the {step} and send it{by}.")
            }
            NextStepCode::SendRoadbook if self.too_late => format!(
                "The last day to send your road-book for the {step} was{}: move the appointment, \
                 or ask your mentor for a waiver.",
                self.day(" ", Language::En)
            ),
            NextStepCode::SendRoadbook => {
                format!("Send your mentor the road-book for the {step}{by}.")
            }
            NextStepCode::ReadRoadbook => {
                let before = self.day(", before you meet on ", Language::En);
                format!("Read the road-book for the {step}{before}.")
            }
            NextStepCode::AttendAppointment => {
                let at = self.time(" at ", Language::En);
                format!("You have an appointment{on}{at} for the {step}.")
            }
            NextStepCode::RecordOutcome => {
                format!("Say whether the appointment{on} for the {step} took place.")
            }
            NextStepCode::GiveEvaluation => {
                format!("Fill in the evaluation form of the {step} and give it.")
            }
            NextStepCode::ReadEvaluation => format!(
                "Read the evaluation form of the {step}, tell your mentor that you received it, and \
                 reply if you like."
            ),
            NextStepCode::GivePrivateEmail if self.too_late => format!(
                "Add a personal e-mail address: your School address closed when you left{on}."
            ),
            NextStepCode::GivePrivateEmail => format!(
                "Add a personal e-mail address: your School address closes when you leave{on}."
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

    fn day(&self, before: &str, language: Language) -> String {
        let said = |day| format!("{before}{}", spoken::day(day, language));
        self.due_on.map_or_else(String::new, said)
    }

    fn time(&self, before: &str, language: Language) -> String {
        let said = |time| format!("{before}{}", spoken::time(time, language));
        self.at.map_or_else(String::new, said)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::ProgrammeId;

    #[test]
    fn no_line_of_french_begins_with_its_punctuation() {
        for code in NextStepCode::ALL {
            for too_late in [false, true] {
                let step = NextStep {
                    too_late,
                    ..NextStep::new(*code, ProgrammeId::new())
                };
                let text = step.text(Language::Fr);
                assert!(!text.contains(" :") && !text.contains(" ;"), "{text}");
            }
        }
    }
}
