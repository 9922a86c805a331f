//! The steps in English.

use crate::next_steps::{NextStep, NextStepCode as Code};
use crate::spoken::of_whom;
use crate::words::{Language, Role, Step};

const EN: Language = Language::En;

impl NextStep {
    pub(super) fn english(&self) -> String {
        let (interview, by) = (self.interview_en(), self.by_en());
        match self.code {
            Code::AcceptCharter => "Read the mentoring charter and accept it.".to_owned(),
            Code::ChooseMentor => format!("Choose your mentor{by}."),
            Code::ProposeAppointment => format!(
                "Propose a meeting for the {interview} to {}{}.",
                self.other_en(),
                self.day(", to take place by ", EN)
            ),
            Code::FillRoadbook => format!(
                "Complete your road-book for the {interview} and send it to {}{by}.",
                self.other_en()
            ),
            Code::SendRoadbook => self.send_roadbook_en(),
            Code::ReadRoadbook => self.read_roadbook_en(),
            Code::AnswerProposal
            | Code::AttendAppointment
            | Code::RecordOutcome
            | Code::WaitForAnswer => self.meeting_en(),
            Code::GiveEvaluation => format!(
                "Fill in the evaluation form of the {interview} with {}, then give it.",
                self.other_en()
            ),
            Code::ReadEvaluation => format!(
                "Read the evaluation form of the {interview} that {} gave you, say that you have, \
                 and reply if you like.",
                self.other_en()
            ),
            Code::AskCareerDepartment => {
                "Your mentor recommends the Career Department: ask it for a \
                 career interview if you like."
                    .to_owned()
            }
            Code::AttendCareerInterview => format!(
                "Prepare for your career interview{}{}.",
                self.moment(" on ", " at ", EN),
                self.place("by phone", "by video call")
            ),
            Code::GivePrivateEmail => self.private_email_en(),
            Code::WaitForWindow
            | Code::WaitForChoice
            | Code::WaitForEvaluation
            | Code::ContactTeam
            | Code::YearOver => self.waiting_en(),
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
            | Code::OpenProgramme => format!("{}: {}.", self.programme, self.staff_en()),
        }
    }

