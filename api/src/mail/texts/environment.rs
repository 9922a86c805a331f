//! Template engine, once per language: missing values are errors, HTML is escaped.

use super::Error;
use super::dates::{day, moment};
use super::names::of_whom;
use super::sources::{BLOCKS, parts};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::mail::MailKind;
use domain::spoken;
use domain::words::{Language, Rating, Situation, Step};
use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior};
use std::sync::LazyLock;

type Built = LazyLock<Result<Environment<'static>, Error>>;

static FRENCH: Built = LazyLock::new(|| build(Language::Fr));
static ENGLISH: Built = LazyLock::new(|| build(Language::En));

/// The engine of a language.
pub(super) fn of(language: Language) -> Result<&'static Environment<'static>, Error> {
    let built = match language {
        Language::Fr => &FRENCH,
        Language::En => &ENGLISH,
    };
    built.as_ref().map_err(Clone::clone)
}

fn build(language: Language) -> Result<Environment<'static>, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_auto_escape_callback(|name| {
        if name.ends_with(".html") {
            AutoEscape::Html
        } else {
            AutoEscape::None
        }
    });
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true);
    environment.set_syntax(syntax.keep_trailing_newline(true).build()?);
    add_filters(&mut environment, language);
    for (name, source) in BLOCKS {
        environment.add_template(name, source)?;
    }
    for kind in MailKind::ALL {
        for (name, source) in parts(*kind, language) {
            environment.add_template_owned(name, source)?;
        }
    }
    Ok(environment)
}

fn add_filters(environment: &mut Environment<'static>, language: Language) {
    environment.add_test("web_address", |text: &str| {
        let scheme = text
            .split_once("://")
            .map(|(scheme, _)| scheme.to_lowercase());
        scheme.is_some_and(|scheme| matches!(&*scheme, "https" | "http"))
    });
    environment.add_filter("of", move |name: &str| of_whom(name, language));
    environment.add_filter("moment", move |at: &str, zone: &str| {
        local(at, zone).map(|(at, zone)| moment(at, zone, language))
    });
    environment.add_filter("day", move |at: &str, zone: &str| {
        local(at, zone).map(|(at, zone)| day(at, zone, language))
    });
    environment.add_filter("date", move |on: &str| {
        let on: NaiveDate = on.parse().map_err(|_| unknown("day", on))?;
        Ok::<_, minijinja::Error>(spoken::day(on, language))
    });
    environment.add_filter("step", move |word: &str| {
        said("step", word, Step::parse, |step| step.label(language))
    });
    environment.add_filter("rating", move |word: &str| {
        said("rating", word, Rating::parse, |it| it.label(language))
    });
    environment.add_filter("situation", move |word: &str| {
        said("situation", word, Situation::parse, |it| it.label(language))
    });
}

fn local(at: &str, zone: &str) -> Result<(DateTime<Utc>, Tz), minijinja::Error> {
    let at = at.parse().map_err(|_| unknown("instant", at))?;
    let zone = zone.parse().map_err(|_| unknown("time zone", zone))?;
    Ok((at, zone))
}

/// Wording of a domain word for people.
fn said<T>(
    what: &str,
    word: &str,
    parse: impl Fn(&str) -> Option<T>,
    label: impl Fn(T) -> &'static str,
) -> Result<&'static str, minijinja::Error> {
    parse(word).map(label).ok_or_else(|| unknown(what, word))
}

fn unknown(what: &str, word: &str) -> minijinja::Error {
    minijinja::Error::new(
        ErrorKind::InvalidOperation,
        format!("{word:?} is no {what}"),
    )
}
