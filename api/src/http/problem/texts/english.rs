//! What the codes mean, in English.

use crate::http::problem::Code;

/// Title and detail of a code; the detail says what to do.
pub const fn english(code: Code) -> (&'static str, &'static str) {
    match code {
        Code::MalformedBody => (
            "The body is not readable JSON",
            "Send one JSON value in UTF-8, without duplicate members, and all of it in time.",
        ),
        Code::TokenMissing => (
            "A token is needed",
            "Send `Authorization: Bearer <token>` with a token of the Alumni website.",
        ),
        Code::TokenInvalid => (
            "The token is not accepted",
            "Log in again on the Alumni website to get a new token; look at its issuer, audience and times if that doesn't help.",
        ),
        Code::TokenExpired => (
            "The token has expired",
            "Get a fresh token from the Alumni website and repeat the request.",
        ),
        Code::RoleForbidden => (
            "Your role doesn't allow this operation",
            "It is for people in another role; ask the programme's staff if you need it.",
        ),
        Code::ScopeMissing => (
            "The client lacks a scope",
            "Ask an admin to give this API client the scope that the operation's description names.",
        ),
        Code::PersonUnknown => (
            "This person isn't known here",
            "Ask the programme's staff to import this account into a programme.",
        ),
        Code::PersonDeactivated => (
            "This person is deactivated",
            "Ask the programme's staff to reactivate the account.",
        ),
        Code::ContentNotShared => (
            "The content isn't shared with you",
            "Ask the student to share the document.",
        ),
        Code::NotFound => (
            "There is nothing here for you",
            "Look at the address; what you may not read is answered like what does not exist.",
        ),
        Code::MethodNotAllowed => (
            "The method isn't offered at this address",
            "Use one of the methods that the `Allow` header names.",
        ),
        Code::ProgrammeNotOpen => (
            "The programme isn't open",
            "Wait until staff open the programme; a closed programme takes no new actions.",
        ),
        Code::LiveMentorships => (
            "Mentorships are still live",
            "End them first, or repeat the request with `end_live_mentorships` set to true, which ends them all.",
        ),
        Code::CalendarConflict => (
            "A held appointment would fall outside the window",
            "Choose a window that contains the appointments held; the first ones are listed.",
        ),
        Code::WindowOrder => (
            "The windows are out of order",
            "Let each window begin before it ends, and let the three interview windows rise from step to step at both ends.",
        ),
        Code::ChoiceClosed => (
            "The choice of a mentor is closed",
            "Choose within the window; afterwards staff can give you more time.",
        ),
        Code::AlreadyHasMentor => (
            "You have a mentor already",
            "End the live mentorship before you choose another mentor.",
        ),
        Code::MentorFull => (
            "The mentor has no place left",
            "Choose another mentor; the list shows the places left.",
        ),
        Code::MentorNotAvailable => (
            "The mentor takes nobody at the moment",
            "Choose another mentor, or come back later.",
        ),
        Code::TooManyChoices => (
            "No withdrawal is left",
            "Talk to your mentor, or ask staff to end the mentorship.",
        ),
        Code::CharterNotAccepted => (
            "The charter isn't accepted yet",
            "Read the programme's charter and accept it, then repeat the request.",
        ),
        Code::InterviewNotOpen => (
            "The interview isn't open yet",
            "Settle the interview before it first.",
        ),
        Code::InterviewSettled => ("The interview is settled", "Go on with the next interview."),
        Code::OutsideWindow => (
            "The date is outside the window",
            "Choose a start within the window (`window`).",
        ),
        Code::WindowOver => (
            "The window is over",
            "Ask staff for more time for this interview.",
        ),
        Code::InThePast => (
            "The date is in the past",
            "Choose a start that is still ahead.",
        ),
        Code::TooEarly => (
            "The road-book needs more time before the appointment",
            "Choose a start on or after `earliest_on`, or ask the mentor for a waiver.",
        ),
        Code::Overlap => (
            "Another appointment is at that time",
            "Choose another start; one of the two people is taken then.",
        ),
        Code::SlotTaken => ("The slot is taken", "Choose another free slot."),
        Code::NotYourTurn => (
            "It is the other one's turn",
            "Wait for the other one's answer, or do what `allowed_actions` lists.",
        ),
        Code::WrongState => (
            "The state doesn't allow this",
            "Read the resource again and do what its `allowed_actions` list.",
        ),
        Code::NotStarted => (
            "The appointment hasn't started",
            "Record the outcome once the appointment has started.",
        ),
        Code::BeforeLeavingSchool => (
            "The follow-up is after School",
            "Choose a start on `earliest_on` or later, after the student's last day of School.",
        ),
        Code::RoadbookIncomplete => (
            "Required answers are missing",
            "Answer the questions listed in `items`, then send the road-book.",
        ),
        Code::RoadbookLate => (
            "The last day to send the road-book is over",
            "The last day was `deadline_on`. Move the appointment to `earliest_on` or later, or ask the mentor for a waiver.",
        ),
        Code::RoadbookMissing => (
            "The road-book wasn't sent",
            "Let the student send the road-book, or the mentor waive it, then record the outcome.",
        ),
        Code::InterviewNotHeld => (
            "The interview wasn't held",
            "Record a held appointment of this interview first.",
        ),
        Code::AppointmentAhead => (
            "An appointment of this interview is still ahead",
            "Give the form after the last appointment, or cancel that appointment.",
        ),
        Code::EvaluationAlreadyGiven => (
            "The form was given already",
            "Correct the form with a reason instead.",
        ),
        Code::EvaluationIncomplete => (
            "The form is incomplete",
            "Fill in everything that `items` lists, then give the form; `ratings` there asks for at least one rating or text.",
        ),
        Code::CareerRequestOpen => (
            "A request is open already",
            "Wait for the answer to the open request, or cancel it.",
        ),
        Code::CareerPeriodOver => (
            "The time for career interviews is over",
            "Write to the Alumni Career Department.",
        ),
        Code::TemplateInUse => (
            "The template is in use",
            "Change the wording only; keys stay as they are after the first use.",
        ),
        Code::AlreadyEnrolled => (
            "This person is enrolled in the other role",
            "Remove the other enrolment in this programme first; nobody is student and mentor of one programme.",
        ),
        Code::OwnMentorship => (
            "This mentorship is your own",
            "Ask a colleague: staff don't act as staff on their own mentorship.",
        ),
        Code::StaffOnly => ("Only staff can do this now", "Ask the programme's staff."),
        Code::ReasonRequired => (
            "A reason is needed",
            "Repeat the request with a reason of yours at `pointer`.",
        ),
        Code::ReferenceUnknown => (
            "The body names something that isn't there",
            "`pointer` names what isn't there, or not for you to see: take its value from something that you can read, and repeat the request.",
        ),
        Code::AnswerTooLong => (
            "An answer is longer than its question allows",
            "Shorten the answers listed in `items`.",
        ),
        Code::IdempotencyInProgress => (
            "The first request with this key is still running",
            "Wait a moment and repeat the request with the same key.",
        ),
        Code::SecretAlreadyShown => (
            "The secret was shown already",
            "Make a new secret; the answer that showed it isn't kept.",
        ),
        Code::Stale => (
            "The resource has changed since",
            "Read it again, apply your change to what is there now, and send its new ETag in `If-Match`.",
        ),
        Code::BodyTooLarge => (
            "The body is too large",
            "Send at most 1 MiB (imports: 10 MiB).",
        ),
        Code::UnsupportedMediaType => (
            "The body's media type isn't supported",
            "Send `Content-Type: application/json`, and the body as it is, not compressed.",
        ),
        Code::ValidationFailed => (
            "The request doesn't follow its schema",
            "Mend what `errors` lists; each entry points to its place.",
        ),
        Code::CursorInvalid => (
            "The cursor isn't of this list",
            "Start again without a cursor, or keep filters and order as they were.",
        ),
        Code::IdempotencyKeyReused => (
            "The idempotency key was used for another request",
            "Use a new key for a new request.",
        ),
        Code::ImportRefused => (
            "Nothing was imported",
            "Mend the rows that the report lists, or import the good ones with `partial=true`.",
        ),
        Code::IfMatchRequired => (
            "`If-Match` is needed",
            "Read the resource and send its ETag in `If-Match`, so that nobody's change is lost.",
        ),
        Code::RateLimited => (
            "Too many requests",
            "Wait as many seconds as `Retry-After` says.",
        ),
        Code::Internal => (
            "Something went wrong here",
            "Repeat the request later; tell us the `request_id` if it stays.",
        ),
        Code::DatabaseUnavailable => (
            "The database can't be reached",
            "Repeat the request after as many seconds as `Retry-After` says.",
        ),
        Code::Overloaded => (
            "The service is overloaded",
            "Repeat the request after as many seconds as `Retry-After` says.",
        ),
    }
}
