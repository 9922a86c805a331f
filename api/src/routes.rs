//! Operations of the service, on one page. A line is the handler and the codes of its own refusals;
//! path, method and texts are at the handler, its examples in a file of its name (see
//! `scripts/record-examples`), the rest follows from its types. A deprecated operation names its
//! sunset date and the page about its replacement: `me::get_me => [], deprecated
//! Deprecation::new((2027, 9, 1), (2028, 3, 1), "https://…");`

use crate::http::operation::Operation;
use crate::http::problem::Code;
use crate::resources::*;
use domain::refusal::Code::{self as Refusal, *};
use utoipa::OpenApi;

macro_rules! operations {
    ($($module:ident::$handler:ident => $refusals:tt $(or $own:ident)? $(, deprecated $deprecation:expr)?;)+) => {
        /// Paths, methods and texts, read off the handlers.
        #[derive(OpenApi)]
        #[openapi(paths($($module::handlers::$handler),+))]
        struct Paths;

        /// Every operation.
        pub fn operations() -> Vec<Operation> {
            vec![$(
                Operation::new(
                    stringify!($handler),
                    $module::handlers::$handler,
                    &$refusals,
                    include_str!(concat!("http/openapi/examples/", stringify!($handler), ".json")),
                )
                $(.or(Code::$own))?
                $(.deprecated(const { $deprecation }))?
            ),+]
        }
    };
}

/// Refusals of an appointment at a time.
const BOOKING: [Refusal; 12] = [
    ProgrammeNotOpen,
    WrongState,
    NotYourTurn,
    CharterNotAccepted,
    InterviewNotOpen,
    InterviewSettled,
    WindowOver,
    BeforeLeavingSchool,
    OutsideWindow,
    InThePast,
    TooEarly,
    Overlap,
];

