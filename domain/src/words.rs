//! The programme's vocabulary: plain enums with the same word in code, JSON, SQL and documents.

use crate::macros::words;

words! {
    /// Which of the three interviews (R8).
    Step {
        /// First: the professional project, January to March.
        Project = "project",
        /// Second: the action plan, April to June.
        ActionPlan = "action_plan",
        /// Third: the follow-up after School, until December.
        FollowUp = "follow_up",
    }
}

impl Step {
    /// Position in the cycle, from 0.
    #[must_use]
    pub const fn index(self) -> usize {
        match self {
            Self::Project => 0,
            Self::ActionPlan => 1,
            Self::FollowUp => 2,
        }
    }

    /// The step before this one.
    #[must_use]
    pub const fn previous(self) -> Option<Self> {
        match self {
            Self::Project => None,
            Self::ActionPlan => Some(Self::Project),
            Self::FollowUp => Some(Self::ActionPlan),
        }
    }

    /// The step after this one.
    #[must_use]
    pub const fn next(self) -> Option<Self> {
        match self {
            Self::Project => Some(Self::ActionPlan),
            Self::ActionPlan => Some(Self::FollowUp),
            Self::FollowUp => None,
        }
    }
}

words! {
    /// Life of a programme (R1).
    ProgrammeStatus { Draft = "draft", Open = "open", Closed = "closed" }
}
words! {
    /// What happens to a road-book sent after its last day (R20).
    LateRoadbook {
        /// Sending is refused unless the mentor waives.
        Refuse = "refuse",
        /// The edition is accepted until the start and marked late.
        Mark = "mark",
    }
}
words! {
    /// A person's language for mails and texts.
    Language { Fr = "fr", En = "en" }
}
words! {
    /// One of the two people of a mentorship.
    Party { Student = "student", Mentor = "mentor" }
}

impl Party {
    /// The other of the two.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Student => Self::Mentor,
            Self::Mentor => Self::Student,
        }
    }
}

words! {
    /// What a person is to the service: enrolled as student or mentor, or staff.
    Role { Student = "student", Mentor = "mentor", Adviser = "adviser", Admin = "admin" }
}
words! {
    /// How a meeting takes place (R12).
    MeansKind { InPerson = "in_person", Phone = "phone", Video = "video" }
}
words! {
    /// Life of a mentorship: only `active` is live.
    MentorshipState { Active = "active", Completed = "completed", Ended = "ended" }
}
words! {
    /// Why a mentorship ended (R6).
    EndReason {
        StudentWithdrew = "student_withdrew",
        MentorDeclined = "mentor_declined",
        MentorLeft = "mentor_left",
        StudentLeft = "student_left",
        RepeatsYear = "repeats_year",
        GoalReached = "goal_reached",
        Reassigned = "reassigned",
        ProgrammeClosed = "programme_closed",
        Other = "other",
    }
}
words! {
    /// State of one interview at a given moment (R9).
    InterviewState {
        Waiting = "waiting",
        Open = "open",
        Scheduled = "scheduled",
        Held = "held",
        Concluded = "concluded",
        Excused = "excused",
        Missed = "missed",
    }
}
words! {
    /// State of one appointment (R11, R15).
    AppointmentState {
        Proposed = "proposed",
        Confirmed = "confirmed",
        Declined = "declined",
        Withdrawn = "withdrawn",
        Lapsed = "lapsed",
        Cancelled = "cancelled",
        Held = "held",
        Missed = "missed",
    }
}
words! {
    /// Who did not come to an appointment (R15).
    MissedBy { Student = "student", Mentor = "mentor", Both = "both" }
}
words! {
    /// The outcome of an appointment in one word, as a correction states it (R15).
    Outcome {
        Held = "held",
        MissedByStudent = "missed_by_student",
        MissedByMentor = "missed_by_mentor",
        MissedByBoth = "missed_by_both",
    }
}
words! {
    /// A rating of one criterion; no rating means "not assessed" (R22).
    Rating { NotYet = "not_yet", Developing = "developing", Good = "good", Excellent = "excellent" }
}
words! {
    /// The student's situation at the follow-up (R22).
    Situation {
        Employed = "employed",
        JobHunting = "job_hunting",
        FurtherStudy = "further_study",
        Entrepreneur = "entrepreneur",
        Other = "other",
    }
}
words! {
    /// State of an evaluation form as its reader sees it (R21).
    EvaluationState { None = "none", Draft = "draft", Given = "given" }
}
words! {
    /// A text field of an evaluation form (R22).
    FormField {
        Situation = "situation",
        Opportunities = "opportunities",
        Problems = "problems",
        Strengths = "strengths",
        Advice = "advice",
    }
}
words! {
    /// Whether a mail has left (R19, R27).
    MailState { Queued = "queued", Sent = "sent", Failed = "failed" }
}
words! {
    /// An operation that the `allowed_actions` and `blocked_actions` of a resource name.
    Action {
        UpdateProgramme = "update_programme",
        OpenProgramme = "open_programme",
        CloseProgramme = "close_programme",
        ReopenProgramme = "reopen_programme",
        EndMentorship = "end_mentorship",
        ProposeAppointment = "propose_appointment",
        RecordAppointment = "record_appointment",
        SendRoadbook = "send_roadbook",
        WaiveRoadbook = "waive_roadbook",
        ConfirmAppointment = "confirm_appointment",
        DeclineAppointment = "decline_appointment",
        WithdrawAppointment = "withdraw_appointment",
        CancelAppointment = "cancel_appointment",
        RescheduleAppointment = "reschedule_appointment",
        HoldAppointment = "hold_appointment",
        RecordNoShow = "record_no_show",
        CorrectOutcome = "correct_outcome",
        DisputeOutcome = "dispute_outcome",
        UpdateRoadbook = "update_roadbook",
        UpdateEvaluation = "update_evaluation",
        GiveEvaluation = "give_evaluation",
        CorrectEvaluation = "correct_evaluation",
        AcknowledgeEvaluation = "acknowledge_evaluation",
    }
}
