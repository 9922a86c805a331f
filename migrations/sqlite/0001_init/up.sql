CREATE TABLE persons (
  id BLOB PRIMARY KEY NOT NULL CONSTRAINT persons_id_check CHECK (length(id) = 16),
  external_id TEXT NOT NULL UNIQUE CONSTRAINT persons_external_id_check CHECK (length(external_id) <= 200),
  first_name TEXT NOT NULL CONSTRAINT persons_first_name_check CHECK (length(first_name) <= 100),
  last_name TEXT NOT NULL CONSTRAINT persons_last_name_check CHECK (length(last_name) <= 100),
  email TEXT CONSTRAINT persons_email_check CHECK (length(email) <= 200),
  private_email TEXT CONSTRAINT persons_private_email_check CHECK (length(private_email) <= 200),
  phone TEXT CONSTRAINT persons_phone_check CHECK (length(phone) <= 100),
  video_handle TEXT CONSTRAINT persons_video_handle_check CHECK (length(video_handle) <= 200),
  language TEXT NOT NULL CONSTRAINT persons_language_check CHECK (language IN ('fr', 'en')),
  reminders BOOLEAN NOT NULL CONSTRAINT persons_reminders_check CHECK (reminders IN (0, 1)),
  active BOOLEAN NOT NULL CONSTRAINT persons_active_check CHECK (active IN (0, 1)),
  own_fields TEXT NOT NULL CONSTRAINT persons_own_fields_check CHECK (json_valid(own_fields)),
  sort_key TEXT NOT NULL,
  search_key TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE TABLE programmes (
  id BLOB PRIMARY KEY NOT NULL CONSTRAINT programmes_id_check CHECK (length(id) = 16),
  year INTEGER NOT NULL CONSTRAINT programmes_year_check CHECK (year BETWEEN 2000 AND 2100),
  name TEXT NOT NULL CONSTRAINT programmes_name_check CHECK (length(name) <= 100),
  time_zone TEXT NOT NULL CONSTRAINT programmes_time_zone_check CHECK (length(time_zone) <= 100),
  status TEXT NOT NULL CONSTRAINT programmes_status_check CHECK (status IN ('draft', 'open', 'closed')),
  choice_from DATE NOT NULL CONSTRAINT programmes_choice_from_check CHECK (choice_from IS date(choice_from)),
  choice_to DATE NOT NULL CONSTRAINT programmes_choice_to_check CHECK (choice_to IS date(choice_to)),
  project_from DATE NOT NULL CONSTRAINT programmes_project_from_check CHECK (project_from IS date(project_from)),
  project_to DATE NOT NULL CONSTRAINT programmes_project_to_check CHECK (project_to IS date(project_to)),
  action_plan_from DATE NOT NULL CONSTRAINT programmes_action_plan_from_check CHECK (action_plan_from IS date(action_plan_from)),
  action_plan_to DATE NOT NULL CONSTRAINT programmes_action_plan_to_check CHECK (action_plan_to IS date(action_plan_to)),
  follow_up_from DATE NOT NULL CONSTRAINT programmes_follow_up_from_check CHECK (follow_up_from IS date(follow_up_from)),
  follow_up_to DATE NOT NULL CONSTRAINT programmes_follow_up_to_check CHECK (follow_up_to IS date(follow_up_to)),
  roadbook_lead_days INTEGER NOT NULL CONSTRAINT programmes_roadbook_lead_days_check CHECK (roadbook_lead_days BETWEEN 0 AND 60),
  late_roadbook TEXT NOT NULL CONSTRAINT programmes_late_roadbook_check CHECK (late_roadbook IN ('refuse', 'mark')),
  roadbook_required_for TEXT NOT NULL CONSTRAINT programmes_roadbook_required_for_check CHECK (json_valid(roadbook_required_for)),
  mentor_capacity INTEGER NOT NULL CONSTRAINT programmes_mentor_capacity_check CHECK (mentor_capacity BETWEEN 1 AND 20),
  max_withdrawals INTEGER NOT NULL CONSTRAINT programmes_max_withdrawals_check CHECK (max_withdrawals BETWEEN 0 AND 10),
  charter_required BOOLEAN NOT NULL CONSTRAINT programmes_charter_required_check CHECK (charter_required IN (0, 1)),
  retention_months INTEGER NOT NULL CONSTRAINT programmes_retention_months_check CHECK (retention_months BETWEEN 1 AND 120),
  opened_at BIGINT,
  closed_at BIGINT,
  version INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  CONSTRAINT programmes_windows CHECK (choice_from <= choice_to AND project_from <= project_to
    AND action_plan_from <= action_plan_to AND follow_up_from <= follow_up_to
    AND project_from < action_plan_from AND project_to < action_plan_to
    AND action_plan_from < follow_up_from AND action_plan_to < follow_up_to)
);
CREATE INDEX programmes_year ON programmes (year DESC, id DESC);

CREATE TABLE charters (
  programme_id BLOB NOT NULL REFERENCES programmes (id) ON DELETE CASCADE CONSTRAINT charters_programme_id_check CHECK (length(programme_id) = 16),
  version INTEGER NOT NULL CONSTRAINT charters_version_check CHECK (version BETWEEN 1 AND 100000),
  text_fr TEXT NOT NULL CONSTRAINT charters_text_fr_check CHECK (length(text_fr) <= 10000),
  text_en TEXT NOT NULL CONSTRAINT charters_text_en_check CHECK (length(text_en) <= 10000),
  created_at BIGINT NOT NULL,
  PRIMARY KEY (programme_id, version)
);

CREATE TABLE roadbook_templates (
  programme_id BLOB PRIMARY KEY NOT NULL REFERENCES programmes (id) ON DELETE CASCADE CONSTRAINT roadbook_templates_programme_id_check CHECK (length(programme_id) = 16),
  version INTEGER NOT NULL,
  template TEXT NOT NULL CONSTRAINT roadbook_templates_template_check CHECK (json_valid(template))
);

CREATE TABLE evaluation_templates (
  programme_id BLOB NOT NULL REFERENCES programmes (id) ON DELETE CASCADE CONSTRAINT evaluation_templates_programme_id_check CHECK (length(programme_id) = 16),
  step TEXT NOT NULL CONSTRAINT evaluation_templates_step_check CHECK (step IN ('project', 'action_plan', 'follow_up')),
  version INTEGER NOT NULL,
  template TEXT NOT NULL CONSTRAINT evaluation_templates_template_check CHECK (json_valid(template)),
  PRIMARY KEY (programme_id, step)
);

CREATE TABLE enrolments (
  programme_id BLOB NOT NULL REFERENCES programmes (id) CONSTRAINT enrolments_programme_id_check CHECK (length(programme_id) = 16),
  person_id BLOB NOT NULL REFERENCES persons (id) CONSTRAINT enrolments_person_id_check CHECK (length(person_id) = 16),
  role TEXT NOT NULL CONSTRAINT enrolments_role_check CHECK (role IN ('student', 'mentor')),
  PRIMARY KEY (programme_id, person_id),
  CONSTRAINT enrolments_role UNIQUE (programme_id, person_id, role)
);
CREATE INDEX enrolments_person ON enrolments (person_id, programme_id);

CREATE TABLE charter_acceptances (
  programme_id BLOB NOT NULL CONSTRAINT charter_acceptances_programme_id_check CHECK (length(programme_id) = 16),
  person_id BLOB NOT NULL CONSTRAINT charter_acceptances_person_id_check CHECK (length(person_id) = 16),
  version INTEGER NOT NULL,
  accepted_at BIGINT NOT NULL,
  PRIMARY KEY (programme_id, person_id),
  CONSTRAINT charter_acceptances_enrolment FOREIGN KEY (programme_id, person_id) REFERENCES enrolments (programme_id, person_id),
  CONSTRAINT charter_acceptances_charter FOREIGN KEY (programme_id, version) REFERENCES charters (programme_id, version)
);

CREATE TABLE students (
  programme_id BLOB NOT NULL CONSTRAINT students_programme_id_check CHECK (length(programme_id) = 16),
  person_id BLOB NOT NULL CONSTRAINT students_person_id_check CHECK (length(person_id) = 16),
  role TEXT NOT NULL DEFAULT 'student' CONSTRAINT students_role_check CHECK (role IN ('student')),
  degree TEXT NOT NULL CONSTRAINT students_degree_check CHECK (length(degree) <= 200),
  major TEXT CONSTRAINT students_major_check CHECK (length(major) <= 200),
  leaves_school_on DATE NOT NULL CONSTRAINT students_leaves_school_on_check CHECK (leaves_school_on IS date(leaves_school_on)),
  choice_until DATE CONSTRAINT students_choice_until_check CHECK (choice_until IS date(choice_until)),
  withdrawals INTEGER NOT NULL CONSTRAINT students_withdrawals_check CHECK (withdrawals BETWEEN 0 AND 100000),
  active BOOLEAN NOT NULL CONSTRAINT students_active_check CHECK (active IN (0, 1)),
  sort_key TEXT NOT NULL,
  search_key TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (programme_id, person_id),
  CONSTRAINT students_enrolment FOREIGN KEY (programme_id, person_id, role) REFERENCES enrolments (programme_id, person_id, role)
);
CREATE INDEX students_list ON students (programme_id, sort_key, person_id);

CREATE TABLE mentors (
  programme_id BLOB NOT NULL CONSTRAINT mentors_programme_id_check CHECK (length(programme_id) = 16),
  person_id BLOB NOT NULL CONSTRAINT mentors_person_id_check CHECK (length(person_id) = 16),
  role TEXT NOT NULL DEFAULT 'mentor' CONSTRAINT mentors_role_check CHECK (role IN ('mentor')),
  headline TEXT NOT NULL CONSTRAINT mentors_headline_check CHECK (length(headline) <= 200),
  company TEXT CONSTRAINT mentors_company_check CHECK (length(company) <= 200),
  job_title TEXT CONSTRAINT mentors_job_title_check CHECK (length(job_title) <= 200),
  sector TEXT CONSTRAINT mentors_sector_check CHECK (length(sector) <= 100),
  location TEXT CONSTRAINT mentors_location_check CHECK (length(location) <= 100),
  graduation_year INTEGER CONSTRAINT mentors_graduation_year_check CHECK (graduation_year BETWEEN 1900 AND 2100),
  languages TEXT NOT NULL CONSTRAINT mentors_languages_check CHECK (json_valid(languages)),
  means TEXT NOT NULL CONSTRAINT mentors_means_check CHECK (json_valid(means)),
  skills TEXT NOT NULL CONSTRAINT mentors_skills_check CHECK (json_valid(skills)),
  about TEXT CONSTRAINT mentors_about_check CHECK (length(about) <= 2000),
  capacity INTEGER CONSTRAINT mentors_capacity_check CHECK (capacity BETWEEN 1 AND 20),
  places_taken INTEGER NOT NULL DEFAULT 0 CONSTRAINT mentors_places_taken_check CHECK (places_taken BETWEEN 0 AND 100000),
  paused BOOLEAN NOT NULL CONSTRAINT mentors_paused_check CHECK (paused IN (0, 1)),
  listed BOOLEAN NOT NULL CONSTRAINT mentors_listed_check CHECK (listed IN (0, 1)),
  active BOOLEAN NOT NULL CONSTRAINT mentors_active_check CHECK (active IN (0, 1)),
  sort_key TEXT NOT NULL,
  search_key TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (programme_id, person_id),
  CONSTRAINT mentors_enrolment FOREIGN KEY (programme_id, person_id, role) REFERENCES enrolments (programme_id, person_id, role)
);
CREATE INDEX mentors_list ON mentors (programme_id, sort_key, person_id);

CREATE TABLE roadbooks (
  id BLOB PRIMARY KEY NOT NULL CONSTRAINT roadbooks_id_check CHECK (length(id) = 16),
  programme_id BLOB NOT NULL CONSTRAINT roadbooks_programme_id_check CHECK (length(programme_id) = 16),
  student_id BLOB NOT NULL CONSTRAINT roadbooks_student_id_check CHECK (length(student_id) = 16),
  version INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  CONSTRAINT roadbooks_student UNIQUE (programme_id, student_id),
  CONSTRAINT roadbooks_owner FOREIGN KEY (programme_id, student_id) REFERENCES students (programme_id, person_id)
);

CREATE TABLE roadbook_answers (
  roadbook_id BLOB NOT NULL REFERENCES roadbooks (id) CONSTRAINT roadbook_answers_roadbook_id_check CHECK (length(roadbook_id) = 16),
  question_key TEXT NOT NULL CONSTRAINT roadbook_answers_question_key_check CHECK (length(question_key) <= 100),
  text TEXT NOT NULL CONSTRAINT roadbook_answers_text_check CHECK (length(text) <= 10000),
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (roadbook_id, question_key)
);

CREATE TABLE mentorships (
  id BLOB PRIMARY KEY NOT NULL CONSTRAINT mentorships_id_check CHECK (length(id) = 16),
  programme_id BLOB NOT NULL REFERENCES programmes (id) CONSTRAINT mentorships_programme_id_check CHECK (length(programme_id) = 16),
  student_id BLOB NOT NULL CONSTRAINT mentorships_student_id_check CHECK (length(student_id) = 16),
  mentor_id BLOB NOT NULL CONSTRAINT mentorships_mentor_id_check CHECK (length(mentor_id) = 16),
  leaves_school_on DATE NOT NULL CONSTRAINT mentorships_leaves_school_on_check CHECK (leaves_school_on IS date(leaves_school_on)),
  state TEXT NOT NULL CONSTRAINT mentorships_state_check CHECK (state IN ('active', 'completed', 'ended')),
  chosen_at BIGINT NOT NULL,
  ended_at BIGINT,
  end_reason TEXT CONSTRAINT mentorships_end_reason_check CHECK (end_reason IN ('student_withdrew', 'mentor_declined', 'mentor_left', 'student_left', 'repeats_year', 'goal_reached', 'reassigned', 'programme_closed', 'other')),
  end_note TEXT CONSTRAINT mentorships_end_note_check CHECK (length(end_note) <= 2000),
  ended_by BLOB REFERENCES persons (id) CONSTRAINT mentorships_ended_by_check CHECK (length(ended_by) = 16),
  previous_mentorship_id BLOB REFERENCES mentorships (id) CONSTRAINT mentorships_previous_mentorship_id_check CHECK (length(previous_mentorship_id) = 16),
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
  mentorship_id BLOB NOT NULL REFERENCES mentorships (id) CONSTRAINT interviews_mentorship_id_check CHECK (length(mentorship_id) = 16),
  step TEXT NOT NULL CONSTRAINT interviews_step_check CHECK (step IN ('project', 'action_plan', 'follow_up')),
  opens_on DATE NOT NULL CONSTRAINT interviews_opens_on_check CHECK (opens_on IS date(opens_on)),
  closes_on DATE NOT NULL CONSTRAINT interviews_closes_on_check CHECK (closes_on IS date(closes_on)),
  next_starts_at BIGINT,
  first_held_at BIGINT,
  last_held_at BIGINT,
  concluded_at BIGINT,
  excused_at BIGINT,
  excused_reason TEXT CONSTRAINT interviews_excused_reason_check CHECK (length(excused_reason) <= 2000),
  missed_at BIGINT,
  first_sent_at BIGINT,
  last_sent_at BIGINT,
  sent_number INTEGER,
  waiver_given_at BIGINT,
  waiver_reason TEXT CONSTRAINT interviews_waiver_reason_check CHECK (length(waiver_reason) <= 2000),
  form_drafted BOOLEAN NOT NULL CONSTRAINT interviews_form_drafted_check CHECK (form_drafted IN (0, 1)),
  acknowledged BOOLEAN NOT NULL CONSTRAINT interviews_acknowledged_check CHECK (acknowledged IN (0, 1)),
  carried_from BLOB REFERENCES mentorships (id) CONSTRAINT interviews_carried_from_check CHECK (length(carried_from) = 16),
  PRIMARY KEY (mentorship_id, step),
  CONSTRAINT interviews_excuse CHECK ((excused_at IS NULL) = (excused_reason IS NULL)),
  CONSTRAINT interviews_form_after_meeting CHECK (concluded_at IS NULL OR first_held_at IS NOT NULL),
  CONSTRAINT interviews_editions CHECK ((first_sent_at IS NULL) = (sent_number IS NULL) AND (first_sent_at IS NULL) = (last_sent_at IS NULL)),
  CONSTRAINT interviews_meetings CHECK ((first_held_at IS NULL) = (last_held_at IS NULL))
);

CREATE TABLE extensions (
  id BLOB PRIMARY KEY NOT NULL CONSTRAINT extensions_id_check CHECK (length(id) = 16),
  mentorship_id BLOB NOT NULL REFERENCES mentorships (id) CONSTRAINT extensions_mentorship_id_check CHECK (length(mentorship_id) = 16),
  step TEXT NOT NULL CONSTRAINT extensions_step_check CHECK (step IN ('project', 'action_plan', 'follow_up')),
  from_on DATE CONSTRAINT extensions_from_on_check CHECK (from_on IS date(from_on)),
  until_on DATE NOT NULL CONSTRAINT extensions_until_on_check CHECK (until_on IS date(until_on)),
  reason TEXT NOT NULL CONSTRAINT extensions_reason_check CHECK (length(reason) <= 2000),
  given_at BIGINT NOT NULL
);
CREATE INDEX extensions_of_mentorship ON extensions (mentorship_id, given_at);

CREATE TABLE appointments (
  id BLOB PRIMARY KEY NOT NULL CONSTRAINT appointments_id_check CHECK (length(id) = 16),
  mentorship_id BLOB NOT NULL CONSTRAINT appointments_mentorship_id_check CHECK (length(mentorship_id) = 16),
  step TEXT NOT NULL CONSTRAINT appointments_step_check CHECK (step IN ('project', 'action_plan', 'follow_up')),
  state TEXT NOT NULL CONSTRAINT appointments_state_check CHECK (state IN ('proposed', 'confirmed', 'declined', 'withdrawn', 'lapsed', 'cancelled', 'held', 'missed')),
  proposed_by TEXT CONSTRAINT appointments_proposed_by_check CHECK (proposed_by IN ('student', 'mentor')),
  starts_at BIGINT NOT NULL,
  duration_minutes INTEGER NOT NULL CONSTRAINT appointments_duration_minutes_check CHECK (duration_minutes BETWEEN 15 AND 180),
  means_kind TEXT NOT NULL CONSTRAINT appointments_means_kind_check CHECK (means_kind IN ('in_person', 'phone', 'video')),
  means_detail TEXT NOT NULL CONSTRAINT appointments_means_detail_check CHECK (length(means_detail) <= 200),
  note TEXT CONSTRAINT appointments_note_check CHECK (length(note) <= 2000),
  reason TEXT CONSTRAINT appointments_reason_check CHECK (length(reason) <= 2000),
  replaces BLOB REFERENCES appointments (id) CONSTRAINT appointments_replaces_check CHECK (length(replaces) = 16),
  chain_id BLOB NOT NULL CONSTRAINT appointments_chain_id_check CHECK (length(chain_id) = 16),
  sequence INTEGER NOT NULL,
  missed_by TEXT CONSTRAINT appointments_missed_by_check CHECK (missed_by IN ('student', 'mentor', 'both')),
  recorded_by BLOB REFERENCES persons (id) CONSTRAINT appointments_recorded_by_check CHECK (length(recorded_by) = 16),
  recorded_at BIGINT,
  dispute TEXT CONSTRAINT appointments_dispute_check CHECK (length(dispute) <= 2000),
  created_at BIGINT NOT NULL,
  CONSTRAINT appointments_interview FOREIGN KEY (mentorship_id, step) REFERENCES interviews (mentorship_id, step),
  CONSTRAINT appointments_missed CHECK ((state = 'missed') = (missed_by IS NOT NULL)),
  CONSTRAINT appointments_recorded CHECK ((recorded_at IS NULL) = (recorded_by IS NULL) AND (state NOT IN ('held', 'missed') OR recorded_at IS NOT NULL)),
  CONSTRAINT appointments_proposer CHECK (proposed_by IS NOT NULL OR state IN ('held', 'missed'))
);
CREATE INDEX appointments_of_mentorship ON appointments (mentorship_id, created_at, id);
CREATE INDEX appointments_lapsing ON appointments (starts_at, id) WHERE state = 'proposed';

CREATE TABLE bookings (
  person_id BLOB NOT NULL REFERENCES persons (id) CHECK (length(person_id) = 16),
  appointment_id BLOB NOT NULL REFERENCES appointments (id) CHECK (length(appointment_id) = 16),
  starts_at BIGINT NOT NULL,
  ends_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, appointment_id),
  CONSTRAINT bookings_order CHECK (starts_at < ends_at)
) WITHOUT ROWID;
CREATE INDEX bookings_appointment ON bookings (appointment_id);
-- Two confirmed appointments of one person never overlap, in any programme (R13); touching is allowed.
CREATE TRIGGER bookings_no_overlap BEFORE INSERT ON bookings
WHEN EXISTS (SELECT 1 FROM bookings b WHERE b.person_id = NEW.person_id AND b.starts_at < NEW.ends_at AND NEW.starts_at < b.ends_at)
BEGIN SELECT RAISE(ABORT, 'bookings_no_overlap'); END;

