//! Figures of a programme.

use super::links::{of_list, of_mentorships};
use domain::ids::ProgrammeId;
use domain::words::{InterviewState, Rating, Step};
use persistence::{DashboardRecord, RatingRecord, StepRecord};
use serde::Serialize;
use utoipa::ToSchema;

/// Figure with the list that it counts.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Figure {
    /// Number of rows of the list, over all its pages.
    pub count: u64,
    /// Path and query of the list in this API.
    #[schema(max_length = 2000)]
    pub link: String,
}

/// Figures of a programme.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Dashboard {
    /// Students who take part.
    pub students: Figure,
    /// Students without a live or completed mentorship.
    pub without_mentor: Figure,
    /// The three interviews, in order, over each student's current mentorship: the live one, else
    /// the completed one.
    #[schema(min_items = 3, max_items = 3)]
    pub steps: Vec<StepFigures>,
    /// Mentors who take part.
    pub mentors: MentorFigures,
    /// Mentorships with a form owed, ended ones too: a former mentor may still give it.
    pub forms_owed: Figure,
    /// Mentorships with an appointment that has begun and has no outcome.
    pub outcomes_unrecorded: Figure,
    /// Mentorships with a form that recommends the Career Department.
    pub recommended: Figure,
    /// Mentorships with an outcome that the other party disputes.
    pub disputed: Figure,
    /// Live mentorships in which a proposal has waited 10 days for any action of the other party, or
    /// nobody has proposed anything for 28 days.
    pub silent: Figure,
    /// Ratings by interview and criterion, where at least 5 students were rated; empty until then.
    pub ratings: Vec<RatingFigures>,
}

/// Figures of one of the three interviews.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StepFigures {
    /// The interview.
    pub step: Step,
    /// The interview before it isn't settled yet.
    pub waiting: Figure,
    /// Appointments may be proposed, and none is confirmed.
    pub open: Figure,
    /// An appointment is confirmed, or has begun and has no outcome.
    pub scheduled: Figure,
    /// Held, the form is owed.
    pub held: Figure,
    /// The form is given.
    pub concluded: Figure,
    /// Excused by staff.
    pub excused: Figure,
    /// Its last day is over with nothing held.
    pub missed: Figure,
    /// Its last day is over, and it is neither concluded nor excused; counted above as well.
    pub overdue: Figure,
}

/// Figures of the mentors.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MentorFigures {
    /// Mentors who take part.
    pub total: Figure,
    /// Mentors whose places are all taken.
    pub full: Figure,
    /// Mentors without a live or completed mentorship.
    pub without_student: Figure,
}

/// Distribution of the ratings of one criterion over the forms given; never of one student.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RatingFigures {
    /// Interview of the forms.
    pub step: Step,
    /// Key of the criterion in the form's template.
    #[schema(max_length = 100)]
    pub criterion_key: String,
    /// Number of forms with this rating.
    pub not_yet: u64,
    /// Number of forms with this rating.
    pub developing: u64,
    /// Number of forms with this rating.
    pub good: u64,
    /// Number of forms with this rating.
    pub excellent: u64,
}

impl Dashboard {
    /// The figures, each with its list.
    pub fn of(programme: ProgrammeId, record: &DashboardRecord) -> Self {
        let figure = |count, list, filters| Figure {
            count,
            link: of_list(programme, list, filters),
        };
        let watched = |count, filters| figure(count, "mentorships", filters);
        let all = &record.watched;
        Self {
            students: figure(record.students, "students", ""),
            without_mentor: figure(record.without_mentor, "students", "without_mentor=true"),
            steps: record
                .steps
                .iter()
                .map(|step| StepFigures::of(programme, step))
                .collect(),
            mentors: MentorFigures {
                total: figure(record.mentors, "mentors", ""),
                full: figure(record.full, "mentors", "full=true"),
                without_student: figure(record.without_student, "mentors", "without_student=true"),
            },
            forms_owed: watched(all.forms_owed, "form_owed=true"),
            outcomes_unrecorded: watched(all.outcomes_unrecorded, "outcome_unrecorded=true"),
            recommended: watched(all.recommended, "recommended=true"),
            disputed: watched(all.disputed, "disputed=true"),
            silent: watched(all.silent, "silent=true"),
            ratings: record.ratings.iter().map(RatingFigures::of).collect(),
        }
    }
}

impl StepFigures {
    fn of(programme: ProgrammeId, record: &StepRecord) -> Self {
        let step = record.step;
        let figure = |count, filter: &str| Figure {
            count,
            link: of_mentorships(programme, &format!("current=true&step={step}&{filter}")),
        };
        let at = |state: InterviewState| {
            let mut counts = record.states.iter();
            let count = counts.find_map(|(of, count)| (*of == state).then_some(*count));
            figure(count.unwrap_or_default(), &format!("step_state={state}"))
        };
        Self {
            step,
            waiting: at(InterviewState::Waiting),
            open: at(InterviewState::Open),
            scheduled: at(InterviewState::Scheduled),
            held: at(InterviewState::Held),
            concluded: at(InterviewState::Concluded),
            excused: at(InterviewState::Excused),
            missed: at(InterviewState::Missed),
            overdue: figure(record.overdue, "overdue=true"),
        }
    }
}

impl RatingFigures {
    fn of(record: &RatingRecord) -> Self {
        let count = |rating: Rating| {
            let mut counts = record.counts.iter();
            let count = counts.find_map(|(of, count)| (*of == rating).then_some(*count));
            count.unwrap_or_default()
        };
        Self {
            step: record.step,
            criterion_key: record.criterion_key.clone(),
            not_yet: count(Rating::NotYet),
            developing: count(Rating::Developing),
            good: count(Rating::Good),
            excellent: count(Rating::Excellent),
        }
    }
}