    const fn interview_en(&self) -> &'static str {
        match self.step {
            None => "next interview",
            Some(Step::Project) => "first interview",
            Some(Step::ActionPlan) => "second interview",
            Some(Step::FollowUp) => "third interview",
        }
    }

    fn other_en(&self) -> &str {
        self.other.as_deref().unwrap_or("the other person")
    }

    fn by_en(&self) -> String {
        self.day(" by ", EN)
    }

    fn send_roadbook_en(&self) -> String {
        let other = self.other_en();
        if self.too_late {
            return format!(
                "The last day to send {other} your road-book was{}: move the meeting, or ask your \
                 mentor for a waiver.",
                self.day(" ", EN)
            );
        }
        let (interview, by) = (self.interview_en(), self.by_en());
        format!("Send {other} your road-book for the {interview}{by}.")
    }

    fn read_roadbook_en(&self) -> String {
        let whose = of_whom(self.other_en(), EN);
        match self.due_on {
            None => format!("Read {whose} road-book for the {}.", self.interview_en()),
            Some(_) => format!(
                "Read {whose} road-book before you meet{}.",
                self.weekday(" on ", EN)
            ),
        }
    }

    fn meeting_en(&self) -> String {
        let other = self.other_en();
        let moment = self.moment(" on ", " at ", EN);
        let place = self.place("by phone", "by video call");
        match self.code {
            Code::AnswerProposal => format!(
                "{other} suggests meeting for the {}{moment}{place}: answer before then.",
                self.interview_en()
            ),
            Code::RecordOutcome => {
                format!("Say whether your meeting with {other}{moment} took place.")
            }
            Code::WaitForAnswer => format!(
                "Wait for {} answer: you suggested meeting{moment}{place}.",
                of_whom(other, EN)
            ),
            _ => format!("Prepare for your meeting with {other}{moment}{place}."),
        }
    }

    fn private_email_en(&self) -> String {
        let ends = if self.too_late {
            "closed when you left"
        } else {
            "closes when you leave"
        };
        format!(
            "Add a personal e-mail address: your School address {ends}{}.",
            self.day(" on ", EN)
        )
    }

    fn waiting_en(&self) -> String {
        let (interview, other) = (self.interview_en(), self.other_en());
        let on = self.day(" on ", EN);
        match self.code {
            Code::WaitForWindow if self.step.is_none() => {
                format!("The choice of mentors begins{on}: there is nothing to do until then.")
            }
            Code::WaitForWindow => format!(
                "The time for the {interview} with {other} begins{on}: there is nothing to do until \
                 then."
            ),
            Code::WaitForChoice if self.too_late => format!(
                "No student has chosen you, and the choice ended{on}: the programme’s team can \
                 still give a student more time."
            ),
            Code::WaitForChoice => format!(
                "No student has chosen you yet: the choice lasts{}.",
                self.day(" until ", EN)
            ),
            Code::WaitForEvaluation => format!(
                "Wait for the evaluation form of the {interview}: {other} fills it in and gives it \
                 to you."
            ),
            Code::ContactTeam if self.step.is_none() => format!(
                "You have no mentor, and the choice ended{on}: write to the team of {}{}, who \
                 can give you more time to choose.",
                self.programme,
                self.team()
            ),
            Code::ContactTeam => format!(
                "The time for the {interview} with {other} ended{on}: write to the team of {}{}, \
                 who will tell you how to go on.",
                self.programme,
                self.team()
            ),
            _ => format!(
                "Your year in {} is over: there is nothing left for you to do.",
                self.programme
            ),
        }
    }

    /// Without the programme's name before it and the full stop.
    fn staff_en(&self) -> String {
        let count = self.count.unwrap_or(0);
        let choice = if self.too_late {
            self.day_of_year("; the choice ended on ", EN)
        } else {
            self.day_of_year("; the choice ends on ", EN)
        };
        match self.code {
            Code::AssignMentors if count == 1 => format!("one student has no mentor yet{choice}"),
            Code::AssignMentors => format!("{count} students have no mentor yet{choice}"),
            Code::AnswerMentorApplications if count == 1 => {
                "one person offers to be a mentor".to_owned()
            }
            Code::AnswerMentorApplications => format!("{count} people offer to be mentors"),
            Code::AnswerCareerRequests if count == 1 => {
                "one student asks for a career interview".to_owned()
            }
            Code::AnswerCareerRequests => format!("{count} students ask for a career interview"),
            Code::SeeConcerns if count == 1 => "somebody has told you about a concern".to_owned(),
            Code::SeeConcerns => format!("{count} concerns wait for you"),
            Code::SeeOverdue if count == 1 => "one mentorship is overdue".to_owned(),
            Code::SeeOverdue => format!("{count} mentorships are overdue"),
            Code::SeeSilence if count == 1 => "one mentorship has gone silent".to_owned(),
            Code::SeeSilence => format!("{count} mentorships have gone silent"),
            Code::SeeDisputes if count == 1 => {
                "the outcome of a meeting is disputed in one mentorship".to_owned()
            }
            Code::SeeDisputes => {
                format!("the outcome of a meeting is disputed in {count} mentorships")
            }
            Code::SeeOwedForms if count == 1 => {
                "an evaluation form is owed in one mentorship".to_owned()
            }
            Code::SeeOwedForms => format!("an evaluation form is owed in {count} mentorships"),
            Code::SeeRecommendations if count == 1 => {
                "one mentor recommends the Career Department".to_owned()
            }
            Code::SeeRecommendations => {
                format!("mentors recommend the Career Department in {count} mentorships")
            }
            Code::FinishSetup => {
                let who = match self.lacking {
                    Some(Role::Student) => "students",
                    Some(_) => "mentors",
                    None => "students and mentors",
                };
                let none = self.lacking.map(|_| ", as there are none yet");
                format!("enrol {who}{}{}", self.by_en(), none.unwrap_or(""))
            }
            _ => format!("open the programme{}", self.by_en()),
        }
    }
}