CREATE TABLE roadbook_editions (
  id BLOB PRIMARY KEY NOT NULL CONSTRAINT roadbook_editions_id_check CHECK (length(id) = 16),
  roadbook_id BLOB NOT NULL REFERENCES roadbooks (id) CONSTRAINT roadbook_editions_roadbook_id_check CHECK (length(roadbook_id) = 16),
  number INTEGER NOT NULL CONSTRAINT roadbook_editions_number_check CHECK (number BETWEEN 1 AND 100000),
  step TEXT NOT NULL CONSTRAINT roadbook_editions_step_check CHECK (step IN ('project', 'action_plan', 'follow_up')),
  mentorship_id BLOB NOT NULL CONSTRAINT roadbook_editions_mentorship_id_check CHECK (length(mentorship_id) = 16),
  sent_at BIGINT NOT NULL,
  late BOOLEAN NOT NULL CONSTRAINT roadbook_editions_late_check CHECK (late IN (0, 1)),
  days_before INTEGER,
  message TEXT CONSTRAINT roadbook_editions_message_check CHECK (length(message) <= 2000),
  parts TEXT NOT NULL CONSTRAINT roadbook_editions_parts_check CHECK (json_valid(parts)),
  answered INTEGER NOT NULL,
  questions INTEGER NOT NULL,
  read_at BIGINT,
  CONSTRAINT roadbook_editions_number UNIQUE (roadbook_id, number),
  CONSTRAINT roadbook_editions_interview FOREIGN KEY (mentorship_id, step) REFERENCES interviews (mentorship_id, step)
);
CREATE INDEX roadbook_editions_sent ON roadbook_editions (mentorship_id, step, sent_at);

