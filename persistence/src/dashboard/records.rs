//! Figures of a programme (R28), each the length of a list.

use domain::next_steps::Watched;
use domain::words::{InterviewState, Rating, Step};

/// Figures of a programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DashboardRecord {
    /// Active students.
    pub students: u64,
    /// Those without a live or completed mentorship.
    pub without_mentor: u64,
    /// The three interviews of the students' current mentorships, in order.
    pub steps: [StepRecord; 3],
    /// Active mentors.
    pub mentors: u64,
    /// Those whose places are all taken.
    pub full: u64,
    /// Those without a live or completed mentorship.
    pub without_student: u64,
    /// Mentorships that staff watch.
    pub watched: Watched,
    /// Distributions of ratings over enough forms of enough students.
    pub ratings: Vec<RatingRecord>,
}

/// One of the three interviews over the current mentorships.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepRecord {
    /// The interview.
    pub step: Step,
    /// Number of mentorships by its state.
    pub states: [(InterviewState, u64); 7],
    /// Number of those in which it is overdue.
    pub overdue: u64,
}

/// Distribution of the ratings of one criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatingRecord {
    /// Interview of the forms.
    pub step: Step,
    /// Key of the criterion.
    pub criterion_key: String,
    /// Number of forms by rating.
    pub counts: [(Rating, u64); 4],
}
