//! Imports as CSV (R37): the columns by their names in the document, or as people call them in
//! French and English, and each cell in the type that its column has.

use crate::http::json::{self, Check};
use crate::http::problem::{Code, Detail, FieldError, Finding, Problem};
use crate::http::sheet::{Unreadable, restored, rows};
use chrono::NaiveDate;
use domain::text::fold;
use serde_json::{Map, Value};
use strsim::jaro_winkler;

/// Names that people give to columns, as [`key`] writes them.
const ALIASES: &[(&str, &[&str])] = &[
    (
        "external_id",
        &[
            "id",
            "identifiant",
            "identifiantexterne",
            "compte",
            "account",
        ],
    ),
    ("first_name", &["prenom", "givenname", "prenoms"]),
    (
        "last_name",
        &["nom", "nomdefamille", "surname", "familyname"],
    ),
    (
        "email",
        &[
            "mail",
            "courriel",
            "adressemail",
            "adresseemail",
            "adresseelectronique",
            "emailaddress",
        ],
    ),
    ("language", &["langue"]),
    (
        "phone",
        &[
            "telephone",
            "tel",
            "portable",
            "mobile",
            "numerodetelephone",
            "phonenumber",
        ],
    ),
    ("degree", &["diplome", "formation", "cursus"]),
    ("major", &["majeure", "specialite", "specialisation"]),
    (
        "leaves_school_on",
        &[
            "findescolarite",
            "datedesortie",
            "datededepart",
            "finetudes",
            "findetudes",
        ],
    ),
    ("adviser_id", &["conseiller", "adviser", "advisor"]),
    ("headline", &["accroche"]),
    (
        "company",
        &["entreprise", "societe", "employeur", "employer"],
    ),
    ("job_title", &["poste", "fonction", "metier", "job"]),
    ("sector", &["secteur", "secteurdactivite", "industry"]),
    ("location", &["lieu", "ville", "city"]),
    (
        "graduation_year",
        &["promotion", "promo", "anneedediplome", "anneedepromotion"],
    ),
    ("languages", &["langues", "languesparlees"]),
    ("means", &["moyens"]),
    ("skills", &["competences"]),
    ("about", &["apropos", "presentation"]),
    ("capacity", &["capacite", "nombredetudiants", "places"]),
    ("paused", &["enpause", "pause"]),
    ("listed", &["visible", "affiche"]),
];

/// Separator of the items of a list in a cell.
const ITEMS: char = '|';

/// How like a name must be to be suggested.
const LIKE: f64 = 0.88;
/// Most columns that one answer complains of.
const FINDINGS: usize = 100;

/// A file's rows as JSON objects, each with the number that a spreadsheet shows before it and what
/// was wrong with its cells.
pub(super) type Objects = Vec<(u32, Value, Vec<FieldError>)>;

/// The columns that an import takes, by the schema of its rows.
pub(super) struct Columns<'a> {
    properties: &'a Map<String, Value>,
    required: Vec<&'a str>,
    check: Check<'a>,
}

impl<'a> Columns<'a> {
    /// The columns of a row's schema; `None` where it is no object's.
    pub(super) fn of(row: &str, components: &'a Map<String, Value>) -> Option<Self> {
        let schema = components.get(row)?;
        let required = schema.get("required").and_then(Value::as_array);
        let required = required.into_iter().flatten().filter_map(Value::as_str);
        Some(Self {
            properties: schema.get("properties")?.as_object()?,
            required: required.collect(),
            check: Check::new(components),
        })
    }

    /// Reads a file.
    ///
    /// # Errors
    /// 400 where it is no text in UTF-8; 422 for its columns and quotation marks.
    pub(super) fn read(&self, bytes: &[u8]) -> Result<Objects, Problem> {
        let rows = rows(bytes).map_err(|unreadable| match unreadable {
            Unreadable::NotText => Problem::new(Code::MalformedBody).detail(Detail::NotUtf8),
            Unreadable::OpenQuote(row) => {
                Problem::invalid(vec![FieldError::new("", Finding::OpenQuote(row))])
            }
        })?;
        let mut rows = rows.into_iter();
        let header = rows.next().map(|(_, cells)| cells).unwrap_or_default();
        let names = self.names(&header)?;
        let object = |(number, cells): (u32, Vec<String>)| {
            let (object, errors) = self.object(&names, &cells);
            (number, object, errors)
        };
        Ok(rows.map(object).collect())
    }

