//! Reader of a mail, the other party, and the actor.

use super::names::{message_from, own_message};
use domain::mail::{Mail, MailActor, MailPerson, Reader};
use domain::words::{Language, Step};
use minijinja::{Value, context};

/// Values about people and the interview for words and layout.
pub(super) fn of(mail: &Mail, reader: Reader, language: Language) -> Value {
    let about = &mail.about;
    let two = about.seen_by(reader);
    let (me, other) = (
        two.map(|(me, _)| me),
        two.and_then(|(_, other)| other.map(MailPerson::name)),
    );
    let other = other.unwrap_or_default();
    let actor = about.actor();
    let own = actor.is_some_and(|actor| Some(actor.id) == me.map(|me| me.id));
    let from_actor = match actor {
        Some(_) if own => own_message(language).to_owned(),
        Some(actor) => message_from(actor.called(), language),
        None => message_from("", language),
    };
    let by_staff = about.by == MailActor::Staff;
    context! {
        reader_first_name => me.map(|me| me.called()),
        for_staff => reader == Reader::Staff,
        other => &other,
        own,
        actor => actor.map_or_else(|| team(language).to_owned(), |actor| actor.name()),
        with_other => if by_staff { with(&other, language) } else { String::new() },
        from_actor,
        step => mail.content.step().map(Step::as_str),
    }
}

/// The programme's team, at the beginning of a sentence.
const fn team(language: Language) -> &'static str {
    match language {
        Language::Fr => "L’équipe du programme",
        Language::En => "The programme’s team",
    }
}

/// Says whom the reader meets, where the actor is neither of the two.
fn with(name: &str, language: Language) -> String {
    match language {
        Language::Fr => format!(" avec {name}"),
        Language::En => format!(" with {name}"),
    }
}
