//! Changes to a form's template: free until its first use, in wording only afterwards (R23).

use super::Template;
use crate::refusal::{Code, Refusal};
use crate::words::FormField;
use std::collections::BTreeSet;

impl Template {
    /// The template that replaces this one; `in_use` once a form of its interview was saved or given.
    ///
    /// # Errors
    /// `template_invalid` for one that contradicts itself, or that is for another interview. Then,
    /// in use, `template_in_use` for all but other wording, another order, and a field that is no
    /// longer required. Each with the pointer to the first place and, in `items`, the keys
    /// concerned.
    pub fn replaced(&self, new: Self, in_use: bool) -> Result<Self, Refusal> {
        if new.step != self.step {
            return Err(refusal(
                Code::TemplateInvalid,
                "/step",
                &[new.step.as_str()],
            ));
        }
        new.hold_together()?;
        if in_use {
            self.expect_same_criteria(&new)?;
            self.expect_same_fields(&new)?;
        }
        Ok(new)
    }

    /// Checks that each key is there once, and that there is a criterion or a text, without which no
    /// form could be given (R21).
    fn hold_together(&self) -> Result<(), Refusal> {
        let code = Code::TemplateInvalid;
        let mut seen = BTreeSet::new();
        for (at, criterion) in self.criteria.iter().enumerate() {
            if !seen.insert(criterion.key.as_str()) {
                let pointer = format!("/criteria/{at}/key");
                return Err(refusal(code, &pointer, &[&criterion.key]));
            }
        }
        let mut seen = BTreeSet::new();
        for (at, field) in self.fields.iter().enumerate() {
            if !seen.insert(field.key) {
                let pointer = format!("/fields/{at}/key");
                return Err(refusal(code, &pointer, &[field.key.as_str()]));
            }
        }
        let mut texts = self.fields.iter().map(|field| field.key);
        if self.criteria.is_empty() && !texts.any(|field| field != FormField::Situation) {
            return Err(refusal(code, "/criteria", &[]));
        }
        Ok(())
    }

    fn expect_same_criteria(&self, new: &Self) -> Result<(), Refusal> {
        let keys = self.criteria.iter().map(|criterion| criterion.key.as_str());
        let gone: Vec<_> = keys.filter(|key| new.criterion(key).is_none()).collect();
        if !gone.is_empty() {
            return Err(refusal(Code::TemplateInUse, "/criteria", &gone));
        }
        let mut criteria = new.criteria.iter().enumerate();
        match criteria.find(|(_, criterion)| self.criterion(&criterion.key).is_none()) {
            None => Ok(()),
            Some((at, added)) => {
                let pointer = format!("/criteria/{at}/key");
                Err(refusal(Code::TemplateInUse, &pointer, &[&added.key]))
            }
        }
    }

    fn expect_same_fields(&self, new: &Self) -> Result<(), Refusal> {
        let keys = self.fields.iter().map(|field| field.key);
        let gone = keys.filter(|key| new.field(*key).is_none());
        let gone: Vec<_> = gone.map(|key| key.as_str()).collect();
        if !gone.is_empty() {
            return Err(refusal(Code::TemplateInUse, "/fields", &gone));
        }
        for (at, field) in new.fields.iter().enumerate() {
            let stricter = match self.field(field.key) {
                None => "key",
                Some(before) if field.required && !before.required => "required",
                Some(_) => continue,
            };
            let pointer = format!("/fields/{at}/{stricter}");
            let key = field.key.as_str();
            return Err(refusal(Code::TemplateInUse, &pointer, &[key]));
        }
        Ok(())
    }
}

fn refusal(code: Code, pointer: &str, items: &[&str]) -> Refusal {
    let items = items.iter().map(|item| (*item).to_owned());
    Refusal::new(code).pointer(pointer).items(items.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Step;

    fn guide() -> Template {
        Template::guide(Step::FollowUp)
    }

    fn changed(change: impl FnOnce(&mut Template)) -> Template {
        let mut template = guide();
        change(&mut template);
        template
    }

    fn expect(in_use: bool, code: Code, pointer: &str, item: &str, new: Template) {
        let refusal = guide().replaced(new, in_use).unwrap_err();
        assert_eq!(
            (refusal.code, refusal.pointer.as_deref()),
            (code, Some(pointer))
        );
        assert_eq!(refusal.items, [item]);
    }

    #[test]
    fn the_same_template_is_accepted_at_any_time() {
        for step in Step::ALL {
            for in_use in [false, true] {
                let guide = Template::guide(*step);
                assert_eq!(guide.replaced(guide.clone(), in_use), Ok(guide));
            }
        }
    }

    #[test]
    fn a_key_is_there_once() {
        let code = Code::TemplateInvalid;
        let twice = changed(|it| it.criteria[2].key = it.criteria[0].key.clone());
        expect(false, code, "/criteria/2/key", "quality_of_thinking", twice);
        let twice = changed(|it| it.fields[3].key = FormField::Summary);
        expect(false, code, "/fields/3/key", "summary", twice);
    }

    #[test]
    fn a_form_can_be_given_and_is_of_its_interview() {
        let other = Template::guide(Step::Project);
        expect(false, Code::TemplateInvalid, "/step", "project", other);
        let only = |key: FormField| {
            changed(|it| {
                it.criteria.clear();
                it.fields.retain(|field| field.key == key);
            })
        };
        assert!(guide().replaced(only(FormField::Advice), false).is_ok());
        let refusal = guide()
            .replaced(only(FormField::Situation), false)
            .unwrap_err();
        assert_eq!(refusal.pointer.as_deref(), Some("/criteria"));
    }

    #[test]
    fn wording_order_and_relief_change_in_use() {
        let new = changed(|it| {
            it.criteria.reverse();
            it.criteria[0].label = ("Autrement", "Otherwise").into();
            it.criteria[0].help = None;
            it.fields.reverse();
            it.fields
                .iter_mut()
                .for_each(|field| field.required = false);
        });
        assert_eq!(guide().replaced(new.clone(), true), Ok(new));
    }

    #[test]
    fn keys_and_demands_stay_in_use() {
        let code = Code::TemplateInUse;
        let gone = changed(|it| drop(it.criteria.remove(0)));
        assert!(guide().replaced(gone.clone(), false).is_ok());
        expect(true, code, "/criteria", "quality_of_thinking", gone);
        let added = changed(|it| {
            let mut one = it.criteria[0].clone();
            one.key = "courage".into();
            it.criteria.push(one);
        });
        expect(true, code, "/criteria/4/key", "courage", added);
        let gone = changed(|it| drop(it.fields.remove(1)));
        expect(true, code, "/fields", "situation", gone);
        let added = changed(|it| {
            let mut one = it.fields[0].clone();
            one.key = FormField::Introductions;
            it.fields.insert(0, one);
        });
        expect(true, code, "/fields/0/key", "introductions", added);
        let stricter = changed(|it| it.fields[0].required = true);
        expect(true, code, "/fields/0/required", "summary", stricter);
    }
}
