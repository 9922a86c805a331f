//! Words of the audit log (R29): kinds of things and their fields, never their content.

use crate::macros::words;

words! {
    /// Kind of thing that a write changed.
    Subject {
        AgreedAction = "agreed_action",
        Appointment = "appointment",
        Charter = "charter",
        Mentor = "mentor",
        MentorList = "mentor_list",
        Mentorship = "mentorship",
        Person = "person",
        Programme = "programme",
        Roadbook = "roadbook",
        RoadbookEdition = "roadbook_edition",
        Student = "student",
    }
}
words! {
    /// Field of a thing, or fields that change together.
    Field {
        /// Acceptance of a charter.
        AcceptedAt = "accepted_at",
        /// Part of an enrolled person in the programme, or a person's use of the service.
        Active = "active",
        /// A draft programme, or an enrolment, with everything of it.
        Deleted = "deleted",
        /// Enrolment of a student or mentor.
        Details = "details",
        /// E-mail address.
        Email = "email",
        /// First name.
        FirstName = "first_name",
        /// Language of mails and texts.
        Language = "language",
        /// Last name.
        LastName = "last_name",
        /// Mentor of a new mentorship.
        MentorId = "mentor_id",
        /// Marks of an agreed action.
        Mark = "mark",
        /// A programme's mentors, by an import; those of a student's list.
        Mentors = "mentors",
        /// Phone number.
        Phone = "phone",
        /// Private address.
        PrivateEmail = "private_email",
        /// First opening of an edition by the mentor.
        ReadAt = "read_at",
        /// Whether reminders are wanted.
        Reminders = "reminders",
        /// A programme's calendar, policies and name.
        Settings = "settings",
        /// Life of a programme.
        Status = "status",
        /// Student of a new mentorship.
        StudentId = "student_id",
        /// A programme's students, by an import.
        Students = "students",
        /// Wording of a charter.
        Text = "text",
        /// Name for video calls.
        VideoHandle = "video_handle",
    }
}