    /// The columns that a header names; `None` for one without a name.
    fn names(&self, header: &[String]) -> Result<Vec<Option<&'a str>>, Problem> {
        let mut errors = Vec::new();
        let mut names: Vec<Option<&str>> = Vec::new();
        for cell in header {
            if errors.len() == FINDINGS {
                break;
            }
            let at = json::join("", cell.trim());
            let name = self.column(cell);
            match name {
                None if key(cell).is_empty() => {}
                None => errors.push(FieldError::new(at, self.unknown(cell))),
                Some(name) if names.contains(&Some(name)) => {
                    errors.push(FieldError::new(
                        at,
                        Finding::RepeatedColumn(name.to_owned()),
                    ));
                }
                Some(_) => {}
            }
            names.push(name);
        }
        // an unknown column may be a required one misspelt
        let required = self.required.iter().filter(|_| errors.is_empty());
        let missing = required.filter(|name| !names.contains(&Some(**name)));
        let missing: Vec<_> = missing
            .map(|name| FieldError::new(json::join("", name), Finding::Missing))
            .collect();
        errors.extend(missing);
        if errors.is_empty() {
            Ok(names)
        } else {
            Err(Problem::invalid(errors))
        }
    }

    /// The column that a name means.
    fn column(&self, name: &str) -> Option<&'a str> {
        let name = key(name);
        let called = |column: &&str| {
            let mut aliases = ALIASES.iter().filter(|(of, _)| of == column);
            let alias = aliases.any(|(_, aliases)| aliases.contains(&name.as_str()));
            alias || key(column) == name
        };
        self.properties.keys().map(String::as_str).find(called)
    }

    /// A column with another name, and those it may have been meant for.
    fn unknown(&self, name: &str) -> Finding {
        let name = key(name);
        let all = self.properties.keys().flat_map(|column| {
            let aliases = ALIASES.iter().filter(move |(of, _)| of == column);
            let aliases = aliases.flat_map(|(_, aliases)| *aliases);
            let names = aliases.map(|alias| (*alias).to_owned());
            names.chain([key(column)]).map(move |alias| (column, alias))
        });
        let likeness = all.map(|(column, alias)| (jaro_winkler(&name, &alias), column));
        match likeness.max_by(|one, other| one.0.total_cmp(&other.0)) {
            Some((likeness, column)) if likeness >= LIKE => Finding::LikeColumn(column.clone()),
            _ => Finding::UnknownColumn(self.properties.keys().cloned().collect()),
        }
    }

    fn object(&self, names: &[Option<&str>], cells: &[String]) -> (Value, Vec<FieldError>) {
        let (mut object, mut errors) = (Map::new(), Vec::new());
        for (place, name) in names.iter().enumerate() {
            // a row may end before its last, empty cells
            let cell = cells.get(place).map_or("", |cell| cell.trim());
            let schema = name.and_then(|name| Some((name, self.properties.get(name)?)));
            let Some((name, schema)) = schema else {
                continue;
            };
            if is_shortened(cell) {
                let at = json::join("", name);
                errors.push(FieldError::new(at, Finding::ShortenedNumber));
            }
            if let Some(value) = self.value(restored(cell), schema) {
                object.insert(name.to_owned(), value);
            }
        }
        // cells behind the last column: a separator too many, or quotation marks too few
        let beyond = cells.iter().skip(names.len());
        let named = names.iter().zip(cells);
        let unnamed = named.filter_map(|(name, cell)| name.is_none().then_some(cell));
        if beyond.chain(unnamed).any(|cell| !cell.trim().is_empty()) {
            errors.push(FieldError::new("", Finding::CellWithoutColumn));
        }
        (Value::Object(object), errors)
    }

    /// A cell in its column's type; empty: null where that clears, else no value.
    fn value(&self, cell: &str, schema: &Value) -> Option<Value> {
        if self.is(schema, "array") {
            let items = cell.split(ITEMS).map(str::trim);
            let items = items.filter(|item| !item.is_empty());
            let of = schema.get("items").unwrap_or(&Value::Null);
            return Some(items.filter_map(|item| self.value(item, of)).collect());
        }
        if cell.is_empty() {
            return self.is(schema, "null").then_some(Value::Null);
        }
        if self.is(schema, "integer")
            && let Ok(number) = cell.parse::<i64>()
        {
            return Some(number.into());
        }
        if self.is(schema, "boolean")
            && let Some(truth) = truth(cell)
        {
            return Some(truth.into());
        }
        if schema.get("format").is_some_and(|format| format == "date")
            && let Ok(date) = NaiveDate::parse_from_str(cell, "%d/%m/%Y")
        {
            return Some(date.to_string().into());
        }
        if self.is_word(schema) {
            return Some(cell.to_lowercase().replace([' ', '-'], "_").into());
        }
        Some(cell.into())
    }

    /// Whether a schema has a type among its own.
    fn is(&self, schema: &Value, kind: &str) -> bool {
        let schema = self.check.resolve(schema);
        let of = |schema: &Value| match schema.get("type") {
            Some(Value::Array(kinds)) => kinds.iter().any(|one| one == kind),
            Some(one) => one == kind,
            None => false,
        };
        of(schema) || self.variants(schema).any(|one| of(self.check.resolve(one)))
    }

    /// Whether a schema lists the words that it takes.
    fn is_word(&self, schema: &Value) -> bool {
        let schema = self.check.resolve(schema);
        let lists = |schema: &Value| schema.get("enum").is_some();
        lists(schema)
            || self
                .variants(schema)
                .any(|one| lists(self.check.resolve(one)))
    }

    fn variants<'s>(&self, schema: &'s Value) -> impl Iterator<Item = &'s Value> + use<'s> {
        let variants = schema.get("oneOf").and_then(Value::as_array);
        variants.into_iter().flatten()
    }
}

/// Whether a cell is a long number as spreadsheets shorten it, as `3,36123E+10`.
fn is_shortened(cell: &str) -> bool {
    let Some((number, exponent)) = cell.split_once("E+") else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits(exponent) && digits(&number.replacen([',', '.'], "", 1))
}

/// A truth value as people write it.
fn truth(cell: &str) -> Option<bool> {
    match fold(cell).as_str() {
        "true" | "vrai" | "oui" | "yes" | "1" | "x" => Some(true),
        "false" | "faux" | "non" | "no" | "0" => Some(false),
        _ => None,
    }
}

/// Letters and digits of a name: "First name", "first_name" and "E-mail" are "firstname" and
/// "email".
fn key(name: &str) -> String {
    let folded = fold(name);
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}
