-- A meeting that was held keeps its time (R13): a second one can't be recorded over it. Where two
-- that overlap were recorded before this rule, the first recorded one has it.
INSERT INTO bookings (person_id, appointment_id, starts_at, ends_at)
SELECT p.person_id, a.id, a.starts_at, a.starts_at + make_interval(mins => a.duration_minutes)
FROM appointments a
JOIN (SELECT id, student_id AS person_id FROM mentorships UNION ALL SELECT id, mentor_id FROM mentorships) p ON p.id = a.mentorship_id
WHERE a.state = 'held'
  AND NOT EXISTS (
    SELECT 1 FROM bookings b
    WHERE b.person_id = p.person_id AND b.starts_at < a.starts_at + make_interval(mins => a.duration_minutes) AND a.starts_at < b.ends_at)
  AND NOT EXISTS (
    SELECT 1 FROM appointments o
    JOIN mentorships m ON m.id = o.mentorship_id
    WHERE o.state = 'held' AND o.id < a.id AND p.person_id IN (m.student_id, m.mentor_id)
      AND o.starts_at < a.starts_at + make_interval(mins => a.duration_minutes) AND a.starts_at < o.starts_at + make_interval(mins => o.duration_minutes));
