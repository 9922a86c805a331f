-- Forms are read, acknowledged with an amendment, retracted, and given outside (R21); their summary,
-- introductions and foundations (R22); what the two agreed on (R40).
ALTER TABLE interviews ADD COLUMN form_given_at BIGINT;
ALTER TABLE interviews ADD COLUMN form_read_at BIGINT;
ALTER TABLE interviews ADD COLUMN acknowledged_at BIGINT;
ALTER TABLE interviews ADD COLUMN form_retracted_at BIGINT;
UPDATE interviews SET
  form_given_at = (SELECT max(given_at) FROM evaluation_versions AS given
    WHERE given.mentorship_id = interviews.mentorship_id AND given.step = interviews.step),
  acknowledged_at = (SELECT acknowledged_at FROM evaluation_versions AS given
    WHERE given.mentorship_id = interviews.mentorship_id AND given.step = interviews.step ORDER BY number DESC LIMIT 1),
  form_read_at = (SELECT acknowledged_at FROM evaluation_versions AS given
    WHERE given.mentorship_id = interviews.mentorship_id AND given.step = interviews.step ORDER BY number DESC LIMIT 1);

DROP TRIGGER evaluation_versions_immutable;
ALTER TABLE evaluation_versions ADD COLUMN read_at BIGINT;
ALTER TABLE evaluation_versions ADD COLUMN retracted_at BIGINT;
ALTER TABLE evaluation_versions ADD COLUMN retraction_reason TEXT
  CONSTRAINT evaluation_versions_retraction_reason_check CHECK (length(retraction_reason) <= 2000)
  CONSTRAINT evaluation_versions_retraction CHECK ((retracted_at IS NULL) = (retraction_reason IS NULL));
ALTER TABLE evaluation_versions ADD COLUMN medium TEXT NOT NULL DEFAULT 'here'
  CONSTRAINT evaluation_versions_medium_check CHECK (medium IN ('here', 'outside'));
ALTER TABLE evaluation_versions ADD COLUMN given_on DATE
  CONSTRAINT evaluation_versions_given_on_check CHECK (given_on IS date(given_on))
  CONSTRAINT evaluation_versions_outside CHECK ((medium = 'outside') = (given_on IS NOT NULL));
ALTER TABLE evaluation_versions ADD COLUMN note TEXT
  CONSTRAINT evaluation_versions_note_check CHECK (length(note) <= 2000);
UPDATE evaluation_versions SET read_at = acknowledged_at;
-- A form given again after a retraction is no correction. See 0002_texts for why it is done so.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql,
    'CHECK ((number = 1) = (correction_reason IS NULL))',
    'CHECK (number > 1 OR correction_reason IS NULL)')
  WHERE type = 'table' AND name = 'evaluation_versions';
CREATE VIEW schema_changed AS SELECT 1;
DROP VIEW schema_changed;
PRAGMA writable_schema = RESET;
CREATE TRIGGER evaluation_versions_immutable BEFORE UPDATE ON evaluation_versions
WHEN OLD.retracted_at IS NOT NULL OR (OLD.read_at IS NOT NULL AND OLD.read_at IS NOT NEW.read_at)
  OR (OLD.acknowledged_at IS NOT NULL AND OLD.acknowledged_at IS NOT NEW.acknowledged_at)
  OR OLD.form IS NOT NEW.form OR OLD.facts IS NOT NEW.facts OR OLD.number IS NOT NEW.number
  OR OLD.step IS NOT NEW.step OR OLD.mentorship_id IS NOT NEW.mentorship_id OR OLD.author_id IS NOT NEW.author_id
  OR OLD.career_department_recommended IS NOT NEW.career_department_recommended
  OR OLD.correction_reason IS NOT NEW.correction_reason OR OLD.given_at IS NOT NEW.given_at
  OR OLD.medium IS NOT NEW.medium OR OLD.given_on IS NOT NEW.given_on OR OLD.note IS NOT NEW.note
BEGIN SELECT RAISE(ABORT, 'evaluation_versions_immutable'); END;

CREATE TABLE agreed_actions (
  id BLOB PRIMARY KEY NOT NULL CONSTRAINT agreed_actions_id_check CHECK (length(id) = 16),
  mentorship_id BLOB NOT NULL CONSTRAINT agreed_actions_mentorship_id_check CHECK (length(mentorship_id) = 16),
  step TEXT NOT NULL CONSTRAINT agreed_actions_step_check CHECK (step IN ('project', 'action_plan', 'follow_up')),
  text TEXT NOT NULL CONSTRAINT agreed_actions_text_check CHECK (length(text) <= 2000),
  due_on DATE CONSTRAINT agreed_actions_due_on_check CHECK (due_on IS date(due_on)),
  state TEXT NOT NULL CONSTRAINT agreed_actions_state_check CHECK (state IN ('open', 'done', 'dropped')),
  note TEXT CONSTRAINT agreed_actions_note_check CHECK (length(note) <= 2000),
  in_force BOOLEAN NOT NULL CONSTRAINT agreed_actions_in_force_check CHECK (in_force IN (0, 1)),
  version INTEGER NOT NULL,
  updated_at BIGINT NOT NULL,
  CONSTRAINT agreed_actions_evaluation FOREIGN KEY (mentorship_id, step) REFERENCES evaluations (mentorship_id, step)
);
CREATE INDEX agreed_actions_mentorship ON agreed_actions (mentorship_id, id);

UPDATE evaluation_templates SET version = version + 1, template = json_set(template, '$.fields',
    json('[{"key": "summary", "label": {"fr": "L’essentiel de l’entretien", "en": "Essential of the interview"}, "required": false}, ' || substr(json_extract(template, '$.fields'), 2)))
  WHERE step <> 'action_plan';
UPDATE evaluation_templates SET version = version + 1, template = json_set(template, '$.fields',
    json('[{"key": "summary", "label": {"fr": "L’essentiel de l’entretien", "en": "Essential of the interview"}, "required": false}, {"key": "introductions", "label": {"fr": "Expériences et contacts partagés (avec l’accord de chacun)", "en": "Experiences and contacts shared (with each person’s agreement)"}, "required": false}, ' || substr(json_extract(template, '$.fields'), 2)))
  WHERE step = 'action_plan';
UPDATE evaluation_templates SET template = json_insert(template, '$.criteria[#]', json('{"key": "foundations", "label": {"fr": "Construction du projet", "en": "How far the project is built"}, "help": {"fr": "Sur quoi le projet s’appuie-t-il déjà : rencontres, stages, recherches ?", "en": "What does the project rest on already: people met, internships, research?"}}'))
  WHERE step = 'project';