CREATE TABLE evaluations (
  mentorship_id BLOB NOT NULL CONSTRAINT evaluations_mentorship_id_check CHECK (length(mentorship_id) = 16),
  step TEXT NOT NULL CONSTRAINT evaluations_step_check CHECK (step IN ('project', 'action_plan', 'follow_up')),
  author_id BLOB NOT NULL REFERENCES persons (id) CONSTRAINT evaluations_author_id_check CHECK (length(author_id) = 16),
  version INTEGER NOT NULL,
  draft TEXT CONSTRAINT evaluations_draft_check CHECK (json_valid(draft)),
  given_version INTEGER,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (mentorship_id, step),
  CONSTRAINT evaluations_interview FOREIGN KEY (mentorship_id, step) REFERENCES interviews (mentorship_id, step)
);

CREATE TABLE evaluation_versions (
  mentorship_id BLOB NOT NULL CONSTRAINT evaluation_versions_mentorship_id_check CHECK (length(mentorship_id) = 16),
  step TEXT NOT NULL CONSTRAINT evaluation_versions_step_check CHECK (step IN ('project', 'action_plan', 'follow_up')),
  number INTEGER NOT NULL CONSTRAINT evaluation_versions_number_check CHECK (number BETWEEN 1 AND 100000),
  author_id BLOB NOT NULL REFERENCES persons (id) CONSTRAINT evaluation_versions_author_id_check CHECK (length(author_id) = 16),
  form TEXT NOT NULL CONSTRAINT evaluation_versions_form_check CHECK (json_valid(form)),
  facts TEXT NOT NULL CONSTRAINT evaluation_versions_facts_check CHECK (json_valid(facts)),
  career_department_recommended BOOLEAN NOT NULL CONSTRAINT evaluation_versions_career_department_recommended_check CHECK (career_department_recommended IN (0, 1)),
  correction_reason TEXT CONSTRAINT evaluation_versions_correction_reason_check CHECK (length(correction_reason) <= 2000),
  given_at BIGINT NOT NULL,
  acknowledged_at BIGINT,
  acknowledgement TEXT CONSTRAINT evaluation_versions_acknowledgement_check CHECK (length(acknowledgement) <= 2000),
  PRIMARY KEY (mentorship_id, step, number),
  CONSTRAINT evaluation_versions_evaluation FOREIGN KEY (mentorship_id, step) REFERENCES evaluations (mentorship_id, step),
  CONSTRAINT evaluation_versions_correction CHECK ((number = 1) = (correction_reason IS NULL))
);

