//! Stories of the students of the demo's school in its year.

use self::Level::{
    Cancelled, Chosen, Confirmed, Declined, Given, Held, Missed, Moving, Outside, Proposed,
    Retracted, Sent, Waived,
};

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
    /// The student didn't come, and says otherwise.
    Missed,
    /// Held; the form is owed.
    Held,
    /// The form is given.
    Given,
    /// Held without a road-book, and the form is given.
    Waived,
    /// The form was given and taken back.
    Retracted,
    /// The form was given on paper.
    Outside,
}

/// Year of a student up to the demo's present, by places in the lists of people.
#[derive(Clone, Copy, Debug)]
pub(super) struct Story {
    pub(super) student: usize,
    pub(super) mentor: usize,
    /// The first mentor, where one declined in January.
    pub(super) declined_by: Option<usize>,
    /// Progress of the first interview.
    pub(super) project: Level,
}

const fn year(student: usize, mentor: usize, project: Level) -> Story {
    Story {
        student,
        mentor,
        declined_by: None,
        project,
    }
}

/// Years of all students; the two missing here have no mentor.
///
/// The first student is the one whose token is printed: with an appointment ahead and a road-book
/// to send.
pub(super) const STORIES: &[Story] = &[
    year(0, 0, Confirmed),
    year(1, 1, Given),
    year(2, 2, Given),
    year(3, 3, Held),
    year(4, 4, Sent),
    year(5, 5, Confirmed),
    year(6, 6, Proposed),
    year(7, 7, Chosen),
    year(8, 3, Held),
    year(9, 8, Chosen),
    year(10, 11, Moving),
    year(11, 2, Declined),
    year(12, 0, Held),
    year(13, 11, Given),
    year(14, 4, Cancelled),
    year(15, 7, Moving),
    year(16, 1, Chosen),
    Story {
        student: 17,
        mentor: 5,
        declined_by: Some(9),
        project: Sent,
    },
    year(18, 9, Chosen),
    year(19, 6, Given),
    year(20, 8, Confirmed),
    year(21, 9, Given),
];

/// Withdrew from their first mentor in January and has yet to choose again.
pub(super) const WITHDREW: (usize, usize) = (22, 5);
/// Has yet to accept the charter and to choose.
pub(super) const UNDECIDED: usize = 23;

/// Year before this one of a student who has left School.
#[derive(Clone, Copy, Debug)]
pub(super) struct Former {
    pub(super) student: usize,
    pub(super) mentor: usize,
    /// Progress of the three interviews.
    pub(super) steps: [Level; 3],
    /// Whether staff ended it, as the student left School early.
    pub(super) left: bool,
}

const fn former(student: usize, mentor: usize, steps: [Level; 3]) -> Former {
    Former {
        student,
        mentor,
        steps,
        left: false,
    }
}

/// The year before of those who studied then: interviews of every kind, up to the last one.
pub(super) const FORMER: &[Former] = &[
    former(24, 0, [Given, Given, Given]),
    former(25, 1, [Given, Waived, Given]),
    former(26, 2, [Given, Outside, Held]),
    former(27, 3, [Given, Given, Retracted]),
    former(28, 4, [Given, Missed, Chosen]),
    former(29, 5, [Waived, Given, Chosen]),
    former(30, 6, [Outside, Given, Outside]),
    Former {
        left: true,
        ..former(31, 7, [Given, Chosen, Chosen])
    },
];
