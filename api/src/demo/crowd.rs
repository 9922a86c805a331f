//! Stories of the crowd: everybody behind the named people, in the proportions of a usual February.

use super::story::Level::{
    self, Cancelled, Chosen, Confirmed, Declined, Given, Held, Moving, Outside, Proposed, Sent,
    Unrecorded, Waived,
};
use super::story::{CAST, Former, Story, former, year};
use super::texts::people;
use std::ops::Range;

/// Capacity of a programme's mentors who set none.
const USUAL_CAPACITY: u16 = 3;
/// Mentors whom the crowd chooses; those before them have a place for who plays with the demo.
const MENTORS: Range<usize> = 17..40;
/// Students who have a mentor; those behind them have none.
const CHOSEN: Range<usize> = 48..111;
/// Students of the year before, and the first of their mentors.
const EARLIER: Range<usize> = 133..149;
const FIRST_MENTOR: usize = 16;

/// Progress of the first interview in the middle of its window.
const USUAL: &[Level] = &[
    Given, Confirmed, Sent, Given, Proposed, Sent, Held, Confirmed, Chosen, Given, Sent, Moving,
    Confirmed, Given, Declined, Sent, Waived, Confirmed, Proposed, Given, Chosen, Sent, Unrecorded,
    Confirmed, Outside, Cancelled, Given,
];
/// Progress of the three interviews after a year.
const FINISHED: &[[Level; 3]] = &[
    [Given, Given, Given],
    [Given, Given, Given],
    [Waived, Given, Given],
    [Given, Held, Given],
    [Given, Given, Outside],
    [Given, Given, Given],
    [Given, Outside, Chosen],
];

/// The years of the crowd, its cast first.
pub(super) fn stories() -> Result<Vec<Story>, String> {
    let mut stories = CAST.to_vec();
    let mentors = people()?.mentors.iter().enumerate();
    let mentors: Vec<_> = mentors
        .filter(|(place, _)| MENTORS.contains(place))
        .map(|(place, mentor)| (place, mentor.capacity.unwrap_or(USUAL_CAPACITY)))
        .collect();
    for (turn, student) in CHOSEN.enumerate() {
        let from = turn % mentors.len().max(1);
        let in_turn = mentors.iter().cycle().skip(from).take(mentors.len());
        let free = |(place, capacity): &&(usize, u16)| {
            let taken = stories.iter().filter(|story| story.mentor == *place);
            taken.count() < usize::from(*capacity)
        };
        let mut free = in_turn.filter(free);
        let (mentor, _) = free.next().ok_or("no mentor has a place")?;
        let level = USUAL.get(turn % USUAL.len()).ok_or("no level")?;
        stories.push(year(student, *mentor, *level));
    }
    Ok(stories)
}

/// The year before of the crowd.
pub(super) fn before() -> impl Iterator<Item = Former> {
    let turns = FINISHED.iter().cycle().copied();
    let people = EARLIER.zip(FIRST_MENTOR..);
    people
        .zip(turns)
        .map(|((student, mentor), steps)| former(student, mentor, steps))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::story::{FORMER, REPEATER, STORIES, UNDECIDED, WITHDREW};
    use crate::demo::texts::{crowd, student};
    use std::collections::HashSet;

    #[test]
    fn everybody_has_one_story_at_the_most() {
        let stories = stories().unwrap();
        let named = STORIES.iter().map(|story| story.student);
        let told: Vec<_> = named.chain(stories.iter().map(|it| it.student)).collect();
        let once: HashSet<_> = told.iter().copied().collect();
        assert_eq!(once.len(), told.len());
        assert!(!once.contains(&WITHDREW.0) && !once.contains(&UNDECIDED));
        let earlier = FORMER.iter().copied().chain(before());
        let earlier: HashSet<_> = earlier.map(|it| it.student).collect();
        let both: Vec<_> = earlier.intersection(&once).collect();
        assert_eq!(both, [&REPEATER]);
        assert_eq!(earlier.len(), 8 + crowd().unwrap().former.len());
        assert!(student(EARLIER.end - 1).is_ok() && student(EARLIER.end).is_err());
    }
}