CREATE TABLE audit_log (
  id BLOB PRIMARY KEY NOT NULL CONSTRAINT audit_log_id_check CHECK (length(id) = 16),
  at BIGINT NOT NULL,
  actor_kind TEXT NOT NULL CONSTRAINT audit_log_actor_kind_check CHECK (actor_kind IN ('person', 'partner', 'system')),
  actor_id BLOB CONSTRAINT audit_log_actor_id_check CHECK (length(actor_id) = 16),
  action TEXT NOT NULL CONSTRAINT audit_log_action_check CHECK (length(action) <= 100),
  resource_type TEXT NOT NULL CONSTRAINT audit_log_resource_type_check CHECK (length(resource_type) <= 100),
  resource_id BLOB NOT NULL CONSTRAINT audit_log_resource_id_check CHECK (length(resource_id) = 16),
  request_id TEXT NOT NULL CONSTRAINT audit_log_request_id_check CHECK (length(request_id) <= 200),
  changed TEXT NOT NULL CONSTRAINT audit_log_changed_check CHECK (json_valid(changed))
);
CREATE INDEX audit_log_resource ON audit_log (resource_id, at);

CREATE TABLE events (
  id BLOB PRIMARY KEY NOT NULL CONSTRAINT events_id_check CHECK (length(id) = 16),
  position BIGINT UNIQUE,
  type TEXT NOT NULL CONSTRAINT events_type_check CHECK (length(type) <= 100),
  occurred_at BIGINT NOT NULL,
  programme_id BLOB NOT NULL CONSTRAINT events_programme_id_check CHECK (length(programme_id) = 16),
  data TEXT NOT NULL CONSTRAINT events_data_check CHECK (json_valid(data))
);
CREATE INDEX events_unnumbered ON events (id) WHERE position IS NULL;

