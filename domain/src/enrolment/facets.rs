//! Counts of mentors by the filters of their list.

use crate::words::MeansKind;

/// Values and counts for the filters of the mentor list, over the same filters.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MentorFacets {
    /// Counts by sector.
    #[cfg_attr(feature = "openapi", schema(max_items = 1000))]
    pub sectors: Vec<Facet>,
    /// Counts by location.
    #[cfg_attr(feature = "openapi", schema(max_items = 1000))]
    pub locations: Vec<Facet>,
    /// Counts by language.
    #[cfg_attr(feature = "openapi", schema(max_items = 1000))]
    pub languages: Vec<Facet>,
    /// Counts by means.
    #[cfg_attr(feature = "openapi", schema(max_items = 3))]
    pub means: Vec<MeansFacet>,
    /// Number of mentors that can be chosen.
    pub available: u32,
}

/// A value with its count.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Facet {
    /// The value, as the filter takes it.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub value: String,
    /// Number of mentors with the value.
    pub count: u32,
}

/// Means with their count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MeansFacet {
    /// The means.
    pub value: MeansKind,
    /// Number of mentors with the value.
    pub count: u32,
}