operations! {
    me::get_me => [];
    me::get_profile => [];
    me::update_profile => [];

    people::list_people => [];
    people::get_person => [];
    people::update_person => [];
    people::deactivate_person => [LiveMentorships];
    people::reactivate_person => [];

    programmes::list_programmes => [];
    programmes::create_programme => [WindowOrder, ReferenceUnknown, ProgrammeExists];
    programmes::get_programme => [];
    programmes::update_programme => [
        ProgrammeNotOpen, WrongState, CalendarConflict, WindowOrder, ReferenceUnknown,
        ProgrammeExists,
    ];
    programmes::create_successor => [WindowOrder, ProgrammeExists];
    programmes::open_programme => [WrongState];
    programmes::close_programme => [WrongState, LiveMentorships];
    programmes::reopen_programme => [WrongState];
    programmes::delete_programme => [WrongState];

    dashboard::get_dashboard => [];
    exports::export_students => [];
    exports::export_mentors => [];
    exports::export_mentorships => [];
    exports::export_appointments => [];
    exports::export_evaluations => [];

    students::list_students => [];
    students::create_student => [ProgrammeNotOpen, AlreadyEnrolled, ReferenceUnknown];
    students::import_students => [ProgrammeNotOpen] or ImportRefused;
    students::get_student => [];
    students::update_student => [ProgrammeNotOpen, ReferenceUnknown];
    students::remove_student => [ProgrammeNotOpen, LiveMentorships];
    mentor_lists::get_mentor_list => [];
    mentor_lists::put_mentor_list => [ProgrammeNotOpen, ReferenceUnknown];

    mentors::list_mentors => [];
    mentors::get_mentor_facets => [];
    mentors::create_mentor => [ProgrammeNotOpen, AlreadyEnrolled];
    mentors::import_mentors => [ProgrammeNotOpen] or ImportRefused;
    mentors::get_mentor => [];
    mentors::update_mentor => [ProgrammeNotOpen, StaffOnly];
    availability::get_availability => [];
    availability::put_availability => [
        ProgrammeNotOpen, CharterNotAccepted, ReferenceUnknown, WindowOrder,
    ];
    availability::list_free_slots => [];
    mentors::remove_mentor => [ProgrammeNotOpen, LiveMentorships];

    mentor_applications::create_mentor_application => [
        ProgrammeNotOpen, AlreadyEnrolled, ApplicationOpen, StaffOnly,
    ];
    mentor_applications::list_mentor_applications => [];
    mentor_applications::get_mentor_application => [];
    mentor_applications::accept_mentor_application => [
        ProgrammeNotOpen, WrongState, OwnMentorship, AlreadyEnrolled,
    ];
    mentor_applications::refuse_mentor_application => [WrongState, OwnMentorship];
    mentor_applications::withdraw_mentor_application => [WrongState];

    mentorships::list_mentorships => [];
    mentorships::choose_mentor => [
        ProgrammeNotOpen, CharterNotAccepted, ChoiceClosed, AlreadyHasMentor, ReferenceUnknown,
        MentorNotAvailable, MentorFull,
    ];
    mentorships::get_mentorship => [];
    mentorships::end_mentorship => [
        ProgrammeNotOpen, WrongState, NotYourTurn, StaffOnly, OwnMentorship, TooManyChoices,
        ReasonRequired,
    ];
    timeline::get_timeline => [];
    mentorships::get_interview => [];
    mentorships::waive_roadbook => [
        ProgrammeNotOpen, WrongState, InterviewSettled, ReasonRequired,
    ];

    steering::assign_mentor => [
        ProgrammeNotOpen, OwnMentorship, AlreadyHasMentor, ReferenceUnknown, MentorNotAvailable,
        MentorFull,
    ];
    steering::assign_mentors => [ProgrammeNotOpen];
    steering::reassign_mentorship => [
        ProgrammeNotOpen, WrongState, OwnMentorship, InterviewSettled, AlreadyHasMentor,
        ReferenceUnknown, MentorNotAvailable, MentorFull,
    ];
    steering::extend_interview => [
        ProgrammeNotOpen, WrongState, OwnMentorship, InterviewSettled, WindowOrder, InThePast,
        OutsideWindow,
    ];
    steering::extend_interviews => [ProgrammeNotOpen];
    steering::excuse_interview => [
        ProgrammeNotOpen, WrongState, OwnMentorship, InterviewSettled, InterviewNotOpen,
    ];
    steering::excuse_interviews => [ProgrammeNotOpen];
    steering::nudge_mentorships => [];
    steering::leave_student => [ProgrammeNotOpen, OwnMentorship];
    steering::leave_mentor => [ProgrammeNotOpen, OwnMentorship];
    concerns::create_concern => [WrongState];
    concerns::list_concerns => [];
    concerns::get_concern => [];
    concerns::resolve_concern => [WrongState, OwnMentorship];

    career_interviews::request_career_interview => [
        ProgrammeNotOpen, CareerPeriodOver, ReferenceUnknown, CareerRequestOpen,
    ];
    career_interviews::list_career_interviews => [];
    career_interviews::get_career_interview => [];
    career_interviews::take_career_interview => [WrongState, OwnMentorship, ReferenceUnknown];
    career_interviews::schedule_career_interview => [WrongState, OwnMentorship, InThePast];
    career_interviews::hold_career_interview => [WrongState, OwnMentorship, NotStarted];
    career_interviews::record_career_no_show => [WrongState, OwnMentorship, NotStarted];
    career_interviews::decline_career_interview => [WrongState, OwnMentorship];
    career_interviews::cancel_career_interview => [WrongState];

    appointments::propose_appointment => [
        ProgrammeNotOpen, WrongState, NotYourTurn, CharterNotAccepted, InterviewNotOpen,
        InterviewSettled, WindowOver, BeforeLeavingSchool, OutsideWindow, InThePast, TooEarly,
        Overlap, SlotTaken,
    ];
    appointments::record_appointment => [
        ProgrammeNotOpen, WrongState, InterviewNotOpen, InterviewSettled, OutsideWindow,
        BeforeLeavingSchool, NotStarted, RoadbookMissing, ReasonRequired, EvaluationAlreadyGiven,
        Overlap,
    ];
    appointments::list_appointments => [];
    appointments::get_appointment => [];
    appointments::confirm_appointment => BOOKING;
    appointments::decline_appointment => [ProgrammeNotOpen, WrongState, NotYourTurn];
    appointments::withdraw_appointment => [ProgrammeNotOpen, WrongState, NotYourTurn];
    appointments::cancel_appointment => [ProgrammeNotOpen, WrongState];
    appointments::reschedule_appointment => BOOKING;
    appointments::hold_appointment => [
        WrongState, NotStarted, RoadbookMissing, ReasonRequired, EvaluationAlreadyGiven,
    ];
    appointments::record_no_show => [
        WrongState, NotStarted, ReasonRequired, EvaluationAlreadyGiven,
    ];
    appointments::correct_outcome => [
        WrongState, NotYourTurn, StaffOnly, OwnMentorship, RoadbookMissing,
        EvaluationAlreadyGiven, InterviewSettled, Overlap,
    ];
    appointments::dispute_outcome => [
        WrongState, NotYourTurn, EvaluationAlreadyGiven, InterviewSettled,
    ];

    calendars::get_invite => [];
    calendars::get_calendar_feed => [];
    calendars::renew_calendar_feed => [];
    calendars::read_calendar_feed => [];

    charter::get_charter => [];
    charter::put_charter => [ProgrammeNotOpen];
    charter::accept_charter => [ProgrammeNotOpen, ReferenceUnknown];

    templates::get_roadbook_template => [];
    templates::put_roadbook_template => [ProgrammeNotOpen, TemplateInvalid, TemplateInUse];
    templates::get_evaluation_template => [];
    templates::put_evaluation_template => [ProgrammeNotOpen, TemplateInvalid, TemplateInUse];

    roadbooks::get_roadbook => [];
    roadbooks::update_roadbook => [ProgrammeNotOpen, ReferenceUnknown, AnswerTooLong];
    roadbooks::copy_roadbook => [ProgrammeNotOpen, ReferenceUnknown];
    roadbooks::send_roadbook => [
        ProgrammeNotOpen, WrongState, InterviewNotOpen, InterviewSettled, WindowOver,
        RoadbookIncomplete, RoadbookLate,
    ];
    roadbooks::list_editions => [];
    roadbooks::get_edition => [];
    roadbooks::mark_edition_read => [];

    evaluations::get_evaluation => [];
    evaluations::update_evaluation => [
        WrongState, EvaluationAlreadyGiven, InterviewSettled, InterviewNotHeld, ReferenceUnknown,
    ];
    evaluations::give_evaluation => [
        WrongState, EvaluationAlreadyGiven, InterviewSettled, InterviewNotHeld, AppointmentAhead,
        ReferenceUnknown, EvaluationIncomplete,
    ];
    evaluations::give_evaluation_outside => [
        WrongState, EvaluationAlreadyGiven, InterviewSettled, InterviewNotHeld, AppointmentAhead,
        OutsideWindow,
    ];
    evaluations::correct_evaluation => [
        WrongState, EvaluationRetracted, ReferenceUnknown, EvaluationIncomplete,
    ];
    evaluations::retract_evaluation => [
        WrongState, StaffOnly, OwnMentorship, EvaluationRetracted, InterviewSettled,
    ];
    evaluations::mark_evaluation_read => [WrongState, EvaluationRetracted];
    evaluations::acknowledge_evaluation => [WrongState, EvaluationRetracted];
    evaluations::list_evaluation_versions => [];
    evaluations::get_evaluation_version => [];

    shares::list_shares => [];
    shares::create_share => [ReferenceUnknown];
    shares::revoke_share => [];
    shares::open_in_emergency => [OwnMentorship, ReferenceUnknown];

    agreed_actions::list_agreed_actions => [];
    agreed_actions::get_agreed_action => [];
    agreed_actions::update_agreed_action => [];

    audit_log::list_audit_entries => [];

    health::check_liveness => [];
    health::check_readiness => [];
}

