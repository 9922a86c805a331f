//! Typed identifiers.

crate::macros::ids! {
    /// A person known to the Alumni website.
    PersonId,
    /// A programme: one yearly edition.
    ProgrammeId,
    /// A mentorship: one student with one mentor in one programme.
    MentorshipId,
    /// An appointment of an interview.
    AppointmentId,
    /// A student's road-book in one programme.
    RoadbookId,
    /// A frozen, sent edition of a road-book.
    EditionId,
    /// An action that student and mentor agreed on.
    ActionId,
    /// A concern told to staff.
    ConcernId,
    /// A career interview.
    CareerInterviewId,
    /// An application to be a mentor.
    MentorApplicationId,
    /// Documents that a student shares.
    ShareId,
    /// An opening of a document in an emergency.
    EmergencyAccessId,
    /// A change in the audit log.
    AuditEntryId,
}
