//! The programme's vocabulary: plain enums with the same word in code, JSON, SQL and documents.

use crate::macros::words;

words! {
    /// One of the three interviews (R8).
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
    /// The three interviews in order, to map over.
    pub const ORDER: [Self; 3] = [Self::Project, Self::ActionPlan, Self::FollowUp];

    /// The steps named, each once, in the order of the interviews.
    pub fn in_order(steps: &[Self]) -> Vec<Self> {
        let named = |step: &Self| steps.contains(step);
        Self::ORDER.into_iter().filter(named).collect()
    }

    /// This interview's one of three values in the order of the interviews.
    pub fn pick<T>(self, three: [T; 3]) -> T {
        let [project, action_plan, follow_up] = three;
        match self {
            Self::Project => project,
            Self::ActionPlan => action_plan,
            Self::FollowUp => follow_up,
        }
    }

    /// Position in the cycle, from 0.
    pub const fn index(self) -> usize {
        match self {
            Self::Project => 0,
            Self::ActionPlan => 1,
            Self::FollowUp => 2,
        }
    }

    /// The step before this one.
    pub const fn previous(self) -> Option<Self> {
        match self {
            Self::Project => None,
            Self::ActionPlan => Some(Self::Project),
            Self::FollowUp => Some(Self::ActionPlan),
        }
    }

    /// The step after this one.
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
    ProgrammeStatus {
        /// Draft in preparation: only staff see it, and nothing is chosen or booked.
        Draft = "draft",
        /// Running in its year.
        Open = "open",
        /// Over: reading, recording past appointments and giving owed forms stay possible.
        Closed = "closed",
    }
}
words! {
    /// Treatment of a road-book sent after its last day (R20).
    LateRoadbook {
        /// Refused with `roadbook_late`, unless the mentor waives.
        Refuse = "refuse",
        /// Accepted until the appointment starts, and marked late for both to see.
        Mark = "mark",
    }
}
words! {
    /// Treatment of people who offer themselves as mentors (R45).
    MentorApplications {
        /// Staff decide on each.
        Staff = "staff",
        /// Who has mentored before is enrolled at once; staff decide on all others.
        Automatic = "automatic",
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
    pub const fn other(self) -> Self {
        match self {
            Self::Student => Self::Mentor,
            Self::Mentor => Self::Student,
        }
    }
}

words! {
    /// Role of a person in the service.
    Role {
        /// Enrolled in a programme as a student.
        Student = "student",
        /// Enrolled in a programme as a mentor.
        Mentor = "mentor",
        /// Staff of the Alumni Career Department.
        Adviser = "adviser",
        /// Staff who run the programme; an adviser too.
        Admin = "admin",
    }
}
words! {
    /// Means of a meeting (R12).
    MeansKind {
        /// Meeting at a place.
        InPerson = "in_person",
        /// Call to a phone number.
        Phone = "phone",
        /// Video call by link; a `skype:` name is one too.
        Video = "video",
    }
}
words! {
    /// Life of a mentorship (R10).
    MentorshipState {
        /// Live: it takes one of the mentor's places.
        Active = "active",
        /// The third interview is concluded or excused.
        Completed = "completed",
        /// Ended before that; `end_reason` says why.
        Ended = "ended",
    }
}
words! {
    /// Reason why a mentorship ended (R6).
    EndReason {
        /// The student chose to look for another mentor.
        StudentWithdrew = "student_withdrew",
        /// The mentor could not take this student.
        MentorDeclined = "mentor_declined",
        /// The mentor no longer takes part.
        MentorLeft = "mentor_left",
        /// The student no longer takes part.
        StudentLeft = "student_left",
        /// The student does the last year again.
        RepeatsYear = "repeats_year",
        /// Nothing left to do for the mentor.
        GoalReached = "goal_reached",
        /// The student goes on with another mentor.
        Reassigned = "reassigned",
        /// The programme was closed.
        ProgrammeClosed = "programme_closed",
        /// Another reason; the note says which.
        Other = "other",
    }
}
impl MentorshipState {
    /// Whether the mentor of such a mentorship keeps read access: always while it lives and once it
    /// is completed, and where it ended only because its programme closed (R2, R35).
    pub fn mentor_keeps_reading(self, reason: Option<EndReason>) -> bool {
        self != Self::Ended || reason == Some(EndReason::ProgrammeClosed)
    }
}

words! {
    /// State of one interview at a given moment: the first that applies (R9).
    InterviewState {
        /// The interview before it isn't settled yet.
        Waiting = "waiting",
        /// Appointments may be proposed and the road-book sent.
        Open = "open",
        /// An appointment is confirmed, or has begun and its outcome isn't recorded.
        Scheduled = "scheduled",
        /// An appointment was held; the form is still owed.
        Held = "held",
        /// The form is given.
        Concluded = "concluded",
        /// Staff excused it with a reason.
        Excused = "excused",
        /// Its last day is over with nothing held; staff can give more time.
        Missed = "missed",
    }
}
words! {
    /// State of one appointment (R11, R15).
    AppointmentState {
        /// Proposal waiting for the other party's answer.
        Proposed = "proposed",
        /// Agreed by both; unchanged after its start until the outcome is recorded.
        Confirmed = "confirmed",
        /// The other one said no.
        Declined = "declined",
        /// Its author took it back, or a new proposal replaced it.
        Withdrawn = "withdrawn",
        /// Unanswered before its start.
        Lapsed = "lapsed",
        /// Cancelled after it was confirmed.
        Cancelled = "cancelled",
        /// Held meeting.
        Held = "held",
        /// Meeting that did not take place: `missed_by` names the absent party.
        Missed = "missed",
    }
}
words! {
    /// Party that did not come to an appointment (R15).
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
    Rating {
        /// Not there yet.
        NotYet = "not_yet",
        /// On the way.
        Developing = "developing",
        /// Well done.
        Good = "good",
        /// Very well done.
        Excellent = "excellent",
    }
}
words! {
    /// The student's situation at the follow-up (R22).
    Situation {
        /// In a job.
        Employed = "employed",
        /// Looking for a job.
        JobHunting = "job_hunting",
        /// Studies on.
        FurtherStudy = "further_study",
        /// Has founded or takes over a company.
        Entrepreneur = "entrepreneur",
        /// Anything else.
        Other = "other",
    }
}
words! {
    /// State of an evaluation form as its reader sees it (R21).
    EvaluationState {
        /// Nothing written, or nothing this reader may see.
        None = "none",
        /// Begun; only its author sees it.
        Draft = "draft",
        /// Given to the student; it changes by corrections only.
        Given = "given",
    }
}
words! {
    /// Medium of a given form (R21).
    Medium {
        /// Filled in and given in the service.
        Here = "here",
        /// Handed over outside the service; only its day and a note are recorded.
        Outside = "outside",
    }
}
words! {
    /// State of an agreed action, as its student marks it (R40).
    AgreedActionState {
        /// Still to do.
        Open = "open",
        /// Done.
        Done = "done",
        /// Given up.
        Dropped = "dropped",
    }
}
words! {
    /// A text field of an evaluation form (R22).
    FormField {
        /// The essential of the interview.
        Summary = "summary",
        /// Experiences and contacts that the mentor shares (action plan).
        Introductions = "introductions",
        /// Student's situation (follow-up).
        Situation = "situation",
        /// Opportunities that came up (follow-up).
        Opportunities = "opportunities",
        /// Problems that came up (follow-up).
        Problems = "problems",
        /// Student's strengths.
        Strengths = "strengths",
        /// Advice for the next steps.
        Advice = "advice",
    }
}
words! {
    /// Whether a mail has left (R19, R27).
    MailState {
        /// Waiting, or being retried.
        Queued = "queued",
        /// The mail server has taken it.
        Sent = "sent",
        /// Undeliverable; staff see it.
        Failed = "failed",
    }
}
words! {
    /// State of a message in the outbox (R27, R36).
    MessageState {
        /// Waiting, or being retried.
        Queued = "queued",
        /// The mail server has taken it.
        Sent = "sent",
        /// Given up.
        Failed = "failed",
        /// Not sent, as its recipient is deactivated.
        Suppressed = "suppressed",
    }
}

impl From<MessageState> for MailState {
    /// A suppressed mail never leaves, as a failed one.
    fn from(state: MessageState) -> Self {
        match state {
            MessageState::Queued => Self::Queued,
            MessageState::Sent => Self::Sent,
            MessageState::Failed | MessageState::Suppressed => Self::Failed,
        }
    }
}

words! {
    /// Kind of what one of the two tells staff in private (R32).
    ConcernKind {
        /// Something that troubles them.
        Concern = "concern",
        /// They want to stop.
        WantsToStop = "wants_to_stop",
        /// Anything else.
        Other = "other",
    }
}
words! {
    /// State of a concern.
    ConcernState {
        /// Waits for staff.
        Open = "open",
        /// Staff have dealt with it.
        Resolved = "resolved",
    }
}

words! {
    /// State of an application to be a mentor (R45).
    MentorApplicationState {
        /// Waits for staff.
        Submitted = "submitted",
        /// The person is enrolled as a mentor.
        Accepted = "accepted",
        /// Staff said no, without a reason.
        Refused = "refused",
        /// The person took it back.
        Withdrawn = "withdrawn",
    }
}

words! {
    /// State of a career interview (R24).
    CareerInterviewState {
        /// Waits for the Career Department.
        Requested = "requested",
        /// Has a date; unchanged after its start until the outcome is recorded.
        Scheduled = "scheduled",
        /// Took place.
        Held = "held",
        /// The student did not come.
        Missed = "missed",
        /// The Department said no, with a reason.
        Declined = "declined",
        /// The student or the Department cancelled it, with a reason.
        Cancelled = "cancelled",
    }
}

words! {
    /// An operation that next steps and the `allowed_actions` and `blocked_actions` of a resource
    /// name.
    Action {
        UpdateProgramme = "update_programme",
        OpenProgramme = "open_programme",
        CloseProgramme = "close_programme",
        ReopenProgramme = "reopen_programme",
        EndMentorship = "end_mentorship",
        ReassignMentorship = "reassign_mentorship",
        ExtendInterview = "extend_interview",
        ExcuseInterview = "excuse_interview",
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
        GiveEvaluationOutside = "give_evaluation_outside",
        RetractEvaluation = "retract_evaluation",
        MarkEvaluationRead = "mark_evaluation_read",
        AcknowledgeEvaluation = "acknowledge_evaluation",
        AcceptCharter = "accept_charter",
        ChooseMentor = "choose_mentor",
        UpdateProfile = "update_profile",
        RequestCareerInterview = "request_career_interview",
        TakeCareerInterview = "take_career_interview",
        ScheduleCareerInterview = "schedule_career_interview",
        HoldCareerInterview = "hold_career_interview",
        RecordCareerNoShow = "record_career_no_show",
        DeclineCareerInterview = "decline_career_interview",
        CancelCareerInterview = "cancel_career_interview",
        AcceptMentorApplication = "accept_mentor_application",
        RefuseMentorApplication = "refuse_mentor_application",
        WithdrawMentorApplication = "withdraw_mentor_application",
    }
}
