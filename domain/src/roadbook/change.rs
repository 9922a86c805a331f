//! Changes to a road-book's template: free until its first use, in wording only afterwards (R23).

use super::{Part, Question, Template};
use crate::refusal::{Code, Refusal};
use crate::words::Step;
use std::collections::BTreeSet;

/// Most questions of a road-book.
pub const MAX_QUESTIONS: usize = 100;

impl Template {
    /// The template that replaces this one; `in_use` once an answer or an edition exists.
    ///
    /// # Errors
    /// `template_invalid` for one that contradicts itself. Then, in use, `template_in_use` for all
    /// but other wording, another order, and what makes answering easier: a question that is no
    /// longer required, or that takes a longer answer. Each with the pointer to the first place
    /// and, in `items`, the keys concerned.
    pub fn replaced(&self, new: Self, in_use: bool) -> Result<Self, Refusal> {
        new.hold_together()?;
        if in_use {
            self.expect_same_questions(&new)?;
        }
        Ok(new)
    }

    /// Checks that each key is there once, that the questions are not too many, and that there is
    /// one for each interview, since a road-book may be sent before each of them.
    fn hold_together(&self) -> Result<(), Refusal> {
        let (mut parts, mut questions) = (BTreeSet::new(), BTreeSet::new());
        for (at, part) in self.parts.iter().enumerate() {
            if !parts.insert(&part.key) {
                return Err(invalid(format!("/parts/{at}/key"), [&part.key]));
            }
            for (number, question) in part.questions.iter().enumerate() {
                if !questions.insert(&question.key) {
                    let pointer = format!("/parts/{at}/questions/{number}/key");
                    return Err(invalid(pointer, [&question.key]));
                }
                if questions.len() > MAX_QUESTIONS {
                    let pointer = format!("/parts/{at}/questions/{number}");
                    return Err(invalid(pointer, [&question.key]));
                }
            }
        }
        let unasked = |step: &&Step| self.questions_for(**step).next().is_none();
        let unasked: Vec<_> = Step::ALL.iter().filter(unasked).collect();
        if unasked.is_empty() {
            Ok(())
        } else {
            Err(invalid("/parts".to_owned(), unasked))
        }
    }

    fn expect_same_questions(&self, new: &Self) -> Result<(), Refusal> {
        let gone = |part: &&Part| new.part(&part.key).is_none();
        let gone: Vec<_> = self.parts.iter().filter(gone).collect();
        if !gone.is_empty() {
            let keys = gone.iter().map(|part| &part.key);
            return Err(in_use("/parts".to_owned(), keys));
        }
        for (at, part) in new.parts.iter().enumerate() {
            let pointer = format!("/parts/{at}");
            let Some(before) = self.part(&part.key) else {
                return Err(in_use(format!("{pointer}/key"), [&part.key]));
            };
            before.expect_same_questions(part, &pointer)?;
        }
        Ok(())
    }

    fn part(&self, key: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.key == key)
    }
}

impl Part {
    fn expect_same_questions(&self, new: &Self, pointer: &str) -> Result<(), Refusal> {
        let gone = |question: &&Question| new.question(&question.key).is_none();
        let gone: Vec<_> = self.questions.iter().filter(gone).collect();
        if !gone.is_empty() {
            let keys = gone.iter().map(|question| &question.key);
            return Err(in_use(format!("{pointer}/questions"), keys));
        }
        for (number, question) in new.questions.iter().enumerate() {
            let field = match self.question(&question.key) {
                None => "key",
                Some(before) => match before.stricter_in(question) {
                    None => continue,
                    Some(field) => field,
                },
            };
            let pointer = format!("{pointer}/questions/{number}/{field}");
            return Err(in_use(pointer, [&question.key]));
        }
        Ok(())
    }

    fn question(&self, key: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.key == key)
    }
}

impl Question {
    /// The first field by which its new version asks for something else, or for more.
    fn stricter_in(&self, new: &Self) -> Option<&'static str> {
        if self.steps != new.steps {
            Some("steps")
        } else if new.required && !self.required {
            Some("required")
        } else if new.max_length < self.max_length {
            Some("max_length")
        } else {
            None
        }
    }
}

fn invalid<T: ToString>(pointer: String, items: impl IntoIterator<Item = T>) -> Refusal {
    refusal(Code::TemplateInvalid, pointer, items)
}

fn in_use<T: ToString>(pointer: String, items: impl IntoIterator<Item = T>) -> Refusal {
    refusal(Code::TemplateInUse, pointer, items)
}

