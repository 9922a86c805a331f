//! Stories of the named students of the demo's school in its year, and of those of the year before.

use self::Level::{
    Cancelled, Chosen, Confirmed, Declined, Excused, Given, Held, Missed, Moving, Outside,
    Proposed, Retracted, Sent, Silent, Unrecorded, Waived,
};

/// Progress of an interview at the demo's present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    /// Chosen, without a proposed date.
    Chosen,
    /// A date waits for an answer.
    Proposed,
    /// A date of January was never answered.
    Silent,
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
    /// The appointment is over, and nobody has said how it went.
    Unrecorded,
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
    /// Staff excused it.
    Excused,
}

impl Level {
    /// Whether its date lies before the demo's present.
    pub(super) const fn is_over(self) -> bool {
        matches!(
            self,
            Silent | Unrecorded | Missed | Held | Given | Waived | Retracted | Outside | Excused
        )
    }
}

/// Year of a student up to the demo's present, by places in the lists of people.
#[derive(Clone, Copy, Debug)]
pub(super) struct Story {
    pub(super) student: usize,
    pub(super) mentor: usize,
    /// The first mentor, where one declined in January.
    pub(super) declined_by: Option<usize>,
    /// Whether staff assigned the mentor.
    pub(super) assigned: bool,
    /// Progress of the first interview.
    pub(super) project: Level,
    /// Progress of the second one, which may be booked early.
    pub(super) action_plan: Level,
}

pub(super) const fn year(student: usize, mentor: usize, project: Level) -> Story {
    Story {
        student,
        mentor,
        declined_by: None,
        assigned: false,
        project,
        action_plan: Chosen,
    }
}

/// Years of the named students; the two missing here have no mentor.
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
        declined_by: Some(9),
        ..year(17, 5, Sent)
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

/// Years of the crowd's first students, of whom each shows a state of its own; what staff do is in
/// `texts/deeds.json`.
pub(super) const CAST: &[Story] = &[
    year(32, 12, Silent),
    year(33, 12, Silent),
    year(34, 13, Excused),
    year(35, 14, Missed),
    year(36, 14, Sent),
    year(37, 14, Given),
    year(38, 18, Given),
    year(39, 19, Given),
    year(40, 38, Unrecorded),
    Story {
        assigned: true,
        ..year(41, 19, Chosen)
    },
    year(42, 30, Confirmed),
    Story {
        action_plan: Confirmed,
        ..year(43, 31, Given)
    },
    Story {
        action_plan: Proposed,
        ..year(44, 25, Given)
    },
    year(45, 32, Retracted),
    year(46, 22, Outside),
    year(47, 34, Waived),
    year(REPEATER, 24, Confirmed),
];

/// Whose mentors recommend the Career Department, beside one in seven.
pub(super) const RECOMMENDED: &[usize] = &[37, 39];

/// Repeats the year, and so takes part in both.
pub(super) const REPEATER: usize = 127;

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

pub(super) const fn former(student: usize, mentor: usize, steps: [Level; 3]) -> Former {
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
    former(REPEATER, 8, [Given, Chosen, Chosen]),
    former(128, 9, [Given, Given, Given]),
    former(129, 12, [Given, Given, Held]),
    former(130, 13, [Given, Given, Chosen]),
    former(131, 14, [Given, Excused, Given]),
    former(132, 15, [Given, Chosen, Chosen]),
];
