CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TABLE persons (
  id uuid PRIMARY KEY,
  external_id text NOT NULL UNIQUE CONSTRAINT persons_external_id_check CHECK (char_length(external_id) <= 200),
  first_name text NOT NULL CONSTRAINT persons_first_name_check CHECK (char_length(first_name) <= 100),
  last_name text NOT NULL CONSTRAINT persons_last_name_check CHECK (char_length(last_name) <= 100),
  email text CONSTRAINT persons_email_check CHECK (char_length(email) <= 200),
  private_email text CONSTRAINT persons_private_email_check CHECK (char_length(private_email) <= 200),
  phone text CONSTRAINT persons_phone_check CHECK (char_length(phone) <= 100),
  video_handle text CONSTRAINT persons_video_handle_check CHECK (char_length(video_handle) <= 200),
  language text NOT NULL CONSTRAINT persons_language_check CHECK (language IN ('fr', 'en')),
  reminders boolean NOT NULL,
  active boolean NOT NULL,
  own_fields jsonb NOT NULL,
  sort_key text COLLATE "C" NOT NULL,
  search_key text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

CREATE TABLE programmes (
  id uuid PRIMARY KEY,
  year integer NOT NULL CONSTRAINT programmes_year_check CHECK (year BETWEEN 2000 AND 2100),
  name text NOT NULL CONSTRAINT programmes_name_check CHECK (char_length(name) <= 100),
  time_zone text NOT NULL CONSTRAINT programmes_time_zone_check CHECK (char_length(time_zone) <= 100),
  status text NOT NULL CONSTRAINT programmes_status_check CHECK (status IN ('draft', 'open', 'closed')),
  choice_from date NOT NULL,
  choice_to date NOT NULL,
  project_from date NOT NULL,
  project_to date NOT NULL,
  action_plan_from date NOT NULL,
  action_plan_to date NOT NULL,
  follow_up_from date NOT NULL,
  follow_up_to date NOT NULL,
  roadbook_lead_days integer NOT NULL CONSTRAINT programmes_roadbook_lead_days_check CHECK (roadbook_lead_days BETWEEN 0 AND 60),
  late_roadbook text NOT NULL CONSTRAINT programmes_late_roadbook_check CHECK (late_roadbook IN ('refuse', 'mark')),
  roadbook_required_for jsonb NOT NULL,
  mentor_capacity integer NOT NULL CONSTRAINT programmes_mentor_capacity_check CHECK (mentor_capacity BETWEEN 1 AND 20),
  max_withdrawals integer NOT NULL CONSTRAINT programmes_max_withdrawals_check CHECK (max_withdrawals BETWEEN 0 AND 10),
  charter_required boolean NOT NULL,
  retention_months integer NOT NULL CONSTRAINT programmes_retention_months_check CHECK (retention_months BETWEEN 1 AND 120),
  opened_at timestamptz,
  closed_at timestamptz,
  version integer NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT programmes_windows CHECK (choice_from <= choice_to AND project_from <= project_to
    AND action_plan_from <= action_plan_to AND follow_up_from <= follow_up_to
    AND project_from < action_plan_from AND project_to < action_plan_to
    AND action_plan_from < follow_up_from AND action_plan_to < follow_up_to)
);
CREATE INDEX programmes_year ON programmes (year DESC, id DESC);

CREATE TABLE charters (
  programme_id uuid NOT NULL REFERENCES programmes (id) ON DELETE CASCADE,
  version integer NOT NULL CONSTRAINT charters_version_check CHECK (version BETWEEN 1 AND 100000),
  text_fr text NOT NULL CONSTRAINT charters_text_fr_check CHECK (char_length(text_fr) <= 10000),
  text_en text NOT NULL CONSTRAINT charters_text_en_check CHECK (char_length(text_en) <= 10000),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (programme_id, version)
);

CREATE TABLE roadbook_templates (
  programme_id uuid PRIMARY KEY REFERENCES programmes (id) ON DELETE CASCADE,
  version integer NOT NULL,
  template jsonb NOT NULL
);

CREATE TABLE evaluation_templates (
  programme_id uuid NOT NULL REFERENCES programmes (id) ON DELETE CASCADE,
  step text NOT NULL CONSTRAINT evaluation_templates_step_check CHECK (step IN ('project', 'action_plan', 'follow_up')),
  version integer NOT NULL,
  template jsonb NOT NULL,
  PRIMARY KEY (programme_id, step)
);

CREATE TABLE enrolments (
  programme_id uuid NOT NULL REFERENCES programmes (id),
  person_id uuid NOT NULL REFERENCES persons (id),
  role text NOT NULL CONSTRAINT enrolments_role_check CHECK (role IN ('student', 'mentor')),
  PRIMARY KEY (programme_id, person_id),
  CONSTRAINT enrolments_role UNIQUE (programme_id, person_id, role)
);
CREATE INDEX enrolments_person ON enrolments (person_id, programme_id);

CREATE TABLE charter_acceptances (
  programme_id uuid NOT NULL,
  person_id uuid NOT NULL,
  version integer NOT NULL,
  accepted_at timestamptz NOT NULL,
  PRIMARY KEY (programme_id, person_id),
  CONSTRAINT charter_acceptances_enrolment FOREIGN KEY (programme_id, person_id) REFERENCES enrolments (programme_id, person_id),
  CONSTRAINT charter_acceptances_charter FOREIGN KEY (programme_id, version) REFERENCES charters (programme_id, version)
);

CREATE TABLE students (
  programme_id uuid NOT NULL,
  person_id uuid NOT NULL,
  role text NOT NULL DEFAULT 'student' CONSTRAINT students_role_check CHECK (role IN ('student')),
  degree text NOT NULL CONSTRAINT students_degree_check CHECK (char_length(degree) <= 200),
  major text CONSTRAINT students_major_check CHECK (char_length(major) <= 200),
  leaves_school_on date NOT NULL,
  choice_until date,
  withdrawals integer NOT NULL CONSTRAINT students_withdrawals_check CHECK (withdrawals BETWEEN 0 AND 100000),
  active boolean NOT NULL,
  sort_key text COLLATE "C" NOT NULL,
  search_key text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (programme_id, person_id),
  CONSTRAINT students_enrolment FOREIGN KEY (programme_id, person_id, role) REFERENCES enrolments (programme_id, person_id, role)
);
CREATE INDEX students_list ON students (programme_id, sort_key, person_id);

CREATE TABLE mentors (
  programme_id uuid NOT NULL,
  person_id uuid NOT NULL,
  role text NOT NULL DEFAULT 'mentor' CONSTRAINT mentors_role_check CHECK (role IN ('mentor')),
  headline text NOT NULL CONSTRAINT mentors_headline_check CHECK (char_length(headline) <= 200),
  company text CONSTRAINT mentors_company_check CHECK (char_length(company) <= 200),
  job_title text CONSTRAINT mentors_job_title_check CHECK (char_length(job_title) <= 200),
  sector text CONSTRAINT mentors_sector_check CHECK (char_length(sector) <= 100),
  location text CONSTRAINT mentors_location_check CHECK (char_length(location) <= 100),
  graduation_year integer CONSTRAINT mentors_graduation_year_check CHECK (graduation_year BETWEEN 1900 AND 2100),
  languages jsonb NOT NULL,
  means jsonb NOT NULL,
  skills jsonb NOT NULL,
  about text CONSTRAINT mentors_about_check CHECK (char_length(about) <= 2000),
  capacity integer CONSTRAINT mentors_capacity_check CHECK (capacity BETWEEN 1 AND 20),
  places_taken integer NOT NULL DEFAULT 0 CONSTRAINT mentors_places_taken_check CHECK (places_taken BETWEEN 0 AND 100000),
  paused boolean NOT NULL,
  listed boolean NOT NULL,
  active boolean NOT NULL,
  sort_key text COLLATE "C" NOT NULL,
  search_key text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (programme_id, person_id),
  CONSTRAINT mentors_enrolment FOREIGN KEY (programme_id, person_id, role) REFERENCES enrolments (programme_id, person_id, role)
);
CREATE INDEX mentors_list ON mentors (programme_id, sort_key, person_id);

CREATE TABLE roadbooks (
  id uuid PRIMARY KEY,
  programme_id uuid NOT NULL,
  student_id uuid NOT NULL,
  version integer NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT roadbooks_student UNIQUE (programme_id, student_id),
  CONSTRAINT roadbooks_owner FOREIGN KEY (programme_id, student_id) REFERENCES students (programme_id, person_id)
);

CREATE TABLE roadbook_answers (
  roadbook_id uuid NOT NULL REFERENCES roadbooks (id),
  question_key text NOT NULL CONSTRAINT roadbook_answers_question_key_check CHECK (char_length(question_key) <= 100),
  text text NOT NULL CONSTRAINT roadbook_answers_text_check CHECK (char_length(text) <= 10000),
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (roadbook_id, question_key)
);

CREATE TABLE mentorships (
  id uuid PRIMARY KEY,
  programme_id uuid NOT NULL REFERENCES programmes (id),
  student_id uuid NOT NULL,
  mentor_id uuid NOT NULL,
  leaves_school_on date NOT NULL,
  state text NOT NULL CONSTRAINT mentorships_state_check CHECK (state IN ('active', 'completed', 'ended')),
  chosen_at timestamptz NOT NULL,
  ended_at timestamptz,
  end_reason text CONSTRAINT mentorships_end_reason_check CHECK (end_reason IN ('student_withdrew', 'mentor_declined', 'mentor_left', 'student_left', 'repeats_year', 'goal_reached', 'reassigned', 'programme_closed', 'other')),
  end_note text CONSTRAINT mentorships_end_note_check CHECK (char_length(end_note) <= 2000),
  ended_by uuid REFERENCES persons (id),
  previous_mentorship_id uuid REFERENCES mentorships (id),
  CONSTRAINT mentorships_student FOREIGN KEY (programme_id, student_id) REFERENCES students (programme_id, person_id),
  CONSTRAINT mentorships_mentor FOREIGN KEY (programme_id, mentor_id) REFERENCES mentors (programme_id, person_id),
  CONSTRAINT mentorships_end CHECK ((state = 'active') = (ended_at IS NULL) AND (state = 'ended') = (end_reason IS NOT NULL)),
  CONSTRAINT mentorships_two_people CHECK (student_id <> mentor_id)
);
CREATE UNIQUE INDEX mentorships_one_live ON mentorships (programme_id, student_id) WHERE state = 'active';
CREATE INDEX mentorships_list ON mentorships (programme_id, chosen_at DESC, id DESC);
CREATE INDEX mentorships_of_student ON mentorships (student_id, chosen_at DESC);
CREATE INDEX mentorships_of_mentor ON mentorships (mentor_id, chosen_at DESC);

CREATE TABLE interviews (
  mentorship_id uuid NOT NULL REFERENCES mentorships (id),
  step text NOT NULL CONSTRAINT interviews_step_check CHECK (step IN ('project', 'action_plan', 'follow_up')),
  opens_on date NOT NULL,
  closes_on date NOT NULL,
  next_starts_at timestamptz,
  first_held_at timestamptz,
  last_held_at timestamptz,
  concluded_at timestamptz,
  excused_at timestamptz,
  excused_reason text CONSTRAINT interviews_excused_reason_check CHECK (char_length(excused_reason) <= 2000),
  missed_at timestamptz,
  first_sent_at timestamptz,
  last_sent_at timestamptz,
  sent_number integer,
  waiver_given_at timestamptz,
  waiver_reason text CONSTRAINT interviews_waiver_reason_check CHECK (char_length(waiver_reason) <= 2000),
  form_drafted boolean NOT NULL,
  acknowledged boolean NOT NULL,
  carried_from uuid REFERENCES mentorships (id),
  PRIMARY KEY (mentorship_id, step),
  CONSTRAINT interviews_excuse CHECK ((excused_at IS NULL) = (excused_reason IS NULL)),
  CONSTRAINT interviews_form_after_meeting CHECK (concluded_at IS NULL OR first_held_at IS NOT NULL),
  CONSTRAINT interviews_editions CHECK ((first_sent_at IS NULL) = (sent_number IS NULL) AND (first_sent_at IS NULL) = (last_sent_at IS NULL)),
  CONSTRAINT interviews_meetings CHECK ((first_held_at IS NULL) = (last_held_at IS NULL))
);

CREATE TABLE extensions (
  id uuid PRIMARY KEY,
  mentorship_id uuid NOT NULL REFERENCES mentorships (id),
  step text NOT NULL CONSTRAINT extensions_step_check CHECK (step IN ('project', 'action_plan', 'follow_up')),
  from_on date,
  until_on date NOT NULL,
  reason text NOT NULL CONSTRAINT extensions_reason_check CHECK (char_length(reason) <= 2000),
  given_at timestamptz NOT NULL
);
CREATE INDEX extensions_of_mentorship ON extensions (mentorship_id, given_at);

CREATE TABLE appointments (
  id uuid PRIMARY KEY,
  mentorship_id uuid NOT NULL,
  step text NOT NULL CONSTRAINT appointments_step_check CHECK (step IN ('project', 'action_plan', 'follow_up')),
  state text NOT NULL CONSTRAINT appointments_state_check CHECK (state IN ('proposed', 'confirmed', 'declined', 'withdrawn', 'lapsed', 'cancelled', 'held', 'missed')),
  proposed_by text CONSTRAINT appointments_proposed_by_check CHECK (proposed_by IN ('student', 'mentor')),
  starts_at timestamptz NOT NULL,
  duration_minutes integer NOT NULL CONSTRAINT appointments_duration_minutes_check CHECK (duration_minutes BETWEEN 15 AND 180),
  means_kind text NOT NULL CONSTRAINT appointments_means_kind_check CHECK (means_kind IN ('in_person', 'phone', 'video')),
  means_detail text NOT NULL CONSTRAINT appointments_means_detail_check CHECK (char_length(means_detail) <= 200),
  note text CONSTRAINT appointments_note_check CHECK (char_length(note) <= 2000),
  reason text CONSTRAINT appointments_reason_check CHECK (char_length(reason) <= 2000),
  replaces uuid REFERENCES appointments (id),
  chain_id uuid NOT NULL,
  sequence integer NOT NULL,
  missed_by text CONSTRAINT appointments_missed_by_check CHECK (missed_by IN ('student', 'mentor', 'both')),
  recorded_by uuid REFERENCES persons (id),
  recorded_at timestamptz,
  dispute text CONSTRAINT appointments_dispute_check CHECK (char_length(dispute) <= 2000),
  created_at timestamptz NOT NULL,
  CONSTRAINT appointments_interview FOREIGN KEY (mentorship_id, step) REFERENCES interviews (mentorship_id, step),
  CONSTRAINT appointments_missed CHECK ((state = 'missed') = (missed_by IS NOT NULL)),
  CONSTRAINT appointments_recorded CHECK ((recorded_at IS NULL) = (recorded_by IS NULL) AND (state NOT IN ('held', 'missed') OR recorded_at IS NOT NULL)),
  CONSTRAINT appointments_proposer CHECK (proposed_by IS NOT NULL OR state IN ('held', 'missed'))
);
CREATE INDEX appointments_of_mentorship ON appointments (mentorship_id, created_at, id);
CREATE INDEX appointments_lapsing ON appointments (starts_at, id) WHERE state = 'proposed';

CREATE TABLE bookings (
  person_id uuid NOT NULL REFERENCES persons (id),
  appointment_id uuid NOT NULL REFERENCES appointments (id),
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  PRIMARY KEY (person_id, appointment_id),
  CONSTRAINT bookings_order CHECK (starts_at < ends_at),
  -- Two confirmed appointments of one person never overlap, in any programme (R13); touching is allowed.
  CONSTRAINT bookings_no_overlap EXCLUDE USING gist (person_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
);
CREATE INDEX bookings_appointment ON bookings (appointment_id);

CREATE TABLE roadbook_editions (
  id uuid PRIMARY KEY,
  roadbook_id uuid NOT NULL REFERENCES roadbooks (id),
  number integer NOT NULL CONSTRAINT roadbook_editions_number_check CHECK (number BETWEEN 1 AND 100000),
  step text NOT NULL CONSTRAINT roadbook_editions_step_check CHECK (step IN ('project', 'action_plan', 'follow_up')),
  mentorship_id uuid NOT NULL,
  sent_at timestamptz NOT NULL,
  late boolean NOT NULL,
  days_before integer,
  message text CONSTRAINT roadbook_editions_message_check CHECK (char_length(message) <= 2000),
  parts jsonb NOT NULL,
  answered integer NOT NULL,
  questions integer NOT NULL,
  read_at timestamptz,
  CONSTRAINT roadbook_editions_number UNIQUE (roadbook_id, number),
  CONSTRAINT roadbook_editions_interview FOREIGN KEY (mentorship_id, step) REFERENCES interviews (mentorship_id, step)
);
CREATE INDEX roadbook_editions_sent ON roadbook_editions (mentorship_id, step, sent_at);

CREATE TABLE evaluations (
  mentorship_id uuid NOT NULL,
  step text NOT NULL CONSTRAINT evaluations_step_check CHECK (step IN ('project', 'action_plan', 'follow_up')),
  author_id uuid NOT NULL REFERENCES persons (id),
  version integer NOT NULL,
  draft jsonb,
  given_version integer,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (mentorship_id, step),
  CONSTRAINT evaluations_interview FOREIGN KEY (mentorship_id, step) REFERENCES interviews (mentorship_id, step)
);

CREATE TABLE evaluation_versions (
  mentorship_id uuid NOT NULL,
  step text NOT NULL CONSTRAINT evaluation_versions_step_check CHECK (step IN ('project', 'action_plan', 'follow_up')),
  number integer NOT NULL CONSTRAINT evaluation_versions_number_check CHECK (number BETWEEN 1 AND 100000),
  author_id uuid NOT NULL REFERENCES persons (id),
  form jsonb NOT NULL,
  facts jsonb NOT NULL,
  career_department_recommended boolean NOT NULL,
  correction_reason text CONSTRAINT evaluation_versions_correction_reason_check CHECK (char_length(correction_reason) <= 2000),
  given_at timestamptz NOT NULL,
  acknowledged_at timestamptz,
  acknowledgement text CONSTRAINT evaluation_versions_acknowledgement_check CHECK (char_length(acknowledgement) <= 2000),
  PRIMARY KEY (mentorship_id, step, number),
  CONSTRAINT evaluation_versions_evaluation FOREIGN KEY (mentorship_id, step) REFERENCES evaluations (mentorship_id, step),
  CONSTRAINT evaluation_versions_correction CHECK ((number = 1) = (correction_reason IS NULL))
);

CREATE TABLE audit_log (
  id uuid PRIMARY KEY,
  at timestamptz NOT NULL,
  actor_kind text NOT NULL CONSTRAINT audit_log_actor_kind_check CHECK (actor_kind IN ('person', 'partner', 'system')),
  actor_id uuid,
  action text NOT NULL CONSTRAINT audit_log_action_check CHECK (char_length(action) <= 100),
  resource_type text NOT NULL CONSTRAINT audit_log_resource_type_check CHECK (char_length(resource_type) <= 100),
  resource_id uuid NOT NULL,
  request_id text NOT NULL CONSTRAINT audit_log_request_id_check CHECK (char_length(request_id) <= 200),
  changed jsonb NOT NULL
);
CREATE INDEX audit_log_resource ON audit_log (resource_id, at);

CREATE TABLE events (
  id uuid PRIMARY KEY,
  position bigint UNIQUE,
  type text NOT NULL CONSTRAINT events_type_check CHECK (char_length(type) <= 100),
  occurred_at timestamptz NOT NULL,
  programme_id uuid NOT NULL,
  data jsonb NOT NULL
);
CREATE INDEX events_unnumbered ON events (id) WHERE position IS NULL;

CREATE TABLE messages (
  id uuid PRIMARY KEY,
  dedupe_key text NOT NULL UNIQUE CONSTRAINT messages_dedupe_key_check CHECK (char_length(dedupe_key) <= 200),
  kind text NOT NULL CONSTRAINT messages_kind_check CHECK (char_length(kind) <= 100),
  person_id uuid NOT NULL REFERENCES persons (id),
  resource_id uuid,
  payload jsonb NOT NULL,
  state text NOT NULL CONSTRAINT messages_state_check CHECK (state IN ('queued', 'sent', 'failed', 'suppressed')),
  attempts integer NOT NULL,
  due_at timestamptz NOT NULL,
  next_attempt_at timestamptz NOT NULL,
  locked_until timestamptz,
  last_error text CONSTRAINT messages_last_error_check CHECK (char_length(last_error) <= 2000),
  created_at timestamptz NOT NULL,
  sent_at timestamptz
);
CREATE INDEX messages_due ON messages (next_attempt_at, id) WHERE state = 'queued';
CREATE INDEX messages_resource ON messages (resource_id);

CREATE TABLE idempotency_keys (
  caller text NOT NULL CONSTRAINT idempotency_keys_caller_check CHECK (char_length(caller) <= 300),
  key text NOT NULL CONSTRAINT idempotency_keys_key_check CHECK (char_length(key) <= 255),
  fingerprint bytea NOT NULL,
  status integer NOT NULL,
  body bytea NOT NULL,
  location text CONSTRAINT idempotency_keys_location_check CHECK (char_length(location) <= 500),
  etag text CONSTRAINT idempotency_keys_etag_check CHECK (char_length(etag) <= 200),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (caller, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);

CREATE TABLE secrets (
  name text PRIMARY KEY CONSTRAINT secrets_name_check CHECK (char_length(name) <= 100),
  value bytea NOT NULL,
  created_at timestamptz NOT NULL
);

CREATE TABLE settings (
  name text PRIMARY KEY CONSTRAINT settings_name_check CHECK (char_length(name) <= 100),
  value text NOT NULL CONSTRAINT settings_value_check CHECK (char_length(value) <= 200)
);

-- What was sent, given or logged stays as it was.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'immutable: %', TG_ARGV[0] USING ERRCODE = 'check_violation'; END $$;
CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE ON audit_log
  FOR EACH ROW EXECUTE FUNCTION refuse_change('audit_log_append_only');
CREATE TRIGGER roadbook_editions_immutable BEFORE UPDATE ON roadbook_editions
  FOR EACH ROW WHEN (OLD.read_at IS NOT NULL OR (to_jsonb(OLD) - 'read_at') <> (to_jsonb(NEW) - 'read_at'))
  EXECUTE FUNCTION refuse_change('roadbook_editions_immutable');
CREATE TRIGGER evaluation_versions_immutable BEFORE UPDATE ON evaluation_versions
  FOR EACH ROW WHEN (OLD.acknowledged_at IS NOT NULL
    OR (to_jsonb(OLD) - 'acknowledged_at' - 'acknowledgement') <> (to_jsonb(NEW) - 'acknowledged_at' - 'acknowledgement'))
  EXECUTE FUNCTION refuse_change('evaluation_versions_immutable');
