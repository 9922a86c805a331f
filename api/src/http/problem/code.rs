//! Every problem code of the contract, with its status.

use actix_web::http::StatusCode;

macro_rules! codes {
    ($($status:literal { $($variant:ident = $word:literal),+ $(,)? })+) => {
        /// Stable code of a problem; what a client acts on.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code { $($(#[doc = concat!("`", $word, "`")] $variant),+),+ }

        impl Code {
            /// Every code, by status.
            pub const ALL: &'static [Self] = &[$($(Self::$variant),+),+];

            /// The word in `code` and in the problem's address.
            pub const fn as_str(self) -> &'static str {
                match self { $($(Self::$variant => $word),+),+ }
            }

            /// The code for a word, if there is one.
            pub fn parse(word: &str) -> Option<Self> {
                Some(match word { $($($word => Self::$variant,)+)+ _ => return None })
            }

            const fn number(self) -> u16 {
                match self { $($(Self::$variant)|+ => $status),+ }
            }
        }
    };
}

codes! {
    400 { MalformedBody = "malformed_body" }
    401 { TokenMissing = "token_missing", TokenInvalid = "token_invalid", TokenExpired = "token_expired" }
    403 {
        RoleForbidden = "role_forbidden",
        ScopeMissing = "scope_missing",
        PersonUnknown = "person_unknown",
        PersonDeactivated = "person_deactivated",
        ContentNotShared = "content_not_shared",
    }
    404 { NotFound = "not_found" }
    405 { MethodNotAllowed = "method_not_allowed" }
    409 {
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
        CareerRequestOpen = "career_request_open",
        CareerPeriodOver = "career_period_over",
        TemplateInUse = "template_in_use",
        AlreadyEnrolled = "already_enrolled",
        OwnMentorship = "own_mentorship",
        StaffOnly = "staff_only",
        ReasonRequired = "reason_required",
        ReferenceUnknown = "reference_unknown",
        AnswerTooLong = "answer_too_long",
        IdempotencyInProgress = "idempotency_in_progress",
        SecretAlreadyShown = "secret_already_shown",
    }
    412 { Stale = "stale" }
    413 { BodyTooLarge = "body_too_large" }
    415 { UnsupportedMediaType = "unsupported_media_type" }
    422 {
        ValidationFailed = "validation_failed",
        CursorInvalid = "cursor_invalid",
        IdempotencyKeyReused = "idempotency_key_reused",
        ImportRefused = "import_refused",
    }
    428 { IfMatchRequired = "if_match_required" }
    429 { RateLimited = "rate_limited" }
    500 { Internal = "internal" }
    503 { DatabaseUnavailable = "database_unavailable", Overloaded = "overloaded" }
}

impl Code {
    /// The HTTP status that it comes with.
    pub fn status(self) -> StatusCode {
        StatusCode::from_u16(self.number()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl From<domain::refusal::Code> for Code {
    fn from(code: domain::refusal::Code) -> Self {
        Self::parse(code.as_str()).unwrap_or(Self::Internal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_of_the_domain_is_a_409() {
        for refusal in domain::refusal::Code::ALL {
            assert_eq!(Code::from(*refusal).status(), 409, "{refusal}");
        }
    }

    #[test]
    fn a_word_leads_back_to_its_code() {
        for code in Code::ALL {
            assert_eq!(Code::parse(code.as_str()), Some(*code));
        }
    }
}