CREATE TABLE messages (
  id BLOB PRIMARY KEY NOT NULL CONSTRAINT messages_id_check CHECK (length(id) = 16),
  dedupe_key TEXT NOT NULL UNIQUE CONSTRAINT messages_dedupe_key_check CHECK (length(dedupe_key) <= 200),
  kind TEXT NOT NULL CONSTRAINT messages_kind_check CHECK (length(kind) <= 100),
  person_id BLOB NOT NULL REFERENCES persons (id) CONSTRAINT messages_person_id_check CHECK (length(person_id) = 16),
  resource_id BLOB CONSTRAINT messages_resource_id_check CHECK (length(resource_id) = 16),
  payload TEXT NOT NULL CONSTRAINT messages_payload_check CHECK (json_valid(payload)),
  state TEXT NOT NULL CONSTRAINT messages_state_check CHECK (state IN ('queued', 'sent', 'failed', 'suppressed')),
  attempts INTEGER NOT NULL,
  due_at BIGINT NOT NULL,
  next_attempt_at BIGINT NOT NULL,
  locked_until BIGINT,
  last_error TEXT CONSTRAINT messages_last_error_check CHECK (length(last_error) <= 2000),
  created_at BIGINT NOT NULL,
  sent_at BIGINT
);
CREATE INDEX messages_due ON messages (next_attempt_at, id) WHERE state = 'queued';
CREATE INDEX messages_resource ON messages (resource_id);

