//! Check that a PostgreSQL database suits this service. It uses simple queries only, which work
//! behind any pooler and with any privileges.

use super::is_done;
use crate::engine::postgres::{Address, client, unavailable};
use crate::error::{Error, Result};
use crate::keys::SETTING;
use domain::text::FOLD_VERSION;
use tokio_postgres::{Client, SimpleQueryMessage, SimpleQueryRow};

/// Tables whose rows never change.
const APPEND_ONLY: &[&str] = &["audit_log", "evaluation_versions", "roadbook_editions"];

const FACTS: &str = "SELECT current_setting('server_encoding') AS encoding, \
    current_setting('server_version_num')::integer >= 130000 AS new_enough, \
    quote_ident(current_user) AS role, \
    quote_ident(current_database()) AS database, \
    coalesce(quote_ident(current_schema()), 'public') AS schema, \
    coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS may_create, \
    (SELECT count(*) = 2 FROM pg_extension WHERE extname IN ('btree_gist', 'pg_trgm')) \
        OR has_database_privilege(current_database(), 'CREATE') AS may_extend, \
    to_regclass('__diesel_schema_migrations') IS NOT NULL AS begun, \
    coalesce(has_table_privilege(to_regclass('__diesel_schema_migrations'), 'SELECT'), false) \
        AS may_read";

/// Findings on a database.
#[derive(Clone, Copy)]
pub(super) struct Found {
    /// Whether no migration is pending.
    pub(super) migrated: bool,
    /// Whether the search keys of people are folded by this version.
    pub(super) folded: bool,
}

impl Found {
    /// Whether there is nothing to do.
    pub(super) const fn is_done(self) -> bool {
        self.migrated && self.folded
    }
}

/// Inspects a database.
///
/// # Errors
/// `Unfit` with the reason, if this database or role can't serve.
pub(super) async fn look(address: &Address, known: &[String]) -> Result<Found> {
    let client = client(address).await?;
    let rows = rows(&client, FACTS).await?;
    let facts = rows.first().map(Facts::of);
    let facts = facts.ok_or_else(|| Error::Internal("no answer".into()))?;
    facts.expect_a_server_that_fits()?;
    let applied = if facts.is("begun") {
        facts.expect_a_reader()?;
        let versions = "SELECT version FROM __diesel_schema_migrations";
        let versions = self::rows(&client, versions).await?;
        let version = |row: &SimpleQueryRow| row.get(0).map(str::to_owned);
        versions.iter().filter_map(version).collect()
    } else {
        Vec::new()
    };
    let migrated = is_done(&applied, known)?;
    if !migrated {
        facts.expect_an_owner()?;
        return Ok(Found {
            migrated,
            folded: false,
        });
    }
    facts.expect_rights(&rows_of_rights(&client).await?)?;
    let version = format!("SELECT value FROM settings WHERE name = '{SETTING}'");
    let version = self::rows(&client, &version).await?;
    let version = version.first().and_then(|row| row.get(0));
    Ok(Found {
        migrated,
        folded: version == Some(FOLD_VERSION.to_string().as_str()),
    })
}

async fn rows(client: &Client, query: &str) -> Result<Vec<SimpleQueryRow>> {
    let told = client.simple_query(query).await;
    let told = told.map_err(|error| unavailable(&error))?;
    let row = |message| match message {
        SimpleQueryMessage::Row(row) => Some(row),
        _ => None,
    };
    Ok(told.into_iter().filter_map(row).collect())
}

/// Missing privileges, as `SELECT on persons`.
async fn rows_of_rights(client: &Client) -> Result<Vec<String>> {
    let names = |tables: &[&str]| {
        let quoted: Vec<String> = tables.iter().map(|table| format!("'{table}'")).collect();
        quoted.join(", ")
    };
    let query = format!(
        "SELECT right_ || ' on ' || t FROM unnest(ARRAY[{}]) t, \
         unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) right_ \
         WHERE (t NOT IN ({}) OR right_ IN ('SELECT', 'INSERT')) \
         AND NOT coalesce(has_table_privilege(to_regclass(t), right_), false) ORDER BY 1",
        names(crate::schema::TABLES),
        names(APPEND_ONLY)
    );
    let lacking = rows(client, &query).await?;
    let right = |row: &SimpleQueryRow| row.get(0).map(str::to_owned);
    Ok(lacking.iter().filter_map(right).collect())
}

/// Facts of the server, the database and the role.
struct Facts<'a>(&'a SimpleQueryRow);

impl<'a> Facts<'a> {
    fn of(row: &'a SimpleQueryRow) -> Self {
        Self(row)
    }

    fn text(&self, name: &str) -> &str {
        self.0.get(name).unwrap_or_default()
    }

    fn is(&self, name: &str) -> bool {
        self.text(name) == "t"
    }

    fn expect_a_server_that_fits(&self) -> Result<()> {
        let (encoding, database) = (self.text("encoding"), self.text("database"));
        if encoding != "UTF8" {
            return Err(Error::Unfit(format!(
                "the database {database} is in {encoding}, and names and texts of all languages \
                 need UTF-8: make one by `createdb --encoding=UTF8 --template=template0`"
            )));
        }
        if !self.is("new_enough") {
            return Err(Error::Unfit(
                "PostgreSQL must be version 13 or newer".into(),
            ));
        }
        Ok(())
    }

    fn expect_a_reader(&self) -> Result<()> {
        if self.is("may_read") {
            return Ok(());
        }
        Err(self.grant("SELECT on __diesel_schema_migrations"))
    }

    fn expect_rights(&self, lacking: &[String]) -> Result<()> {
        let Some(first) = lacking.first() else {
            return Ok(());
        };
        Err(match lacking.len() {
            1 => self.grant(first),
            count => self.grant(&format!("{first} and {} more rights", count - 1)),
        })
    }

    fn grant(&self, lacking: &str) -> Error {
        let (role, schema) = (self.text("role"), self.text("schema"));
        Error::Unfit(format!(
            "the role {role} lacks {lacking}: GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES \
             IN SCHEMA {schema} TO {role}"
        ))
    }

    /// Checks the ownership that migrations need.
    fn expect_an_owner(&self) -> Result<()> {
        let (role, schema) = (self.text("role"), self.text("schema"));
        if !self.is("may_create") {
            return Err(Error::Unfit(format!(
                "the database is not up to date, and the role {role} may not make tables in the \
                 schema {schema}: run `mentoring migrate` as the owner of the database, or GRANT \
                 USAGE, CREATE ON SCHEMA {schema} TO {role}"
            )));
        }
        if !self.is("may_extend") {
            let database = self.text("database");
            return Err(Error::Unfit(format!(
                "the database is not up to date, and the role {role} may not install the \
                 extensions it needs: run `mentoring migrate` as the owner of the database, or \
                 CREATE EXTENSION btree_gist and pg_trgm, or GRANT CREATE ON DATABASE {database} \
                 TO {role}"
            )));
        }
        Ok(())
    }
}
