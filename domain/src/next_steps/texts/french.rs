//! The steps in French.

use crate::next_steps::{NextStep, NextStepCode as Code};
use crate::spoken::of_whom;
use crate::words::{Language, Role, Step};

const FR: Language = Language::Fr;

impl NextStep {
    pub(super) fn french(&self) -> String {
        let (interview, by) = (self.interview_fr(), self.by_fr());
        match self.code {
            Code::AcceptCharter => "Lisez la charte du mentorat et acceptez-la.".to_owned(),
            Code::ChooseMentor => format!("Choisissez votre mentor{by}."),
            Code::ProposeAppointment => format!(
                "Proposez à {} un rendez-vous pour le {interview}{}.",
                self.other_fr(),
                self.day(", au plus tard le ", FR)
            ),
            Code::FillRoadbook => format!(
                "Complétez votre carnet de route pour le {interview} et envoyez-le à {}{by}.",
                self.other_fr()
            ),
            Code::SendRoadbook => self.send_roadbook_fr(),
            Code::ReadRoadbook => self.read_roadbook_fr(),
            Code::AnswerProposal
            | Code::AttendAppointment
            | Code::RecordOutcome
            | Code::WaitForAnswer => self.meeting_fr(),
            Code::GiveEvaluation => format!(
                "Remplissez la fiche d’évaluation du {interview} avec {}, puis remettez-la.",
                self.other_fr()
            ),
            Code::ReadEvaluation => format!(
                "Lisez la fiche d’évaluation du {interview} que {} vous a remise, dites-lui que \
                 vous l’avez lue, et répondez-lui si vous le souhaitez.",
                self.other_fr()
            ),
            Code::AskCareerDepartment => {
                "Votre mentor vous recommande le service Carrières\u{a0}: \
                 demandez-lui un entretien si vous le souhaitez."
                    .to_owned()
            }
            Code::AttendCareerInterview => format!(
                "Préparez votre entretien carrière{}{}.",
                self.moment(", ", " à ", FR),
                self.place("par téléphone", "en visioconférence")
            ),
            Code::GivePrivateEmail => self.private_email_fr(),
            Code::WaitForWindow
            | Code::WaitForChoice
            | Code::WaitForEvaluation
            | Code::ContactTeam
            | Code::YearOver => self.waiting_fr(),
            Code::AssignMentors
            | Code::AnswerCareerRequests
            | Code::AnswerMentorApplications
            | Code::SeeConcerns
            | Code::SeeOverdue
            | Code::SeeSilence
            | Code::SeeDisputes
            | Code::SeeOwedForms
            | Code::SeeRecommendations
            | Code::FinishSetup
            | Code::OpenProgramme => {
                format!("{}\u{a0}: {}.", self.programme, self.staff_fr())
            }
        }
    }

