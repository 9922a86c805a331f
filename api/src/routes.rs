//! Every operation of the service, on one page. A line is the handler and the codes of its own
//! 409s; path, method and texts stand at the handler, everything else follows from its types.

use crate::handlers::*;
use crate::operation::Operation;
use utoipa::OpenApi;

macro_rules! operations {
    ($($module:ident::$handler:ident => [$($code:ident),* $(,)?];)+) => {
        /// Paths, methods and texts, read off the handlers.
        #[derive(OpenApi)]
        #[openapi(paths($($module::$handler),+))]
        struct Paths;

        /// Every operation.
        #[must_use]
        pub fn operations() -> Vec<Operation> {
            vec![$(Operation::new(stringify!($handler), $module::$handler, &[$(crate::problem::Code::$code),*])),+]
        }
    };
}

operations! {
    me::get_me => [];
    me::get_profile => [];
    me::update_profile => [];

    programmes::list_programmes => [];
    programmes::create_programme => [WindowOrder, ReferenceUnknown];
    programmes::get_programme => [];
    programmes::update_programme => [
        ProgrammeNotOpen, WrongState, CalendarConflict, WindowOrder, ReferenceUnknown,
    ];
    programmes::open_programme => [WrongState];
    programmes::close_programme => [WrongState, LiveMentorships];
    programmes::reopen_programme => [WrongState];

    students::list_students => [];
    students::import_students => [ProgrammeNotOpen];
    students::get_student => [];
    students::update_student => [];

    mentors::list_mentors => [];
    mentors::get_mentor_facets => [];
    mentors::import_mentors => [ProgrammeNotOpen];
    mentors::get_mentor => [];
    mentors::update_mentor => [StaffOnly];

    mentorships::list_mentorships => [];
    mentorships::choose_mentor => [
        ProgrammeNotOpen, CharterNotAccepted, ChoiceClosed, AlreadyHasMentor, ReferenceUnknown,
        MentorNotAvailable, MentorFull,
    ];
    mentorships::get_mentorship => [];
    mentorships::end_mentorship => [
        ProgrammeNotOpen, WrongState, NotYourTurn, StaffOnly, TooManyChoices, ReasonRequired,
    ];
    mentorships::get_interview => [];
    mentorships::waive_roadbook => [ProgrammeNotOpen, WrongState, InterviewSettled];

    appointments::propose_appointment => [
        ProgrammeNotOpen, WrongState, NotYourTurn, CharterNotAccepted, InterviewNotOpen,
        InterviewSettled, WindowOver, BeforeLeavingSchool, OutsideWindow, InThePast, TooEarly,
        Overlap,
    ];
    appointments::record_appointment => [
        ProgrammeNotOpen, WrongState, InterviewNotOpen, InterviewSettled, OutsideWindow,
        BeforeLeavingSchool, NotStarted, RoadbookMissing, ReasonRequired, EvaluationAlreadyGiven,
    ];
    appointments::list_appointments => [];
    appointments::get_appointment => [];
    appointments::confirm_appointment => [
        ProgrammeNotOpen, WrongState, NotYourTurn, CharterNotAccepted, InterviewNotOpen,
        InterviewSettled, WindowOver, BeforeLeavingSchool, OutsideWindow, InThePast, TooEarly,
        Overlap,
    ];
    appointments::decline_appointment => [ProgrammeNotOpen, WrongState, NotYourTurn];
    appointments::withdraw_appointment => [ProgrammeNotOpen, WrongState, NotYourTurn];
    appointments::cancel_appointment => [ProgrammeNotOpen, WrongState];
    appointments::reschedule_appointment => [
        ProgrammeNotOpen, WrongState, NotYourTurn, CharterNotAccepted, InterviewNotOpen,
        InterviewSettled, WindowOver, BeforeLeavingSchool, OutsideWindow, InThePast, TooEarly,
        Overlap,
    ];
    appointments::hold_appointment => [
        WrongState, NotStarted, RoadbookMissing, ReasonRequired, EvaluationAlreadyGiven,
    ];
    appointments::record_no_show => [
        WrongState, NotStarted, ReasonRequired, EvaluationAlreadyGiven,
    ];
    appointments::correct_outcome => [
        WrongState, NotYourTurn, StaffOnly, RoadbookMissing, EvaluationAlreadyGiven,
        InterviewSettled,
    ];
    appointments::dispute_outcome => [
        WrongState, NotYourTurn, EvaluationAlreadyGiven, InterviewSettled,
    ];

    charter::get_charter => [];
    charter::put_charter => [];
    charter::accept_charter => [ProgrammeNotOpen, ReferenceUnknown];

    templates::get_roadbook_template => [];
    templates::get_evaluation_template => [];

    roadbooks::get_roadbook => [];
    roadbooks::update_roadbook => [ProgrammeNotOpen, ReferenceUnknown, AnswerTooLong];
    roadbooks::send_roadbook => [
        ProgrammeNotOpen, WrongState, InterviewNotOpen, InterviewSettled, WindowOver,
        RoadbookIncomplete, RoadbookLate,
    ];
    roadbooks::list_editions => [];
    roadbooks::get_edition => [];
    roadbooks::mark_edition_read => [];

    evaluations::get_evaluation => [];
    evaluations::update_evaluation => [
        EvaluationAlreadyGiven, InterviewSettled, InterviewNotHeld, ReferenceUnknown,
    ];
    evaluations::give_evaluation => [
        EvaluationAlreadyGiven, InterviewSettled, InterviewNotHeld, AppointmentAhead,
        ReferenceUnknown, EvaluationIncomplete,
    ];
    evaluations::correct_evaluation => [WrongState, ReferenceUnknown, EvaluationIncomplete];
    evaluations::acknowledge_evaluation => [WrongState];
    evaluations::list_evaluation_versions => [];
    evaluations::get_evaluation_version => [];

    health::check_liveness => [];
    health::check_readiness => [];
}

/// The document as the handlers' annotations have it: paths, methods, tags and texts.
#[must_use]
pub fn annotated() -> utoipa::openapi::OpenApi {
    Paths::openapi()
}