fn refusal<T: ToString>(
    code: Code,
    pointer: String,
    items: impl IntoIterator<Item = T>,
) -> Refusal {
    let items = items.into_iter().map(|item| item.to_string());
    Refusal::new(code).pointer(pointer).items(items.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(refused: Result<Template, Refusal>) -> (Code, String, Vec<String>) {
        let refusal = refused.unwrap_err();
        (refusal.code, refusal.pointer.unwrap(), refusal.items)
    }

    fn changed(change: impl FnOnce(&mut Template)) -> Template {
        let mut template = Template::guide();
        change(&mut template);
        template
    }

    fn expect(in_use: bool, code: Code, pointer: &str, item: &str, new: Template) {
        let told = place(Template::guide().replaced(new, in_use));
        assert_eq!(told, (code, pointer.to_owned(), vec![item.to_owned()]));
    }

    #[test]
    fn the_same_template_is_accepted_at_any_time() {
        for in_use in [false, true] {
            let same = Template::guide().replaced(Template::guide(), in_use);
            assert_eq!(same, Ok(Template::guide()));
        }
    }

    #[test]
    fn a_key_is_there_once_in_the_whole_template() {
        let twice = changed(|it| it.parts[1].key = it.parts[0].key.clone());
        let (code, key) = (Code::TemplateInvalid, "my_years_in_the_school");
        expect(false, code, "/parts/1/key", key, twice);
        let twice = changed(|it| it.parts[2].questions[1].key = "school_path".into());
        let pointer = "/parts/2/questions/1/key";
        expect(false, code, pointer, "school_path", twice);
    }

    #[test]
    fn each_interview_keeps_a_question_and_all_are_a_hundred_at_most() {
        let without = changed(|it| it.parts.truncate(3));
        let code = Code::TemplateInvalid;
        expect(false, code, "/parts", "follow_up", without);
        let many = |count: usize| {
            changed(|it| {
                let more = count - it.questions().count();
                let one = it.parts[3].questions[0].clone();
                let more = (0..more).map(|number| Question {
                    key: format!("more_{number}"),
                    ..one.clone()
                });
                it.parts[3].questions.extend(more);
            })
        };
        assert!(Template::guide().replaced(many(100), false).is_ok());
        let told = place(Template::guide().replaced(many(101), false));
        assert_eq!(told.0, code);
    }

    #[test]
    fn anything_changes_before_the_first_use() {
        let new = changed(|it| {
            it.parts.remove(0);
            it.parts[0].questions[0].required = false;
            it.parts[0].questions[0].max_length = 1;
            it.parts[0].questions[0].steps = vec![Step::Project];
        });
        assert_eq!(Template::guide().replaced(new.clone(), false), Ok(new));
    }

    #[test]
    fn wording_order_and_relief_change_after_it() {
        let new = changed(|it| {
            it.parts.reverse();
            it.parts[0].questions.reverse();
            it.parts[0].title = ("Autre titre", "Another title").into();
            let question = &mut it.parts[0].questions[0];
            question.label = ("Autrement ?", "Otherwise?").into();
            question.help = None;
            question.max_length = 10_000;
            for question in &mut it.parts[1].questions {
                question.required = false;
            }
        });
        assert_eq!(Template::guide().replaced(new.clone(), true), Ok(new));
    }

    #[test]
    fn keys_steps_and_demands_stay_after_it() {
        let code = Code::TemplateInUse;
        let key = "school_path";
        let renamed = changed(|it| it.parts[0].questions[0].key = "path".into());
        expect(true, code, "/parts/0/questions", key, renamed);
        let added = changed(|it| {
            let mut one = it.parts[0].questions[0].clone();
            one.key = "path".into();
            it.parts[0].questions.insert(0, one);
        });
        expect(true, code, "/parts/0/questions/0/key", "path", added);
        let moved = changed(|it| {
            let one = it.parts[0].questions.remove(0);
            it.parts[1].questions.push(one);
        });
        expect(true, code, "/parts/0/questions", key, moved);
        let gone = changed(|it| it.parts[1].questions.clear());
        let told = place(Template::guide().replaced(gone, true));
        assert_eq!(told.1, "/parts/1/questions");
        assert_eq!(told.2.len(), 6);
        let steps = changed(|it| it.parts[0].questions[0].steps.push(Step::FollowUp));
        expect(true, code, "/parts/0/questions/0/steps", key, steps);
        let stricter = changed(|it| it.parts[0].questions[1].required = true);
        let pointer = "/parts/0/questions/1/required";
        expect(true, code, pointer, "school_proud", stricter);
        let shorter = changed(|it| it.parts[0].questions[0].max_length -= 1);
        let pointer = "/parts/0/questions/0/max_length";
        expect(true, code, pointer, key, shorter);
        let part = changed(|it| it.parts[3].key = "my_beginnings".into());
        expect(true, code, "/parts", "my_first_months", part);
    }
}