CREATE TABLE idempotency_keys (
  caller TEXT NOT NULL CONSTRAINT idempotency_keys_caller_check CHECK (length(caller) <= 300),
  key TEXT NOT NULL CONSTRAINT idempotency_keys_key_check CHECK (length(key) <= 255),
  fingerprint BLOB NOT NULL,
  status INTEGER NOT NULL,
  body BLOB NOT NULL,
  location TEXT CONSTRAINT idempotency_keys_location_check CHECK (length(location) <= 500),
  etag TEXT CONSTRAINT idempotency_keys_etag_check CHECK (length(etag) <= 200),
  created_at BIGINT NOT NULL,
  PRIMARY KEY (caller, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);

CREATE TABLE secrets (
  name TEXT PRIMARY KEY NOT NULL CONSTRAINT secrets_name_check CHECK (length(name) <= 100),
  value BLOB NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE settings (
  name TEXT PRIMARY KEY NOT NULL CONSTRAINT settings_name_check CHECK (length(name) <= 100),
  value TEXT NOT NULL CONSTRAINT settings_value_check CHECK (length(value) <= 200)
);

-- What was sent, given or logged stays as it was.
CREATE TRIGGER audit_log_append_only BEFORE UPDATE ON audit_log
BEGIN SELECT RAISE(ABORT, 'audit_log_append_only'); END;
CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log
BEGIN SELECT RAISE(ABORT, 'audit_log_append_only'); END;
CREATE TRIGGER roadbook_editions_immutable BEFORE UPDATE ON roadbook_editions
WHEN OLD.read_at IS NOT NULL OR OLD.parts IS NOT NEW.parts OR OLD.step IS NOT NEW.step OR OLD.number IS NOT NEW.number
  OR OLD.sent_at IS NOT NEW.sent_at OR OLD.late IS NOT NEW.late OR OLD.days_before IS NOT NEW.days_before
  OR OLD.message IS NOT NEW.message OR OLD.mentorship_id IS NOT NEW.mentorship_id OR OLD.roadbook_id IS NOT NEW.roadbook_id
  OR OLD.answered IS NOT NEW.answered OR OLD.questions IS NOT NEW.questions OR OLD.id IS NOT NEW.id
BEGIN SELECT RAISE(ABORT, 'roadbook_editions_immutable'); END;
CREATE TRIGGER evaluation_versions_immutable BEFORE UPDATE ON evaluation_versions
WHEN OLD.acknowledged_at IS NOT NULL OR OLD.form IS NOT NEW.form OR OLD.facts IS NOT NEW.facts OR OLD.number IS NOT NEW.number
  OR OLD.step IS NOT NEW.step OR OLD.mentorship_id IS NOT NEW.mentorship_id OR OLD.author_id IS NOT NEW.author_id
  OR OLD.career_department_recommended IS NOT NEW.career_department_recommended
  OR OLD.correction_reason IS NOT NEW.correction_reason OR OLD.given_at IS NOT NEW.given_at
BEGIN SELECT RAISE(ABORT, 'evaluation_versions_immutable'); END;
