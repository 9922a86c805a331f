UPDATE evaluation_templates SET template = json_remove(template, '$.fields[0]') WHERE step <> 'action_plan';
UPDATE evaluation_templates SET template = json_remove(template, '$.fields[0]', '$.fields[0]') WHERE step = 'action_plan';
DROP TABLE agreed_actions;
DROP TRIGGER evaluation_versions_immutable;
UPDATE evaluation_versions SET correction_reason = '' WHERE number > 1 AND correction_reason IS NULL;
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql,
    'CHECK (number > 1 OR correction_reason IS NULL)',
    'CHECK ((number = 1) = (correction_reason IS NULL))')
  WHERE type = 'table' AND name = 'evaluation_versions';
CREATE VIEW schema_changed AS SELECT 1;
DROP VIEW schema_changed;
PRAGMA writable_schema = RESET;
ALTER TABLE evaluation_versions DROP COLUMN note;
ALTER TABLE evaluation_versions DROP COLUMN given_on;
ALTER TABLE evaluation_versions DROP COLUMN medium;
ALTER TABLE evaluation_versions DROP COLUMN retraction_reason;
ALTER TABLE evaluation_versions DROP COLUMN retracted_at;
ALTER TABLE evaluation_versions DROP COLUMN read_at;
CREATE TRIGGER evaluation_versions_immutable BEFORE UPDATE ON evaluation_versions
WHEN OLD.acknowledged_at IS NOT NULL OR OLD.form IS NOT NEW.form OR OLD.facts IS NOT NEW.facts OR OLD.number IS NOT NEW.number
  OR OLD.step IS NOT NEW.step OR OLD.mentorship_id IS NOT NEW.mentorship_id OR OLD.author_id IS NOT NEW.author_id
  OR OLD.career_department_recommended IS NOT NEW.career_department_recommended
  OR OLD.correction_reason IS NOT NEW.correction_reason OR OLD.given_at IS NOT NEW.given_at
BEGIN SELECT RAISE(ABORT, 'evaluation_versions_immutable'); END;
ALTER TABLE interviews DROP COLUMN form_retracted_at;
ALTER TABLE interviews DROP COLUMN acknowledged_at;
ALTER TABLE interviews DROP COLUMN form_read_at;
ALTER TABLE interviews DROP COLUMN form_given_at;