    const fn interview_fr(&self) -> &'static str {
        match self.step {
            None => "prochain entretien",
            Some(Step::Project) => "premier entretien",
            Some(Step::ActionPlan) => "deuxième entretien",
            Some(Step::FollowUp) => "troisième entretien",
        }
    }

    fn other_fr(&self) -> &str {
        self.other.as_deref().unwrap_or("l’autre personne")
    }

    fn by_fr(&self) -> String {
        self.day(" au plus tard le ", FR)
    }

    fn send_roadbook_fr(&self) -> String {
        let other = self.other_fr();
        if self.too_late {
            return format!(
                "Le dernier jour pour envoyer votre carnet de route à {other} était{}\u{a0}: \
                 déplacez le rendez-vous, ou demandez à votre mentor de vous en dispenser.",
                self.day(" le ", FR)
            );
        }
        let (interview, by) = (self.interview_fr(), self.by_fr());
        format!("Envoyez à {other} votre carnet de route pour le {interview}{by}.")
    }

    fn read_roadbook_fr(&self) -> String {
        let of = of_whom(self.other_fr(), FR);
        match self.due_on {
            None => format!(
                "Lisez le carnet de route {of} pour le {}.",
                self.interview_fr()
            ),
            Some(_) => format!(
                "Lisez le carnet de route {of} avant votre rendez-vous{}.",
                self.weekday(" du ", FR)
            ),
        }
    }

    fn meeting_fr(&self) -> String {
        let other = self.other_fr();
        let moment = |before| self.moment(before, " à ", FR);
        let place = self.place("par téléphone", "en visioconférence");
        match self.code {
            Code::AnswerProposal => format!(
                "{other} vous propose un rendez-vous pour le {}{}{place}\u{a0}: répondez d’ici là.",
                self.interview_fr(),
                moment(", ")
            ),
            Code::RecordOutcome => format!(
                "Indiquez si votre rendez-vous avec {other}{} a eu lieu.",
                moment(", ") + if self.due_on.is_some() { "," } else { "" }
            ),
            Code::WaitForAnswer => format!(
                "Attendez la réponse {} à votre proposition de rendez-vous{}{place}.",
                of_whom(other, FR),
                moment(", ")
            ),
            _ => format!(
                "Préparez votre rendez-vous avec {other}{}{place}.",
                moment(", ")
            ),
        }
    }

    fn private_email_fr(&self) -> String {
        let ends = if self.too_late {
            "ne sert plus depuis"
        } else {
            "ne servira plus après"
        };
        format!(
            "Indiquez une adresse e-mail personnelle\u{a0}: celle de l’École {ends} votre départ{}.",
            self.day(", le ", FR)
        )
    }

    fn waiting_fr(&self) -> String {
        let (interview, other) = (self.interview_fr(), self.other_fr());
        let since = self.day(" depuis le ", FR);
        let nothing = "vous n’avez rien à faire d’ici là";
        match self.code {
            Code::WaitForWindow if self.step.is_none() => format!(
                "Le choix des mentors commence{}\u{a0}: {nothing}.",
                self.day(" le ", FR)
            ),
            Code::WaitForWindow => format!(
                "La période du {interview} avec {other} commence{}\u{a0}: {nothing}.",
                self.day(" le ", FR)
            ),
            Code::WaitForChoice if self.too_late => format!(
                "Aucun étudiant ne vous a choisi, et le choix est terminé{since}\u{a0}: l’équipe du \
                 programme peut encore donner du temps à un étudiant."
            ),
            Code::WaitForChoice => format!(
                "Aucun étudiant ne vous a encore choisi\u{a0}: le choix dure{}.",
                self.day(" jusqu’au ", FR)
            ),
            Code::WaitForEvaluation => format!(
                "Attendez la fiche d’évaluation du {interview}\u{a0}: {other} la remplit, puis vous \
                 la remet."
            ),
            Code::ContactTeam if self.step.is_none() => format!(
                "Vous n’avez pas de mentor, et le choix est terminé{since}\u{a0}: écrivez à l’équipe \
                 du programme {}{}, qui peut vous donner plus de temps pour choisir.",
                self.programme,
                self.team()
            ),
            Code::ContactTeam => format!(
                "La période du {interview} avec {other} est terminée{since}\u{a0}: écrivez à l’équipe \
                 du programme {}{}, qui vous dira comment continuer.",
                self.programme,
                self.team()
            ),
            _ => format!(
                "Votre année dans le programme {} est terminée\u{a0}: vous n’avez plus rien à faire.",
                self.programme
            ),
        }
    }

    /// Without the programme's name before it and the full stop.
    fn staff_fr(&self) -> String {
        let count = self.count.unwrap_or(0);
        let choice = if self.too_late {
            self.day_of_year(", le choix est terminé depuis le ", FR)
        } else {
            self.day_of_year(", le choix se termine le ", FR)
        };
        match self.code {
            Code::AssignMentors if count == 1 => {
                format!("un étudiant n’a pas encore de mentor{choice}")
            }
            Code::AssignMentors => format!("{count} étudiants n’ont pas encore de mentor{choice}"),
            Code::AnswerMentorApplications if count == 1 => {
                "une personne se propose comme mentor".to_owned()
            }
            Code::AnswerMentorApplications => {
                format!("{count} personnes se proposent comme mentors")
            }
            Code::AnswerCareerRequests if count == 1 => {
                "un étudiant demande un entretien carrière".to_owned()
            }
            Code::AnswerCareerRequests => {
                format!("{count} étudiants demandent un entretien carrière")
            }
            Code::SeeConcerns if count == 1 => {
                "quelqu’un vous a confié une préoccupation".to_owned()
            }
            Code::SeeConcerns => format!("{count} préoccupations vous attendent"),
            Code::SeeOverdue if count == 1 => "un mentorat est en retard".to_owned(),
            Code::SeeOverdue => format!("{count} mentorats sont en retard"),
            Code::SeeSilence if count == 1 => "un mentorat reste sans nouvelles".to_owned(),
            Code::SeeSilence => format!("{count} mentorats restent sans nouvelles"),
            Code::SeeDisputes if count == 1 => {
                "l’issue d’un rendez-vous est contestée dans un mentorat".to_owned()
            }
            Code::SeeDisputes => {
                format!("l’issue d’un rendez-vous est contestée dans {count} mentorats")
            }
            Code::SeeOwedForms if count == 1 => {
                "une fiche d’évaluation est attendue dans un mentorat".to_owned()
            }
            Code::SeeOwedForms => {
                format!("une fiche d’évaluation est attendue dans {count} mentorats")
            }
            Code::SeeRecommendations if count == 1 => {
                "un mentor recommande le service Carrières".to_owned()
            }
            Code::SeeRecommendations => {
                format!("des mentors recommandent le service Carrières dans {count} mentorats")
            }
            Code::FinishSetup => {
                let who = match self.lacking {
                    Some(Role::Student) => "des étudiants",
                    Some(_) => "des mentors",
                    None => "les étudiants et les mentors",
                };
                let none = self.lacking.map(|_| ", car il n’y en a encore aucun");
                format!("inscrivez {who}{}{}", self.by_fr(), none.unwrap_or(""))
            }
            _ => format!("ouvrez le programme{}", self.by_fr()),
        }
    }
}
