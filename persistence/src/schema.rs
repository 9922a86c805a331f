//! The tables, once for both databases.

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Document, Instant, Uuid};

    persons (id) {
        id -> Uuid,
        external_id -> Text,
        first_name -> Text,
        last_name -> Text,
        email -> Nullable<Text>,
        private_email -> Nullable<Text>,
        phone -> Nullable<Text>,
        video_handle -> Nullable<Text>,
        language -> Text,
        reminders -> Bool,
        active -> Bool,
        own_fields -> Document,
        sort_key -> Text,
        search_key -> Text,
        staff_key -> Text,
        staff -> Bool,
        version -> Integer,
        created_at -> Instant,
        updated_at -> Instant,
        calendar_generation -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Document, Instant, Uuid};

    programmes (id) {
        id -> Uuid,
        year -> Integer,
        name -> Text,
        time_zone -> Text,
        status -> Text,
        choice_from -> Date,
        choice_to -> Date,
        project_from -> Date,
        project_to -> Date,
        action_plan_from -> Date,
        action_plan_to -> Date,
        follow_up_from -> Date,
        follow_up_to -> Date,
        roadbook_lead_days -> Integer,
        late_roadbook -> Text,
        roadbook_required_for -> Document,
        mentor_capacity -> Integer,
        max_withdrawals -> Integer,
        charter_required -> Bool,
        retention_months -> Integer,
        opened_at -> Nullable<Instant>,
        closed_at -> Nullable<Instant>,
        version -> Integer,
        created_at -> Instant,
        updated_at -> Instant,
        contact_email -> Nullable<Text>,
        department_email -> Nullable<Text>,
        mentor_applications -> Text,
        name_key -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Instant, Uuid};

    charters (programme_id, version) {
        programme_id -> Uuid,
        version -> Integer,
        text_fr -> Text,
        text_en -> Text,
        created_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Document, Uuid};

    roadbook_templates (programme_id) {
        programme_id -> Uuid,
        version -> Integer,
        template -> Document,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Document, Uuid};

    evaluation_templates (programme_id, step) {
        programme_id -> Uuid,
        step -> Text,
        version -> Integer,
        template -> Document,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Uuid};

    enrolments (programme_id, person_id) {
        programme_id -> Uuid,
        person_id -> Uuid,
        role -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Instant, Uuid};

    charter_acceptances (programme_id, person_id) {
        programme_id -> Uuid,
        person_id -> Uuid,
        version -> Integer,
        accepted_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Instant, Uuid};

    students (programme_id, person_id) {
        programme_id -> Uuid,
        person_id -> Uuid,
        role -> Text,
        degree -> Text,
        major -> Nullable<Text>,
        leaves_school_on -> Date,
        choice_until -> Nullable<Date>,
        withdrawals -> Integer,
        active -> Bool,
        sort_key -> Text,
        search_key -> Text,
        version -> Integer,
        created_at -> Instant,
        updated_at -> Instant,
        adviser_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Document, Instant, Uuid};

    mentors (programme_id, person_id) {
        programme_id -> Uuid,
        person_id -> Uuid,
        role -> Text,
        headline -> Nullable<Text>,
        company -> Nullable<Text>,
        job_title -> Nullable<Text>,
        sector -> Nullable<Text>,
        location -> Nullable<Text>,
        graduation_year -> Nullable<Integer>,
        languages -> Document,
        means -> Document,
        skills -> Document,
        about -> Nullable<Text>,
        capacity -> Nullable<Integer>,
        places_taken -> Integer,
        paused -> Bool,
        listed -> Bool,
        active -> Bool,
        sort_key -> Text,
        search_key -> Text,
        version -> Integer,
        created_at -> Instant,
        updated_at -> Instant,
        own_fields -> Document,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Instant, Uuid};

    roadbooks (id) {
        id -> Uuid,
        programme_id -> Uuid,
        student_id -> Uuid,
        version -> Integer,
        created_at -> Instant,
        updated_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Instant, Uuid};

    roadbook_answers (roadbook_id, question_key) {
        roadbook_id -> Uuid,
        question_key -> Text,
        text -> Text,
        updated_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Instant, Uuid};

    mentorships (id) {
        id -> Uuid,
        programme_id -> Uuid,
        student_id -> Uuid,
        mentor_id -> Uuid,
        leaves_school_on -> Date,
        state -> Text,
        chosen_at -> Instant,
        ended_at -> Nullable<Instant>,
        end_reason -> Nullable<Text>,
        end_note -> Nullable<Text>,
        ended_by -> Nullable<Uuid>,
        previous_mentorship_id -> Nullable<Uuid>,
        choice_message -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Instant, Uuid};

    interviews (mentorship_id, step) {
        mentorship_id -> Uuid,
        step -> Text,
        opens_on -> Date,
        closes_on -> Date,
        next_starts_at -> Nullable<Instant>,
        first_held_at -> Nullable<Instant>,
        last_held_at -> Nullable<Instant>,
        concluded_at -> Nullable<Instant>,
        excused_at -> Nullable<Instant>,
        excused_reason -> Nullable<Text>,
        missed_at -> Nullable<Instant>,
        first_sent_at -> Nullable<Instant>,
        last_sent_at -> Nullable<Instant>,
        sent_number -> Nullable<Integer>,
        waiver_given_at -> Nullable<Instant>,
        waiver_reason -> Nullable<Text>,
        form_drafted -> Bool,
        acknowledged -> Bool,
        carried_from -> Nullable<Uuid>,
        form_given_at -> Nullable<Instant>,
        form_read_at -> Nullable<Instant>,
        acknowledged_at -> Nullable<Instant>,
        form_retracted_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Instant, Uuid};

    extensions (id) {
        id -> Uuid,
        mentorship_id -> Uuid,
        step -> Text,
        from_on -> Nullable<Date>,
        until_on -> Date,
        reason -> Text,
        given_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Instant, Uuid};

    appointments (id) {
        id -> Uuid,
        mentorship_id -> Uuid,
        step -> Text,
        state -> Text,
        proposed_by -> Nullable<Text>,
        starts_at -> Instant,
        duration_minutes -> Integer,
        means_kind -> Text,
        means_detail -> Text,
        note -> Nullable<Text>,
        reason -> Nullable<Text>,
        replaces -> Nullable<Uuid>,
        chain_id -> Uuid,
        sequence -> Integer,
        missed_by -> Nullable<Text>,
        recorded_by -> Nullable<Uuid>,
        recorded_at -> Nullable<Instant>,
        dispute -> Nullable<Text>,
        created_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Instant, Uuid};

    bookings (person_id, appointment_id) {
        person_id -> Uuid,
        appointment_id -> Uuid,
        starts_at -> Instant,
        ends_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Document, Instant, Uuid};

    roadbook_editions (id) {
        id -> Uuid,
        roadbook_id -> Uuid,
        number -> Integer,
        step -> Text,
        mentorship_id -> Uuid,
        sent_at -> Instant,
        late -> Bool,
        days_before -> Nullable<Integer>,
        message -> Nullable<Text>,
        parts -> Document,
        answered -> Integer,
        questions -> Integer,
        read_at -> Nullable<Instant>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Document, Instant, Uuid};

    evaluations (mentorship_id, step) {
        mentorship_id -> Uuid,
        step -> Text,
        author_id -> Uuid,
        version -> Integer,
        draft -> Nullable<Document>,
        given_version -> Nullable<Integer>,
        updated_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Document, Instant, Uuid};

    evaluation_versions (mentorship_id, step, number) {
        mentorship_id -> Uuid,
        step -> Text,
        number -> Integer,
        author_id -> Uuid,
        form -> Document,
        facts -> Document,
        career_department_recommended -> Bool,
        correction_reason -> Nullable<Text>,
        given_at -> Instant,
        acknowledged_at -> Nullable<Instant>,
        acknowledgement -> Nullable<Text>,
        read_at -> Nullable<Instant>,
        retracted_at -> Nullable<Instant>,
        retraction_reason -> Nullable<Text>,
        medium -> Text,
        given_on -> Nullable<Date>,
        note -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Instant, Uuid};

    agreed_actions (id) {
        id -> Uuid,
        mentorship_id -> Uuid,
        step -> Text,
        text -> Text,
        due_on -> Nullable<Date>,
        state -> Text,
        note -> Nullable<Text>,
        in_force -> Bool,
        version -> Integer,
        updated_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Document, Instant, Uuid};

    audit_log (id) {
        id -> Uuid,
        at -> Instant,
        actor_kind -> Text,
        actor_id -> Nullable<Uuid>,
        action -> Text,
        resource_type -> Text,
        resource_id -> Uuid,
        request_id -> Text,
        changed -> Document,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Document, Instant, Uuid};

    events (id) {
        id -> Uuid,
        position -> Nullable<BigInt>,
        #[sql_name = "type"]
        kind -> Text,
        occurred_at -> Instant,
        programme_id -> Uuid,
        data -> Document,
        mentorship_id -> Nullable<Uuid>,
        actor_id -> Nullable<Uuid>,
        reason -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Document, Instant, Uuid};

    messages (id) {
        id -> Uuid,
        dedupe_key -> Text,
        kind -> Text,
        person_id -> Nullable<Uuid>,
        resource_id -> Nullable<Uuid>,
        payload -> Document,
        state -> Text,
        attempts -> Integer,
        due_at -> Instant,
        next_attempt_at -> Instant,
        locked_until -> Nullable<Instant>,
        last_error -> Nullable<Text>,
        created_at -> Instant,
        sent_at -> Nullable<Instant>,
        address -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Instant};

    idempotency_keys (caller, key) {
        caller -> Text,
        key -> Text,
        fingerprint -> Binary,
        status -> Integer,
        body -> Binary,
        location -> Nullable<Text>,
        etag -> Nullable<Text>,
        created_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Instant};

    secrets (name) {
        name -> Text,
        value -> Binary,
        created_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    settings (name) {
        name -> Text,
        value -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Instant, Uuid};

    mentor_lists (programme_id, student_id) {
        programme_id -> Uuid,
        student_id -> Uuid,
        version -> Integer,
        updated_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Uuid};

    mentor_list_entries (student_id, programme_id, mentor_id) {
        student_id -> Uuid,
        programme_id -> Uuid,
        mentor_id -> Uuid,
        pinned -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Instant, Uuid};

    concerns (id) {
        id -> Uuid,
        programme_id -> Uuid,
        mentorship_id -> Uuid,
        raised_by -> Text,
        kind -> Text,
        text -> Text,
        created_at -> Instant,
        resolved_at -> Nullable<Instant>,
        resolved_by -> Nullable<Uuid>,
        note -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Document, Instant, Uuid};

    mentor_applications (id) {
        id -> Uuid,
        programme_id -> Uuid,
        person_id -> Uuid,
        state -> Text,
        profile -> Document,
        message -> Nullable<Text>,
        created_at -> Instant,
        decided_at -> Nullable<Instant>,
        decided_by -> Nullable<Uuid>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Instant, Uuid};

    career_interviews (id) {
        id -> Uuid,
        programme_id -> Uuid,
        mentorship_id -> Nullable<Uuid>,
        student_id -> Uuid,
        state -> Text,
        message -> Text,
        adviser_id -> Nullable<Uuid>,
        starts_at -> Nullable<Instant>,
        duration_minutes -> Nullable<Integer>,
        means_kind -> Nullable<Text>,
        means_detail -> Nullable<Text>,
        note -> Nullable<Text>,
        reason -> Nullable<Text>,
        created_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Instant, Uuid};

    shared_documents (mentorship_id, audience, kind, step) {
        share_id -> Uuid,
        mentorship_id -> Uuid,
        audience -> Text,
        kind -> Text,
        step -> Text,
        reader_mentorship_id -> Nullable<Uuid>,
        created_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Instant, Uuid};

    emergency_accesses (id) {
        id -> Uuid,
        mentorship_id -> Uuid,
        kind -> Text,
        step -> Text,
        person_id -> Uuid,
        reason -> Text,
        opened_at -> Instant,
        expires_at -> Instant,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::{Document, Instant, Uuid};

    availabilities (programme_id, person_id) {
        programme_id -> Uuid,
        person_id -> Uuid,
        time_zone -> Text,
        times -> Document,
        version -> Integer,
        updated_at -> Instant,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    agreed_actions,
    appointments,
    audit_log,
    availabilities,
    bookings,
    career_interviews,
    charter_acceptances,
    charters,
    concerns,
    emergency_accesses,
    enrolments,
    evaluation_templates,
    evaluation_versions,
    evaluations,
    events,
    extensions,
    idempotency_keys,
    interviews,
    mentor_applications,
    mentor_list_entries,
    mentor_lists,
    mentors,
    mentorships,
    messages,
    persons,
    programmes,
    roadbook_answers,
    roadbook_editions,
    roadbook_templates,
    roadbooks,
    secrets,
    settings,
    shared_documents,
    students
);

/// All of them.
pub(crate) const TABLES: &[&str] = &[
    "agreed_actions",
    "appointments",
    "audit_log",
    "availabilities",
    "bookings",
    "career_interviews",
    "charter_acceptances",
    "charters",
    "concerns",
    "emergency_accesses",
    "enrolments",
    "evaluation_templates",
    "evaluation_versions",
    "evaluations",
    "events",
    "extensions",
    "idempotency_keys",
    "interviews",
    "mentor_applications",
    "mentor_list_entries",
    "mentor_lists",
    "mentors",
    "mentorships",
    "messages",
    "persons",
    "programmes",
    "roadbook_answers",
    "roadbook_editions",
    "roadbook_templates",
    "roadbooks",
    "secrets",
    "settings",
    "shared_documents",
    "students",
];

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_of_tables_is_whole() {
        let text = include_str!("schema.rs");
        let declared = text.matches("diesel::table! {\n").count();
        assert_eq!(super::TABLES.len(), declared);
        for table in super::TABLES {
            assert!(text.contains(&format!("\n    {table} (")), "{table}");
        }
    }
}
