//! Stories of the students of the demo's school in its year.

use self::Level::{Cancelled, Chosen, Confirmed, Declined, Given, Held, Moving, Proposed, Sent};

/// Progress of an interview at the demo's present.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// Chosen, without a proposed date.
    Chosen,
    /// A date waits for an answer.
    Proposed,
    /// The proposed date did not suit.
    Declined,
    /// An appointment is agreed.
    Confirmed,
    /// Confirmed and cancelled.
    Cancelled,
    /// Confirmed, with another date proposed in its place.
    Moving,
    /// The road-book is with the mentor.
    Sent,
    /// Held; the form is owed.
    Held,
    /// The form is given.
    Given,
}

/// Origin of a mentorship.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beginning {
    /// Chosen in January.
    January,
    /// Chosen in September, with more time from staff.
    September,
    /// The first mentor declined in February.
    SecondMentor(usize),
}

/// Year of a student, by places in the lists of people.
#[derive(Clone, Copy, Debug)]
pub(super) struct Story {
    pub(super) student: usize,
    pub(super) mentor: usize,
    pub(super) beginning: Beginning,
    /// The three interviews, in order.
    pub(super) levels: [Level; 3],
}

const fn year(student: usize, mentor: usize, levels: [Level; 3]) -> Story {
    Story {
        student,
        mentor,
        beginning: Beginning::January,
        levels,
    }
}

const fn late(student: usize, mentor: usize, project: Level) -> Story {
    Story {
        student,
        mentor,
        beginning: Beginning::September,
        levels: [project, Chosen, Chosen],
    }
}

/// Years of all students; the two missing here have no mentor in September.
pub(super) const STORIES: &[Story] = &[
    year(0, 0, [Given, Given, Given]),
    year(1, 1, [Given, Given, Given]),
    year(2, 2, [Given, Given, Given]),
    year(3, 3, [Given, Given, Held]),
    year(4, 4, [Given, Given, Sent]),
    year(5, 5, [Given, Given, Confirmed]),
    year(6, 6, [Given, Given, Proposed]),
    year(7, 7, [Given, Given, Chosen]),
    year(8, 3, [Given, Held, Chosen]),
    year(9, 8, [Given, Chosen, Chosen]),
    year(10, 11, [Given, Given, Moving]),
    year(11, 2, [Given, Given, Declined]),
    year(12, 0, [Held, Given, Confirmed]),
    year(13, 11, [Given, Given, Given]),
    year(14, 4, [Given, Given, Cancelled]),
    year(15, 7, [Given, Given, Moving]),
    year(16, 1, [Chosen, Chosen, Chosen]),
    Story {
        student: 17,
        mentor: 5,
        beginning: Beginning::SecondMentor(9),
        levels: [Given, Given, Held],
    },
    late(18, 9, Chosen),
    late(19, 6, Proposed),
    late(20, 8, Confirmed),
    late(21, 9, Sent),
];

/// Withdrew from their first mentor in January and may choose again until the end of September.
pub(super) const WITHDREW: (usize, usize) = (22, 5);
/// Has yet to accept the charter and to choose.
pub(super) const UNDECIDED: usize = 23;
