//! Who plays in the story of the examples, as the School's export has them.

use serde_json::{Value, json};

/// The students' accounts on the Alumni website.
pub const CAMILLE: &str = "alumni-2027-0142";
pub const JONAS: &str = "alumni-2027-0158";
pub const YASMINE: &str = "alumni-2027-0171";
pub const LUCAS: &str = "alumni-2027-0186";

/// The mentors' accounts.
pub const CLAIRE: &str = "alumni-2005-0031";
pub const THOMAS: &str = "alumni-2003-0077";
pub const NADIA: &str = "alumni-2012-0015";

/// Students and mentors who come in March.
pub const MALIK: &str = "alumni-2027-0203";
pub const AVA: &str = "alumni-2027-0211";
pub const ELIF: &str = "alumni-2027-0224";
pub const SOFIA: &str = "alumni-2009-0046";
pub const PAUL: &str = "alumni-1999-0012";

/// The students whom the document's import shows.
pub fn two_students() -> Vec<Value> {
    vec![
        json!({
            "external_id": CAMILLE,
            "first_name": "Camille",
            "last_name": "Durand",
            "email": "camille.durand@school.example.org",
            "language": "en",
            "phone": "+33 6 39 98 10 42",
            "degree": "Master in Management",
            "major": "Corporate finance",
            "leaves_school_on": "2027-06-30",
        }),
        json!({
            "external_id": JONAS,
            "first_name": "Jonas",
            "last_name": "Weiler",
            "email": "jonas.weiler@school.example.org",
            "language": "en",
            "degree": "Master in Management",
            "major": "Supply chain",
        }),
    ]
}

/// The mentors whom the document's import shows.
pub fn two_mentors() -> Vec<Value> {
    vec![
        json!({
            "external_id": CLAIRE,
            "first_name": "Claire",
            "last_name": "Montagnier",
            "email": "claire.montagnier@alumni.example.org",
            "language": "en",
            "phone": "+33 6 39 98 20 05",
            "headline": "Corporate finance, with the people in it",
            "company": "Banque Orsel",
            "job_title": "Head of corporate lending",
            "sector": "Finance",
            "location": "Paris",
            "graduation_year": 2005,
            "languages": ["fr", "en"],
            "means": ["in_person", "video"],
            "skills": ["lending", "financial modelling", "job interviews"],
            "about": "I hold some thirty job interviews a year: let them be of use to you.",
        }),
        json!({
            "external_id": THOMAS,
            "first_name": "Thomas",
            "last_name": "Keller",
            "email": "thomas.keller@alumni.example.org",
            "language": "en",
            "headline": "Supply chain, between Strasbourg and Stuttgart",
            "company": "Rheinwerk Logistik",
            "job_title": "Head of operations",
            "sector": "Logistics",
            "location": "Strasbourg",
            "graduation_year": 2003,
            "languages": ["fr", "de", "en"],
            "means": ["phone", "video"],
            "skills": ["supply chain", "working abroad"],
            "capacity": 2,
        }),
    ]
}

/// Students who come later.
pub fn more_students() -> Vec<Value> {
    let student = |id: &str, first: &str, last: &str, email: &str| {
        json!({
            "external_id": id, "first_name": first, "last_name": last, "email": email,
            "language": "en", "degree": "Master in Management", "major": "Data and decision",
        })
    };
    vec![
        student(
            YASMINE,
            "Yasmine",
            "Haddad",
            "yasmine.haddad@school.example.org",
        ),
        student(
            LUCAS,
            "Lucas",
            "Marchetti",
            "lucas.marchetti@school.example.org",
        ),
    ]
}

/// A mentor who comes later.
pub fn another_mentor() -> Value {
    json!({
        "external_id": NADIA,
        "first_name": "Nadia",
        "last_name": "Benkirane",
        "email": "nadia.benkirane@alumni.example.org",
        "language": "en",
        "headline": "Data in the service of health",
        "company": "Clinéa Data",
        "job_title": "Head of data",
        "sector": "Health",
        "location": "Paris",
        "graduation_year": 2012,
        "languages": ["fr", "en", "ar"],
        "means": ["video"],
        "skills": ["data science", "public health"],
    })
}

/// Students who come in March.
pub fn late_students() -> Vec<Value> {
    let student = |id: &str, first: &str, last: &str, email: &str| {
        json!({
            "external_id": id, "first_name": first, "last_name": last, "email": email,
            "language": "en", "degree": "Master in Management", "major": "Marketing",
        })
    };
    vec![
        student(MALIK, "Malik", "Sow", "malik.sow@school.example.org"),
        student(AVA, "Ava", "Lindqvist", "ava.lindqvist@school.example.org"),
        student(ELIF, "Elif", "Aydın", "elif.aydin@school.example.org"),
    ]
}

/// Mentors who come in March.
pub fn late_mentors() -> Vec<Value> {
    let mentor = |id: &str, first: &str, last: &str, email: &str, year: u16| {
        json!({
            "external_id": id, "first_name": first, "last_name": last, "email": email,
            "language": "en", "headline": "Brands that last", "sector": "Consumer goods",
            "location": "Lyon", "graduation_year": year, "languages": ["fr", "en"],
            "means": ["in_person", "video"],
        })
    };
    vec![
        mentor(
            SOFIA,
            "Sofia",
            "Marques",
            "sofia.marques@alumni.example.org",
            2009,
        ),
        mentor(
            PAUL,
            "Paul",
            "Vasseur",
            "paul.vasseur@alumni.example.org",
            1999,
        ),
    ]
}

/// A student who has left School already.
pub fn last_years_student() -> Value {
    json!({
        "external_id": "alumni-2026-0093",
        "first_name": "Inès",
        "last_name": "Rolland",
        "email": "ines.rolland@school.example.org",
        "language": "fr",
        "degree": "Master in Management",
    })
}

/// Somebody with the name of a mentor.
pub fn a_namesake() -> Value {
    json!({
        "external_id": "alumni-1998-0012",
        "first_name": "Thomas",
        "last_name": "Keller",
        "email": "t.keller@alumni.example.org",
    })
}
