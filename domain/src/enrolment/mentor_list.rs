//! Mentors whom staff propose to one student, or keep from them (R5).

use crate::ids::PersonId;
use crate::refusal::{Code, Refusal};
use std::collections::HashSet;

/// Mentors pinned and excluded for one student.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MentorList {
    /// Mentors who come first in the student's list, by name.
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub pinned: Vec<PersonId>,
    /// Mentors who don't exist for the student, by name; nobody is told why.
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub excluded: Vec<PersonId>,
}

/// New content of a student's mentor list. A mentor named twice in one list counts once.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MentorListUpdate {
    /// Mentors who come first in the student's list.
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub pinned: Vec<PersonId>,
    /// Mentors who don't exist for the student, none of the pinned ones.
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub excluded: Vec<PersonId>,
}

impl MentorListUpdate {
    /// The mentors, each once, with whether they are pinned. `is_mentor` knows those of the programme.
    ///
    /// # Errors
    /// `reference_unknown` with the pointer to the first who isn't a mentor of the programme, or who is
    /// excluded and pinned.
    pub fn entries(
        &self,
        is_mentor: impl Fn(PersonId) -> bool,
    ) -> Result<Vec<(PersonId, bool)>, Refusal> {
        let mut seen = HashSet::new();
        let mut entries = Vec::with_capacity(self.pinned.len() + self.excluded.len());
        for (list, mentors, pinned) in [
            ("pinned", &self.pinned, true),
            ("excluded", &self.excluded, false),
        ] {
            for (number, mentor) in mentors.iter().enumerate() {
                let is_pinned = !pinned && self.pinned.contains(mentor);
                if is_pinned || !is_mentor(*mentor) {
                    let refusal = Refusal::new(Code::ReferenceUnknown);
                    return Err(refusal.pointer(format!("/{list}/{number}")));
                }
                if seen.insert(*mentor) {
                    entries.push((*mentor, pinned));
                }
            }
        }
        Ok(entries)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mentor_of_the_programme_stands_once_in_one_list() {
        let [mia, max, stranger] = [(); 3].map(|()| PersonId::new());
        let known = |id| id != stranger;
        let entries = |pinned: &[PersonId], excluded: &[PersonId]| {
            let update = MentorListUpdate {
                pinned: pinned.to_vec(),
                excluded: excluded.to_vec(),
            };
            update.entries(known).map_err(|refusal| {
                assert_eq!(refusal.code, Code::ReferenceUnknown);
                refusal.pointer.unwrap()
            })
        };
        assert_eq!(entries(&[], &[]), Ok(vec![]));
        let both = Ok(vec![(mia, true), (max, false)]);
        assert_eq!(entries(&[mia], &[max]), both);
        assert_eq!(entries(&[mia, mia], &[max, max]), both);
        assert_eq!(entries(&[mia], &[max, mia]), Err("/excluded/1".to_owned()));
        assert_eq!(entries(&[mia, stranger], &[]), Err("/pinned/1".to_owned()));
        assert_eq!(entries(&[], &[stranger]), Err("/excluded/0".to_owned()));
    }
}
