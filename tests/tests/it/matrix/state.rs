//! In which state a request meets what it is about.

/// The matrix's column *state*, from the caller's side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// A fresh mentorship, shared: the request may come any number of times.
    Any,
    /// A student who hasn't chosen.
    Free,
    /// A fresh mentorship.
    Chosen,
    /// Its road-book is filled in for the first interview.
    Filled,
    /// …and sent.
    Sent,
    /// The mentor has waived the road-book.
    Waived,
    /// The other has proposed an appointment.
    Asked,
    /// The caller has proposed an appointment.
    Proposed,
    /// An appointment is confirmed, ahead.
    Booked,
    /// A confirmed appointment has begun.
    Begun,
    /// The caller has recorded that it was held.
    Recorded,
    /// The other has recorded that it was held.
    Reported,
    /// It was held.
    Held,
    /// The student has told staff of a concern.
    Concerned,
    /// The student has asked for a career interview.
    CareerAsked,
    /// A scheduled career interview has begun.
    CareerBegun,
    /// The outsider has applied as a mentor.
    Applied,
    /// The form is filled in.
    Drafted,
    /// The form is given.
    Given,
    /// …and the student shares it.
    Shared,
    /// A draft programme without people.
    ProgrammeDraft,
    /// An open programme without people.
    ProgrammeOpen,
    /// A closed programme without people.
    ProgrammeClosed,
}

impl State {
    /// The state of that name in the matrix.
    pub fn named(name: &str) -> Self {
        match name {
            "any" => Self::Any,
            "free" => Self::Free,
            "chosen" => Self::Chosen,
            "filled" => Self::Filled,
            "sent" => Self::Sent,
            "waived" => Self::Waived,
            "asked" => Self::Asked,
            "proposed" => Self::Proposed,
            "booked" => Self::Booked,
            "begun" => Self::Begun,
            "recorded" => Self::Recorded,
            "reported" => Self::Reported,
            "held" => Self::Held,
            "concerned" => Self::Concerned,
            "career asked" => Self::CareerAsked,
            "career begun" => Self::CareerBegun,
            "applied" => Self::Applied,
            "drafted" => Self::Drafted,
            "given" => Self::Given,
            "shared" => Self::Shared,
            "draft programme" => Self::ProgrammeDraft,
            "open programme" => Self::ProgrammeOpen,
            "closed programme" => Self::ProgrammeClosed,
            other => panic!("no state is called '{other}'"),
        }
    }

    /// Whether it is a programme's, not a mentorship's.
    pub const fn is_programmes(self) -> bool {
        matches!(
            self,
            Self::ProgrammeDraft | Self::ProgrammeOpen | Self::ProgrammeClosed
        )
    }
}
