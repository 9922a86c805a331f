//! Refusals: answers of the domain when a rule is broken.

use crate::bilingual::Bilingual;
use crate::macros::words;
use crate::window::Window;
use chrono::NaiveDate;

words! {
    /// Code of a refusal: the `code` of the 409.
    Code {
        ProgrammeNotOpen = "programme_not_open",
        LiveMentorships = "live_mentorships",
        CalendarConflict = "calendar_conflict",
        WindowOrder = "window_order",
        ChoiceClosed = "choice_closed",
        AlreadyHasMentor = "already_has_mentor",
        MentorFull = "mentor_full",
        MentorNotAvailable = "mentor_not_available",
        TooManyChoices = "too_many_choices",
        CharterNotAccepted = "charter_not_accepted",
        InterviewNotOpen = "interview_not_open",
        InterviewSettled = "interview_settled",
        OutsideWindow = "outside_window",
        WindowOver = "window_over",
        InThePast = "in_the_past",
        TooEarly = "too_early",
        Overlap = "overlap",
        SlotTaken = "slot_taken",
        NotYourTurn = "not_your_turn",
        WrongState = "wrong_state",
        NotStarted = "not_started",
        BeforeLeavingSchool = "before_leaving_school",
        RoadbookIncomplete = "roadbook_incomplete",
        RoadbookLate = "roadbook_late",
        RoadbookMissing = "roadbook_missing",
        InterviewNotHeld = "interview_not_held",
        AppointmentAhead = "appointment_ahead",
        EvaluationAlreadyGiven = "evaluation_already_given",
        EvaluationIncomplete = "evaluation_incomplete",
        EvaluationRetracted = "evaluation_retracted",
        AlreadyEnrolled = "already_enrolled",
        OwnMentorship = "own_mentorship",
        StaffOnly = "staff_only",
        ReasonRequired = "reason_required",
        ReferenceUnknown = "reference_unknown",
        AnswerTooLong = "answer_too_long",
        CareerRequestOpen = "career_request_open",
        CareerPeriodOver = "career_period_over",
        ApplicationOpen = "application_open",
        TemplateInUse = "template_in_use",
        TemplateInvalid = "template_invalid",
        ProgrammeExists = "programme_exists",
    }
}

/// Refusal by a rule: its code and the facts for the caller to act on, as members of the answer.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Refusal {
    /// Stable code.
    #[serde(skip)]
    pub code: Code,
    /// The earliest possible local date (R14, R20).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earliest_on: Option<NaiveDate>,
    /// The last day to send the road-book (R20).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline_on: Option<NaiveDate>,
    /// The window that the date must lie in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// The state that stands in the way, as its word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<&'static str>,
    /// JSON pointer to the body's field that is refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// Keys that are missing, too long or misplaced (of questions, form fields, a template), or
    /// conflicting cases.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<String>,
    /// Titles of the questions or fields in `items`, for the detail.
    #[serde(skip)]
    pub titles: Vec<Bilingual>,
    /// Number of obstructing cases.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// Address of the programme's team, where only they can help.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_email: Option<String>,
}

impl Refusal {
    /// A refusal that needs no more than its code.
    pub const fn new(code: Code) -> Self {
        Self {
            code,
            earliest_on: None,
            deadline_on: None,
            window: None,
            state: None,
            pointer: None,
            items: Vec::new(),
            titles: Vec::new(),
            count: None,
            contact_email: None,
        }
    }

    /// Adds the earliest possible date.
    pub const fn earliest_on(mut self, on: NaiveDate) -> Self {
        self.earliest_on = Some(on);
        self
    }

    /// Adds the last day to send.
    pub const fn deadline_on(mut self, on: NaiveDate) -> Self {
        self.deadline_on = Some(on);
        self
    }

    /// Adds the window.
    pub const fn window(mut self, window: Window) -> Self {
        self.window = Some(window);
        self
    }

    /// Adds the state that stands in the way.
    pub const fn state(mut self, state: &'static str) -> Self {
        self.state = Some(state);
        self
    }

    /// Adds the pointer to the refused field.
    pub fn pointer(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = Some(pointer.into());
        self
    }

    /// Adds the keys or cases concerned.
    pub fn items(mut self, items: Vec<String>) -> Self {
        self.items = items;
        self
    }

    /// Adds the titles of the items.
    pub fn titles<'a>(mut self, titles: impl Iterator<Item = &'a Bilingual>) -> Self {
        self.titles = titles.cloned().collect();
        self
    }

    /// Adds a count.
    pub const fn count(mut self, count: u64) -> Self {
        self.count = Some(count);
        self
    }

    /// Adds the address of the programme's team, if there is one.
    pub fn contact_email(mut self, address: Option<&str>) -> Self {
        self.contact_email = address.map(str::to_owned);
        self
    }
}

impl From<Code> for Refusal {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.code.fmt(f)
    }
}

impl std::error::Error for Refusal {}
