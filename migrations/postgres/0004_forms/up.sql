-- Forms are read, acknowledged with an amendment, retracted, and given outside (R21); their summary,
-- introductions and foundations (R22); what the two agreed on (R40).
ALTER TABLE interviews ADD COLUMN form_given_at timestamptz, ADD COLUMN form_read_at timestamptz,
  ADD COLUMN acknowledged_at timestamptz, ADD COLUMN form_retracted_at timestamptz;
UPDATE interviews SET form_given_at = given.given_at, form_read_at = given.acknowledged_at, acknowledged_at = given.acknowledged_at
  FROM (SELECT DISTINCT ON (mentorship_id, step) mentorship_id, step, given_at, acknowledged_at
    FROM evaluation_versions ORDER BY mentorship_id, step, number DESC) AS given
  WHERE given.mentorship_id = interviews.mentorship_id AND given.step = interviews.step;

DROP TRIGGER evaluation_versions_immutable ON evaluation_versions;
ALTER TABLE evaluation_versions
  ADD COLUMN read_at timestamptz,
  ADD COLUMN retracted_at timestamptz,
  ADD COLUMN retraction_reason text CONSTRAINT evaluation_versions_retraction_reason_check CHECK (char_length(retraction_reason) <= 2000),
  ADD COLUMN medium text NOT NULL DEFAULT 'here' CONSTRAINT evaluation_versions_medium_check CHECK (medium IN ('here', 'outside')),
  ADD COLUMN given_on date,
  ADD COLUMN note text CONSTRAINT evaluation_versions_note_check CHECK (char_length(note) <= 2000),
  ADD CONSTRAINT evaluation_versions_retraction CHECK ((retracted_at IS NULL) = (retraction_reason IS NULL)),
  ADD CONSTRAINT evaluation_versions_outside CHECK ((medium = 'outside') = (given_on IS NOT NULL)),
  -- A form given again after a retraction is no correction.
  DROP CONSTRAINT evaluation_versions_correction,
  ADD CONSTRAINT evaluation_versions_correction CHECK (number > 1 OR correction_reason IS NULL);
UPDATE evaluation_versions SET read_at = acknowledged_at;
CREATE TRIGGER evaluation_versions_immutable BEFORE UPDATE ON evaluation_versions
  FOR EACH ROW WHEN (OLD.retracted_at IS NOT NULL
    OR (OLD.read_at IS NOT NULL AND OLD.read_at IS DISTINCT FROM NEW.read_at)
    OR (OLD.acknowledged_at IS NOT NULL AND OLD.acknowledged_at IS DISTINCT FROM NEW.acknowledged_at)
    OR (to_jsonb(OLD) - '{read_at,acknowledged_at,acknowledgement,retracted_at,retraction_reason}'::text[])
      <> (to_jsonb(NEW) - '{read_at,acknowledged_at,acknowledgement,retracted_at,retraction_reason}'::text[]))
  EXECUTE FUNCTION refuse_change('evaluation_versions_immutable');

CREATE TABLE agreed_actions (
  id uuid PRIMARY KEY,
  mentorship_id uuid NOT NULL,
  step text NOT NULL CONSTRAINT agreed_actions_step_check CHECK (step IN ('project', 'action_plan', 'follow_up')),
  text text NOT NULL CONSTRAINT agreed_actions_text_check CHECK (char_length(text) <= 2000),
  due_on date,
  state text NOT NULL CONSTRAINT agreed_actions_state_check CHECK (state IN ('open', 'done', 'dropped')),
  note text CONSTRAINT agreed_actions_note_check CHECK (char_length(note) <= 2000),
  in_force boolean NOT NULL,
  version integer NOT NULL,
  updated_at timestamptz NOT NULL,
  CONSTRAINT agreed_actions_evaluation FOREIGN KEY (mentorship_id, step) REFERENCES evaluations (mentorship_id, step)
);
CREATE INDEX agreed_actions_mentorship ON agreed_actions (mentorship_id, id);

UPDATE evaluation_templates SET version = version + 1,
    template = jsonb_set(template, '{fields}', '[{"key": "summary", "label": {"fr": "L’essentiel de l’entretien", "en": "Essential of the interview"}, "required": false}]'::jsonb || (template -> 'fields'))
  WHERE step <> 'action_plan';
UPDATE evaluation_templates SET version = version + 1,
    template = jsonb_set(template, '{fields}', '[{"key": "summary", "label": {"fr": "L’essentiel de l’entretien", "en": "Essential of the interview"}, "required": false}, {"key": "introductions", "label": {"fr": "Expériences et contacts partagés (avec l’accord de chacun)", "en": "Experiences and contacts shared (with each person’s agreement)"}, "required": false}]'::jsonb || (template -> 'fields'))
  WHERE step = 'action_plan';
UPDATE evaluation_templates
  SET template = jsonb_set(template, '{criteria}', (template -> 'criteria') || '[{"key": "foundations", "label": {"fr": "Construction du projet", "en": "How far the project is built"}, "help": {"fr": "Sur quoi le projet s’appuie-t-il déjà : rencontres, stages, recherches ?", "en": "What does the project rest on already: people met, internships, research?"}}]'::jsonb)
  WHERE step = 'project';