/// Document from the handlers' annotations: paths, methods, tags and texts.
pub fn annotated() -> utoipa::openapi::OpenApi {
    Paths::openapi()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::deprecation::Deprecation;
    use actix_web::FromRequest;
    use actix_web::dev::Payload;
    use actix_web::http::header::{HeaderMap, LINK};
    use actix_web::test::TestRequest;

    const LINK_TO: &str = "https://mentoring.example.org/health";

    operations! {
        health::check_liveness => [], deprecated Deprecation::new((2027, 9, 1), (2028, 3, 1), LINK_TO);
        health::check_readiness => [];
    }

    /// The headers of an operation's answer, here a problem, as there is no service around it.
    async fn headers_of(operation: Operation) -> HeaderMap {
        let operation: &'static Operation = Box::leak(Box::new(operation));
        let request = TestRequest::default().to_http_request();
        let payload = actix_web::web::Payload::from_request(&request, &mut Payload::None);
        let response = operation.run(request, payload.await.unwrap()).await;
        response.headers().clone()
    }

    #[actix_web::test]
    async fn an_operation_that_is_to_go_says_when_and_what_replaces_it() {
        let mut operations = operations().into_iter();
        let headers = headers_of(operations.next().unwrap()).await;
        assert_eq!(headers.get("deprecation").unwrap(), "@1819756800");
        assert_eq!(
            headers.get("sunset").unwrap(),
            "Wed, 01 Mar 2028 00:00:00 GMT"
        );
        let link = format!("<{LINK_TO}>; rel=\"deprecation\"");
        assert_eq!(headers.get(LINK).unwrap(), link.as_str());
        let others = headers_of(operations.next().unwrap()).await;
        assert!(!others.contains_key("deprecation") && !others.contains_key("sunset"));
        assert_eq!(Paths::openapi().paths.paths.len(), 2);
    }
}
