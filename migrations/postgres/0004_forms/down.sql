UPDATE evaluation_templates SET template = template #- '{fields,0}' WHERE step <> 'action_plan';
UPDATE evaluation_templates SET template = template #- '{fields,0}' #- '{fields,0}' WHERE step = 'action_plan';
DROP TABLE agreed_actions;
DROP TRIGGER evaluation_versions_immutable ON evaluation_versions;
UPDATE evaluation_versions SET correction_reason = '' WHERE number > 1 AND correction_reason IS NULL;
ALTER TABLE evaluation_versions
  DROP CONSTRAINT evaluation_versions_correction,
  DROP COLUMN note, DROP COLUMN given_on, DROP COLUMN medium, DROP COLUMN retraction_reason,
  DROP COLUMN retracted_at, DROP COLUMN read_at,
  ADD CONSTRAINT evaluation_versions_correction CHECK ((number = 1) = (correction_reason IS NULL));
CREATE TRIGGER evaluation_versions_immutable BEFORE UPDATE ON evaluation_versions
  FOR EACH ROW WHEN (OLD.acknowledged_at IS NOT NULL
    OR (to_jsonb(OLD) - 'acknowledged_at' - 'acknowledgement') <> (to_jsonb(NEW) - 'acknowledged_at' - 'acknowledgement'))
  EXECUTE FUNCTION refuse_change('evaluation_versions_immutable');
ALTER TABLE interviews DROP COLUMN form_retracted_at, DROP COLUMN acknowledged_at,
  DROP COLUMN form_read_at, DROP COLUMN form_given_at;
