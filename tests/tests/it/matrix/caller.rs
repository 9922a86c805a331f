//! The kinds of caller: the matrix's columns.

/// A kind of caller, named from the mentorship that the request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
    /// Without a token.
    Anonymous,
    /// A good token of a person whom nobody has imported.
    Unknown,
    /// A student of the programme whom staff have deactivated.
    Inactive,
    /// Known, enrolled nowhere.
    Outsider,
    /// The student.
    Student,
    /// Another student of the programme, with a mentor of their own.
    Classmate,
    /// The mentor.
    Mentor,
    /// Another mentor of the programme, with a student of their own.
    Colleague,
    /// The mentor of an ended mentorship, about that one; its student has another mentor.
    Former,
    /// The student's mentor before this one, about this one.
    Replaced,
    /// The student's mentor after an ended mentorship, about that one.
    Successor,
    /// A student of another open programme.
    StudentElsewhere,
    /// A mentor of another open programme.
    MentorElsewhere,
    /// A student of a draft programme, about that programme.
    DraftStudent,
    /// A mentor of a draft programme, about that programme.
    DraftMentor,
    /// Staff of the Career Department.
    Adviser,
    /// Staff who run the programme.
    Admin,
    /// The mentor, whose token says that they are an admin too (R38).
    StaffMentor,
}

/// Every caller under its name in the tables, in their order.
pub const CALLERS: [(Caller, &str); 18] = [
    (Caller::Anonymous, "anonymous"),
    (Caller::Unknown, "unknown"),
    (Caller::Inactive, "inactive"),
    (Caller::Outsider, "outsider"),
    (Caller::Student, "student"),
    (Caller::Classmate, "classmate"),
    (Caller::Mentor, "mentor"),
    (Caller::Colleague, "colleague"),
    (Caller::Former, "former"),
    (Caller::Replaced, "replaced"),
    (Caller::Successor, "successor"),
    (Caller::StudentElsewhere, "S elsewhere"),
    (Caller::MentorElsewhere, "M elsewhere"),
    (Caller::DraftStudent, "S draft"),
    (Caller::DraftMentor, "M draft"),
    (Caller::Adviser, "adviser"),
    (Caller::Admin, "admin"),
    (Caller::StaffMentor, "admin+mentor"),
];

impl Caller {
    /// The code of a 403 that this caller gets.
    pub const fn forbidden(self) -> &'static str {
        match self {
            Self::Unknown => "person_unknown",
            Self::Inactive => "person_deactivated",
            _ => "role_forbidden",
        }
    }

    /// Whether they ask about a mentorship that has ended.
    pub const fn comes_after(self) -> bool {
        matches!(self, Self::Former | Self::Successor)
    }

    /// Whether they act as staff (R38: not the mentor who is an admin too).
    pub const fn acts_as_staff(self) -> bool {
        matches!(self, Self::Adviser | Self::Admin)
    }
}
